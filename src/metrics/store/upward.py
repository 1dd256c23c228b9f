"""Add up a large table level by level: the places in a place first, then what those make together.

The rule is that of `metrics.store.rollup`: a row counts for a place unless a place between the two
gives the same thing. So what a place gives to the one above it is its own row, or else what the
places in it give. What is kept of each place and key can be added up again:

  <table>_sums  place, key, counted, reached, one (a place), levels, missing and, of each measure m:
                m_n (how many state it), m_total, m_low, m_high; of those that rows
                declare how to combine also m_both, m_weighed, m_weight; of two that are compared
                one_with_other (how many state both) and one_with_other_total
and <table>_up with <table>_measures, as `metrics.store.rollup` has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from metrics.model.schema import Measure, Table
from metrics.model.topic import pairs_of
from metrics.records import TOPICS
from metrics.store.encoded import CHUNK, Done, chunks, listed, same
from metrics.store.place_tree import LEVEL
from metrics.store.rollup import LOWEST, by_measure, own_rows, stated_by
from metrics.store.sql import quoted

EXACT = "decimal(38, 9)"  # so that a sum is the same in whatever order it is made


@dataclass(frozen=True)
class State:
    """A column of the sums: its SQL over rows `r` of places `p`, and over sums to be added up."""

    name: str
    of_rows: str
    merged: str


def states(table: Table) -> list[State]:
    """Return the columns of the sums of a table, beside place and key."""
    found = [
        State("counted", "count(*)::bigint", "sum(counted)::bigint"),
        State("reached", "count_if(p.counts)::bigint", "sum(reached)::bigint"),
        State("one", "min(r.place)", "min(one)"),
        State("levels", "bit_or(p.level)", "bit_or(levels)"),
    ]
    for measure in table.combined:
        found += _of_measure(measure)
    for one, other in pairs_of(table, TOPICS):
        found += [*_of_pair(one, other), *_of_pair(other, one)]
    return found


def _of_measure(measure: Measure) -> Iterator[State]:
    name, whole = measure.name, measure.type == "integer"
    value = f"r.{quoted(name)}"
    added = f"sum({value})::hugeint" if whole else f"sum({value}::{EXACT})"
    merged = f"sum({name}_total)" + ("::hugeint" if whole else "")
    yield State(f"{name}_n", f"count({value})", f"sum({name}_n)::bigint")
    yield State(f"{name}_total", added, merged)
    yield State(f"{name}_low", f"min({value})", f"min({name}_low)")
    yield State(f"{name}_high", f"max({value})", f"max({name}_high)")
    if measure.combine == "declared":
        both = f"count({value}) filter (r.weight is not null)"
        yield State(f"{name}_both", both, f"sum({name}_both)::bigint")
        yield State(f"{name}_weighed", f"fsum({value} * r.weight)", f"fsum({name}_weighed)")
        weight = f"fsum(r.weight) filter ({value} is not null)"
        yield State(f"{name}_weight", weight, f"fsum({name}_weight)")


def _of_pair(one: Measure, other: Measure) -> Iterator[State]:
    name, value = f"{one.name}_with_{other.name}", f"r.{quoted(one.name)}"
    both = f"case when r.{quoted(other.name)} is not null then {value} end"
    yield State(name, f"count({both})", f"sum({name})::bigint")
    yield State(f"{name}_total", f"sum({both})::hugeint", f"sum({name}_total)::hugeint")


def _declared(table: Table) -> bool:
    return any(measure.combine == "declared" for measure in table.combined)


def _weighed_rows(table: Table, where: str) -> str:
    """Return the query of rows with the weight of each, where rows declare how to combine."""
    name = table.name
    if not _declared(table):
        return f"select r.*, null::double as weight from {name}_rows r where {where}"
    weights = f"""from {name}_rows r where {where} and r.key in (
        select weight_key from {name}_keys union all select other_weight_key from {name}_keys)"""
    return f"""
    select r.*, coalesce(w.value, o.value) as weight
    from {name}_rows r join {name}_keys k using (key)
    left join ({weights}) w on w.place = r.place and w.key = k.weight_key
    left join ({weights}) o on o.place = r.place and o.key = k.other_weight_key
    where {where}"""


def add_sums(con: duckdb.DuckDBPyConnection, table: Table, rows: int, done: Done) -> None:
    """Add <table>_sums and its views, when <table>_rows is there; `done` is told of the rows."""
    found = states(table)
    _leaf_sums(con, table, found, rows, done)
    _own_sums(con, table, found)
    _add_levels(con, table)
    con.execute("create temp table sums as from own_sums limit 0")
    depths = "select max(depth) from place_numbers where not leaf"
    (deepest,) = con.execute(depths).fetchone() or (0,)
    for depth in range(deepest, -2, -1):
        con.execute(_level(depth, found))
    con.execute(_finished(table, found))
    for name in ("sums", "own_sums", "leaf_sums", "lowest"):
        con.execute(f"drop table {name}")
    # Rows stay in the order of places, so that a query of a few places reads few of them.
    con.execute("set preserve_insertion_order = true")
    con.execute(_up(table))
    con.execute("set preserve_insertion_order = false")
    con.execute(by_measure(table))


def _leaf_sums(
    con: duckdb.DuckDBPyConnection, table: Table, found: list[State], rows: int, done: Done
) -> None:
    """Add what the innermost places give to the places above them, some places at a time."""
    cells = ", ".join(f"{one.of_rows} as {one.name}" for one in found)
    for nth, where in enumerate(chunks(con, rows)):
        con.execute(
            f"{'insert into' if nth else 'create temp table'} leaf_sums {'' if nth else 'as '}"
            f"select p.parent as place, r.key, {cells} from ({_weighed_rows(table, where)}) r "
            f"join place_numbers p on p.number = r.place and p.leaf group by p.parent, r.key"
        )
        done(rows // max(1, rows // CHUNK))


def _own_sums(con: duckdb.DuckDBPyConnection, table: Table, found: list[State]) -> None:
    """Add the rows of places in which others lie, each as a sum of one."""
    cells = ", ".join(f"{one.of_rows} as {one.name}" for one in found)
    rows = _weighed_rows(table, "r.place in (select number from place_numbers where not leaf)")
    con.execute(
        f"create temp table own_sums as select r.place, r.key, {cells} from ({rows}) r "
        "join place_numbers p on p.number = r.place group by r.place, r.key"
    )


def _add_levels(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Add to the keys the kinds of place that give rows; and with that to rows what they reach."""
    name = table.name
    con.execute(
        f"create or replace table {name}_keys as select k.*, l.levels from {name}_keys k "
        "left join (select key, bit_or(levels) as levels from ("
        "select key, levels from leaf_sums union all "
        f"select key, levels from own_sums) group by key) l using (key) order by key"
    )
    masks = f"select distinct levels from {name}_keys where levels is not null"
    con.execute(LOWEST.format(masks=masks, level=LEVEL))
    con.execute(
        "create or replace temp table lowest as select l.levels, n.number as place, l.n "
        "from lowest l join place_numbers n using (place_id)"
    )
    con.execute(
        f"update own_sums s set reached = coalesce((select l.n from lowest l join {name}_keys k "
        "on k.levels = l.levels where k.key = s.key and l.place = s.place), 0)"
    )


def _level(depth: int, found: list[State]) -> str:
    """Return the SQL that adds the sums of the places of one depth, when those below are there."""
    names = ", ".join(one.name for one in found)
    merged = ", ".join(f"{one.merged} as {one.name}" for one in found)
    return f"""
insert into sums
with given as (
    select s.* from own_sums s join place_numbers p on p.number = s.place and p.depth = {depth}),
below as (
    select s.place, key, {names} from leaf_sums s
    join place_numbers p on p.number = s.place and p.depth = {depth}
    union all
    select p.parent, key, {names} from sums s
    join place_numbers p on p.number = s.place and p.depth = {depth + 1})
select place, key, {names} from given
union all
select place, key, {merged} from below anti join given using (place, key) group by place, key"""


def _finished(table: Table, found: list[State]) -> str:
    names = ", ".join(f"s.{one.name}" for one in found)
    return f"""
create table {table.name}_sums as
select s.place, s.key, {names}, coalesce(l.n, 0) - s.reached as missing
from sums s join {table.name}_keys k using (key)
left join lowest l on l.place = s.place and l.levels = k.levels
order by s.place, s.key"""


def _up(table: Table) -> str:
    """Return the SQL of <table>_up: the sums, and the rows of the innermost places."""
    name, about = table.name, listed(table.descriptive, "k")
    figures = "".join(f", null::varchar as {one}" for one in table.other_figures)
    leaf, high = "", ""
    for measure in table.combined:
        leaf += _shown(measure, f"r.{measure.name}", f"(r.{measure.name} is not null)::bigint")
        high += _shown(measure, _value(measure), _stated(measure))
    for one, other in pairs_of(table, TOPICS):
        for a, b in ((one, other), (other, one)):
            leaf += f", null::bigint as {a.name}_paired, case when (r.{a.name} is null) <> "
            leaf += f"(r.{b.name} is null) then 0 end as {a.name}_paired_places"
            high += _paired(a, b)
    return f"""
create table {name}_up as
select p.place_id, {about}s.counted, case when s.counted = 1 then o.place_id end as one_place
    {figures}{high}, s.missing
from {name}_sums s join place_numbers p on p.number = s.place
join {name}_keys k using (key) left join place_numbers o on s.counted = 1 and o.number = s.one
union all
select p.place_id, {about}1::bigint as counted, p.place_id as one_place{figures}{leaf},
    0::bigint as missing
from {name}_rows r join place_numbers p on p.number = r.place and p.leaf
join {name}_keys k using (key)"""


def _shown(measure: Measure, value: str, stated: str) -> str:
    name = measure.name
    return (
        f",\n    {value} as {name}, {stated} as {name}_stated, null::varchar as {name}_figure, "
        f"null::varchar as {name}_stated_by"
    )


def _value(measure: Measure) -> str:
    """Return the SQL of the number that the rows of a sum make together; see `combination`."""
    name, kind = f"s.{measure.name}", measure.sql_type
    if measure.combine == "sum":
        return f"{name}_total::{kind}"
    if measure.combine == "declared":
        return (
            f"case when s.counted = 1 then {name}_low\n"
            f"         when k.across = 'sum' then {name}_total::double\n"
            f"         when k.across = 'weighted_mean' then "
            f"round({name}_weighed / nullif({name}_weight, 0), 9) end"
        )
    alone = "s.counted = 1" if measure.combine == "single" else f"{name}_low = {name}_high"
    return f"case when {alone} then {name}_low end"


def _stated(measure: Measure) -> str:
    name = f"s.{measure.name}"
    if measure.combine != "declared":
        return f"{name}_n"
    weighed = "s.counted > 1 and k.across = 'weighted_mean'"
    return f"case when {weighed} then {name}_both else {name}_n end"


def _paired(one: Measure, other: Measure) -> str:
    both = f"s.{one.name}_with_{other.name}"
    differs = f"{both} < greatest(s.{one.name}_n, s.{other.name}_n)"
    return (
        f", case when {differs} then {both}_total::{one.sql_type} end as {one.name}_paired, "
        f"case when {differs} then {both} end as {one.name}_paired_places"
    )


def add_stated_by(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Name the units that state a number of all places together, where there are several."""
    if not con.execute("select 1 from units having count(*) > 1").fetchall():
        return
    name, about = table.name, table.descriptive
    con.execute(
        f"create temp table above_rows as select t.*, (select 1 from within w join place_numbers a "
        f"on a.place_id = w.ancestor_id join {name}_rows o on o.place = a.number "
        f"join {name}_keys k using (key) where w.place_id = t.place_id "
        f"and w.ancestor_id <> t.place_id and {same(about, 'k', 't')} limit 1) as covered "
        f"from {name} t where t.place_id in (select place_id from above_units)"
    )
    con.execute(f"create or replace temp table own as {own_rows(table, 'above_rows')}")
    for measure in table.combined:
        con.execute(stated_by(table, measure))
    con.execute("drop table above_rows")
