"""Add up every topic table beforehand, place by place, so that a click reads sums only.

Adds to the built tables, for each topic table with measures that combine:
  <table>_up  one row per place and the table's descriptive columns: what the place and the places
              in it give, nothing twice; place_id '' is all places together. Its columns:
  counted     how many places' rows are added, never one that lies in another
  missing     how many places of the levels that give rows give none, and lie in none that does
  one_place   the place whose row it is, where counted is 1; null otherwise
  <m>         a measure, combined as its record says, or as each row's `across` with its `weight`
              (observations); null where no place states it
  <m>_stated  how many of the rows added state the measure
  <m>_figure  the figure that prints it, where counted is 1
  <m>_stated_by  of all places, the counties that state it, in words; null where all do
  <m>_paired, <m>_paired_places  the sum over the places that also state the measure that this one
              is compared with, and how many do; both null where all do
  <table>_measures  a view of that, one row per measure: `measure` (its label), "column" (its name),
              unit, panel, combine, value, stated, figure; `paired` and `compared`, the sum over the
              places that also state the measure it is compared with and how many do, or null
the view counties: the counties, and the topmost places that hold none; and the macros
  places_chosen(table, labels)  one row per place whose sums are added up for the labels chosen: its
              label, `chosen`, how many they are, and `territory`, what they are together. They are
              the places chosen, without those inside another that is chosen; '' (all places) where
              none is, or where the table gives no single village
  of_places(stated, places, one)  of how many places a sum is, in words, with the name of the one
              that states it; null for a row of one place
  places_stating(...)  which of the places chosen state a number, in words

`levels` of a row's key are the kinds of place that give rows of that key; of each kind only the
lowest places count, so that a township is missing by its villages where villages give rows.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from metrics.model.schema import VILLAGE_KINDS, Measure, Table
from metrics.model.topic import pairs_of
from metrics.records import TOPICS
from metrics.store.load import literal, quoted
from metrics.store.tables import PLACE_KINDS, TOPIC_TABLES

_BITS = " ".join(f"when {literal(kind)} then {1 << n}" for n, kind in enumerate(PLACE_KINDS))
_LEVEL = f"(case p.kind {_BITS} end)"
_LOWEST = f"""
create or replace temp table lowest as
with masks as (select distinct levels from levels),
inside as (
    select m.levels, p.place_id from masks m join places p on (m.levels & {_LEVEL}) <> 0
    where p.named_in is distinct from 'outside'),
above as (
    select distinct i.levels, w.ancestor_id as place_id from inside i join within w using (place_id)
    where w.ancestor_id <> w.place_id),
bottom as (from inside anti join above using (levels, place_id))
select b.levels, w.ancestor_id as place_id, count(*) as n
from bottom b join within w using (place_id) group by all
union all select levels, '', count(*) from bottom group by levels"""

_KINDS = ", ".join(literal(kind) for kind in VILLAGE_KINDS)
_CHOSEN = f"""
create macro places_chosen(of_table, labels) as table
with asked as (
    select place_id, label, kind from places join village_tables t on t.name = of_table
    where list_contains(labels, label)),
picked as (
    select * from asked where place_id not in (
        select w.place_id from within w join asked o on o.place_id = w.ancestor_id
        where o.place_id <> w.place_id)
    union all select '', territory, '' from dataset
    where len(labels) = 0 or of_table not in (select name from village_tables))
select place_id, label, chosen, territory from picked cross join (
    select count(*) as chosen, case when count(*) < 3 then string_agg(label, ' and ' order by label)
           when bool_and(kind in ({_KINDS})) then format('{{}} villages', count(*))
           else format('{{}} places', count(*)) end as territory from picked)"""
# The counties, and the topmost places that hold none: what all places together are made of.
_COUNTIES = """
create view counties as
select place_id, label from places where kind = 'county'
union all
select place_id, label from places where depth = 0 and place_id not in (
    select w.ancestor_id from within w join places c on c.place_id = w.place_id
    where c.kind = 'county')"""
_STATING = """
create macro of_places(stated, places, one) as if(places > 1, format('{} of {} places state it',
    stated::bigint, places::bigint) || if(stated = 1, coalesce(': ' || one, ''), ''), null)"""

_NAMED = """
create macro places_stating(stated_by, label, value, chosen, territory) as coalesce(
    any_value(stated_by),
    case when count(value) in (0, any_value(chosen)) then any_value(territory)
         when count(value) <= 3 then string_agg(label, ' and ' order by label)
              filter (value is not null)
         else format('{} of {} places', count(value), any_value(chosen)) end)"""


def add_rollups(con: duckdb.DuckDBPyConnection) -> None:
    """Add the tables named above, when each place's own rows are there with `covered`."""
    for table in TOPIC_TABLES:
        if table.combined:
            con.execute(_levels(table))
            con.execute(_LOWEST)
            masks = con.execute(
                "select distinct levels from levels where levels is not null"
            ).fetchall()
            con.execute(_rollup(table, [mask for (mask,) in masks]))
            con.execute(_by_measure(table))
    con.execute(_COUNTIES)
    for table in TOPIC_TABLES:
        for measure in table.combined:
            con.execute(_stated_by(table, measure))
    for name in ("levels", "lowest"):
        con.execute(f"drop table if exists {name}")
    con.execute(_CHOSEN)
    con.execute(_STATING)
    con.execute(_NAMED)


def _levels(table: Table) -> str:
    """Return the SQL of the kinds of place that give rows, as bits, for each key of the table."""
    names = "".join(f"e.{quoted(name)}, " for name in table.descriptive)
    return (
        f"create or replace temp table levels as select {names}bit_or({_LEVEL}) as levels "
        f"from {table.name} e join places p using (place_id) group by all"
    )


def _rollup(table: Table, masks: Sequence[int]) -> str:
    """Return the SQL of a roll-up; where all keys have the same levels, no row looks them up."""
    names = [quoted(name) for name in table.descriptive]
    same = " and ".join(f"e.{name} is not distinct from l.{name}" for name in names) or "true"
    levels, joined = "l.levels", f"join levels l on {same}"
    if len(masks) == 1:
        levels, joined = str(masks[0]), ""
    cells = ",\n    ".join(_cells(table))
    lead = "".join(f"e.{name}, " for name in names)
    order = ", ".join(["place_id", *names])
    return f"""
create table {table.name}_up as
with given as materialized (
    select e.*, {levels} as levels, coalesce(o.n, 0) as reached
    from {table.name} e {joined}
    left join lowest o on o.place_id = e.place_id and o.levels = {levels}),
sums as (
    select '' as place_id, {lead}{cells}
    from given e where e.covered is null group by all
    union all
    select w.ancestor_id, {lead}{cells}
    from given e join within w on w.place_id = e.place_id
    join places p on p.place_id = w.ancestor_id
    where coalesce(e.covered < p.depth, true) group by all)
select s.* exclude (levels, reached), coalesce(o.n, 0) - s.reached as missing
from sums s left join lowest o on o.place_id = s.place_id and o.levels = s.levels
order by {order}"""


def _cells(table: Table) -> list[str]:
    """Return the SQL of the columns of a roll-up over rows `e`, beside the descriptive ones."""
    found = [
        "e.levels",
        "sum(e.reached)::bigint as reached",
        "count(*) as counted",
        "case when count(*) = 1 then any_value(e.place_id) end as one_place",
    ]
    for name in table.other_figures:
        found.append(f"case when count(*) = 1 then any_value(e.{name}) end as {name}")
    for measure in table.combined:
        name = measure.name
        found += [
            f"{_combined(measure)} as {name}",
            f"{_stated(measure)} as {name}_stated",
            f"case when count(*) = 1 then any_value(e.{name}_figure) end as {name}_figure",
            f"null::varchar as {name}_stated_by",
        ]
    for one, other in pairs_of(table, TOPICS):
        found += [*_paired(one, other), *_paired(other, one)]
    return found


def _stated(measure: Measure) -> str:
    """Return the SQL of how many rows give the number that is combined.

    In a weighted mean a place counts that gives the value and its weight.
    """
    name = f"e.{measure.name}"
    if measure.combine != "declared":
        return f"count({name})"
    both = f"count({name}) filter (e.weight is not null)"
    weighed = "count(*) > 1 and any_value(e.across) = 'weighted_mean'"
    return f"case when {weighed} then {both} else count({name}) end"


def _declared(name: str) -> str:
    """Return the SQL of a combination that each row declares: a mean is never one of means."""
    total = f"fsum({name} * e.weight) / nullif(fsum(e.weight) filter ({name} is not null), 0)"
    return (
        f"case when count(*) = 1 then any_value({name})\n"
        f"      when any_value(e.across) = 'sum' then round(fsum({name}), 9)\n"
        f"      when any_value(e.across) = 'weighted_mean' then round({total}, 9) end"
    )


def _combined(measure: Measure) -> str:
    name = f"e.{measure.name}"
    if measure.combine == "declared":
        return _declared(name)
    if measure.combine == "sum":
        return f"sum({name})::{measure.sql_type}"
    alone = "count(*) = 1" if measure.combine == "single" else f"min({name}) = max({name})"
    return f"case when {alone} then any_value({name}) end"


def _paired(measure: Measure, other: Measure) -> list[str]:
    """Return the sum of a measure over the places that state another too, unless all do."""
    one, two = f"e.{measure.name}", f"e.{other.name}"
    both = f"count(case when {two} is not null then {one} end)"
    differs = f"{both} < greatest(count({one}), count({two}))"
    total = f"sum(case when {two} is not null then {one} end)::{measure.sql_type}"
    return [
        f"case when {differs} then {total} end as {measure.name}_paired",
        f"case when {differs} then {both} end as {measure.name}_paired_places",
    ]


def _stated_by(table: Table, measure: Measure) -> str:
    """Return the SQL that names, for all places together, the counties that state a measure."""
    names = [quoted(name) for name in table.descriptive]
    same = "".join(f" and u.{name} is not distinct from s.{name}" for name in names)
    up, value = f"{table.name}_up", f"e.{measure.name}"
    return f"""
update {up} u set {measure.name}_stated_by = s.words from (
    select {"".join(f"e.{name}, " for name in names)}
           if(count(*) <= 3, string_agg(label, ' and ' order by label),
              format('{{}} of {{}} places', count(*), (select count(*) from counties))) as words
    from {up} e join counties using (place_id) where {value} is not null group by all
    having count(*) < (select count(*) from counties)) s
where u.place_id = ''{same}"""


def _by_measure(table: Table) -> str:
    """Return the SQL of the view of a roll-up with one row per measure."""
    paired = {measure.name for pair in pairs_of(table, TOPICS) for measure in pair}
    names = ["place_id", *table.descriptive, *table.other_figures]
    kept = ", ".join([*map(quoted, names), "counted", "missing", "one_place"])
    selects = [
        f"select {kept}, {nth} as nth, {literal(m.shown)} as measure, "
        f'{literal(m.name)} as "column", {m.unit_column or literal(m.unit)} as measure_unit, '
        f"{literal(m.panel)} as panel, {literal(m.combine)} as combine, {m.name} as value, "
        f"{m.name}_stated as stated, {m.name}_figure as figure, {m.name}_stated_by as stated_by, "
        f"{_compared(m, m.name in paired)} from {table.name}_up"
        for nth, m in enumerate(table.combined)
    ]
    return f"create view {table.name}_measures as {' union all '.join(selects)}"


def _compared(measure: Measure, paired: bool) -> str:
    name = measure.name
    if not paired:
        return "null::double as paired, null::bigint as compared"
    return (
        f"if({name}_paired_places is null, {name}, {name}_paired)::double as paired, "
        f"coalesce({name}_paired_places, {name}_stated) as compared"
    )
