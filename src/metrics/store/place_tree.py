"""Work out where each place lies, so that a number of a county is never added to its villages'.

Adds to the built tables:
  places.label    the name, made unique by the place above where two places share one
  places.depth    how many places lie above it
  within          ancestor_id, place_id: one row per place and place that it lies in, itself too
  <table>.covered how deep the deepest place above a row's own lies that gives the same thing; of a
                  row that states nothing, where a place inside its own does, its own depth: it
                  is added nowhere
  units           place_id, label, county (whether it is one): the counties, and beside them the
                  places that neither hold a county nor lie in one, the topmost of each branch
  above_units     place_id, label, units: the places above units, and how many of them each holds
  dataset.territory  what all units make together, in words
  village_tables  the tables that give something for single villages
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from metrics.model.schema import FIGURE_SUFFIX, VILLAGE_KINDS, Table
from metrics.store.load import literal, quoted
from metrics.store.tables import PLACE_KINDS, TOPIC_TABLES

_BITS = " ".join(f"when {literal(kind)} then {1 << n}" for n, kind in enumerate(PLACE_KINDS))
LEVEL = f"(case p.kind {_BITS} end)"  # the kind of a place `p` as a bit
_VILLAGE_KINDS = ", ".join(literal(kind) for kind in VILLAGE_KINDS)
_WITHIN = """
create table within as
with recursive up(ancestor_id, place_id) as (
    select place_id, place_id from places
    union
    select p.parent_id, up.place_id from up join places p on p.place_id = up.ancestor_id
    where p.parent_id is not null)
select ancestor_id, place_id from up order by ancestor_id, place_id"""
# A label that two places would share gets the id; and where one that already has it meets a name
# that looks the same, all do: ids are unique and hold no bracket.
_LABEL = """
create or replace table places as
with first as (
    select p.*, case when count(*) over (partition by p.name) = 1 then p.name
                     when count(*) over (partition by p.name, p.parent_id) = 1
                          and u.name is not null
                     then p.name || ' (' || u.name || ')' end as short, w.depth
    from places p left join places u on u.place_id = p.parent_id
    join (select place_id, count(*) - 1 as depth from within group by place_id) w
        on w.place_id = p.place_id),
second as (
    select *, case when short is not null and count(*) over (partition by short) = 1 then short
                   else name || ' (' || place_id || ')' end as long
    from first)
select * exclude (short, long),
       case when (select count(*) = count(distinct long) from second) then long
            else name || ' (' || place_id || ')' end as label
from second order by _row"""

_UNITS = """
create table units as
with holding as (
    select w.ancestor_id as place_id from within w join places c on c.place_id = w.place_id
    where c.kind = 'county' and w.ancestor_id <> w.place_id),
inside as (
    select w.place_id from within w join places c on c.place_id = w.ancestor_id
    where c.kind = 'county')
select place_id, label, kind = 'county' as county from places
where kind = 'county'
   or (place_id not in (from holding) and place_id not in (from inside)
       and (parent_id is null or parent_id in (from holding)))"""
_ABOVE_UNITS = """
create table above_units as
select w.ancestor_id as place_id, any_value(p.label) as label, count(*) as units
from units u join within w on w.place_id = u.place_id and w.ancestor_id <> u.place_id
join places p on p.place_id = w.ancestor_id group by w.ancestor_id"""
# A place that only a document's surroundings name gives no rows, and is no part of the whole.
_TERRITORY = """
create or replace table dataset as
select d.*, case when counties = 0 then title when n = 1 then named
                 when n = counties then format('{} counties', n)
                 else format('{} places', n) end as territory
from dataset d, (select count(*) as n, count(*) filter (county) as counties,
                        any_value(name) filter (county) as named
                 from units join places using (place_id)
                 where county or named_in is distinct from 'outside')"""


def add_paths(con: duckdb.DuckDBPyConnection, given: Sequence[Table] = TOPIC_TABLES) -> None:
    """Add the columns and tables named above; every table of the contract is there, typed.

    `given` are the tables of topics that may have rows.
    """
    for sql in (_WITHIN, _LABEL, _UNITS, _ABOVE_UNITS, _TERRITORY):
        con.execute(sql)
    none = "select null::varchar as name, 0::bigint as depths, false as villages where false"
    kinds = " union all ".join([none, *map(_kinds_of_place, given)])
    con.execute(f"create temp table given_by as {kinds}")
    con.execute("create table village_tables as select name from given_by where villages")
    depths = dict(con.execute("select name, depths from given_by").fetchall())
    for table in TOPIC_TABLES:
        con.execute(_covered(table, depths.get(table.name, 0)))


def _covered(table: Table, depths: int) -> str:
    """Return the SQL that adds `covered`; null where nothing above gives the same thing."""
    name = quoted(table.name)
    if depths < 2:
        return f"alter table {name} add column covered bigint"
    same = "".join(
        f" and o.{quoted(key)} is not distinct from t.{quoted(key)}"
        for key in table.key
        if key != "place_id"
    )
    return f"""
create or replace table {name} as
with pairs as (
    select t._row as inner_row, o._row as outer_row, p.depth,
           {states(table, "t")} and not {states(table, "o")} as outer_is_empty
    from {name} t join within w on w.place_id = t.place_id and w.ancestor_id <> t.place_id
    join {name} o on o.place_id = w.ancestor_id{same}
    join places p on p.place_id = o.place_id),
emptied as (
    select outer_row, max(depth) as depth from pairs where outer_is_empty group by outer_row),
covering as (
    select c.inner_row, max(c.depth) as depth
    from pairs c left join emptied e on e.outer_row = c.outer_row
    where e.outer_row is null group by c.inner_row)
select t.*, coalesce(e.depth, c.depth) as covered
from {name} t left join emptied e on e.outer_row = t._row
left join covering c on c.inner_row = t._row
order by t._row"""


def states(table: Table, row: str) -> str:
    """Return the SQL of whether a row states a number that is added up, or the figure of one.

    A figure that can be read in several ways gives no number, and is stated nevertheless.
    """
    given = [
        f"{row}.{quoted(name)} is not null"
        for measure in table.combined
        for name in (measure.name, f"{measure.name}{FIGURE_SUFFIX}")
    ]
    return f"({' or '.join(given) or 'true'})"


def _kinds_of_place(table: Table) -> str:
    """Return the query of how many depths of place a table gives, and whether it gives villages."""
    return (
        f"select {literal(table.name)} as name, count(distinct p.depth) as depths, "
        f"bool_or(p.kind in ({_VILLAGE_KINDS})) as villages "
        f"from {quoted(table.name)} t join places p on p.place_id = t.place_id"
    )
