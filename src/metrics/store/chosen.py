"""What a query asks of the places chosen, and says of how many places a number is: macros.

Adds to the built tables:
  places_chosen(table, labels)  one row per place whose sums are added up for the labels chosen: its
              label, `chosen`, how many they are, and `territory`, what they are together. They are
              the places chosen, without those inside another that is chosen; '' (all places) where
              none is, or where the table gives no single village
  of_places(stated, places, one)  of how many places a sum is, in words, with the name of the one
              that states it; null for a row of one place
  and_ambiguous(n)  the words after these, where n of the numbers are ambiguous; '' where none is
  places_stating(...)  which of the places chosen state a number, in words
"""

from __future__ import annotations

import duckdb

from metrics.model.schema import VILLAGE_KINDS
from metrics.store.sql import literal

_KINDS = ", ".join(literal(kind) for kind in VILLAGE_KINDS)
_CHOSEN = f"""
create macro places_chosen(of_table, labels) as table
with asked as (
    select place_id, label, kind, count(*) over () as many
    from places join village_tables t on t.name = of_table
    where list_contains(labels, label)),
picked as (
    select place_id, label, kind from asked where place_id not in (
        select w.place_id from within w join asked o on o.place_id = w.ancestor_id
        where o.many > 1 and o.place_id <> w.place_id)
    union all select '', territory, '' from dataset
    where len(labels) = 0 or of_table not in (select name from village_tables))
select place_id, label, chosen, territory from picked cross join (
    select count(*) as chosen, case when count(*) < 3 then string_agg(label, ' and ' order by label)
           when bool_and(kind in ({_KINDS})) then format('{{}} villages', count(*))
           else format('{{}} places', count(*)) end as territory from picked)"""
_STATING = """
create macro of_places(stated, places, one) as if(places > 1, format('{} of {} places state it',
    stated::bigint, places::bigint) || if(stated = 1, coalesce(': ' || one, ''), ''), null)"""
_UNSURE = """
create macro and_ambiguous(n) as if(n > 0, format(', {} of them ambiguous', n::bigint), '')"""
_NAMED = """
create macro places_stating(stated_by, label, value, chosen, territory) as coalesce(
    any_value(stated_by),
    case when count(value) in (0, any_value(chosen)) then any_value(territory)
         when count(value) <= 3 then string_agg(label, ' and ' order by label)
              filter (value is not null)
         else format('{} of {} places', count(value), any_value(chosen)) end)"""


def add_macros(con: duckdb.DuckDBPyConnection) -> None:
    """Add the macros named above, when the roll-ups are there."""
    for macro in (_CHOSEN, _STATING, _UNSURE, _NAMED):
        con.execute(macro)


def add_index(con: duckdb.DuckDBPyConnection) -> None:
    """Have a chosen place found by its label without a look at all of them."""
    con.execute("create index places_label on places (label)")
