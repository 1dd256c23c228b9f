"""Add up a large table level by level: the places in a place first, then what those make together.

The rule is that of `metrics.store.rollup`: a row counts for a place unless a place between the two
gives the same thing. So what a place gives to the one above it is its own row, or else what the
places in it give; a row of its own that states nothing stands aside where these state something.
What is kept of each place and key can be added up again:

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
from metrics.store.combination import stated_sum
from metrics.store.encoded import Done, chunks
from metrics.store.parquet import ParquetTable
from metrics.store.place_tree import LEVEL
from metrics.store.rollup import LOWEST
from metrics.store.shown import up
from metrics.store.sql import quoted
from metrics.store.touched import (
    OF_LEAVES,
    OF_OTHERS,
    OF_SUMS,
    add_touched,
    levels_of_rows,
    sums_below,
    take_out_sums,
)

EXACT = "decimal(38, 9)"  # so that a sum is the same in whatever order it is made


LEVELS_OF_SUMS = """
select key, bit_or(levels) as levels
from (select key, levels from leaf_sums union all select key, levels from own_sums) group by key"""


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
    if one.unit_column:
        yield State(f"{name}_low", f"min({both})", f"min({name}_low)")
        yield State(f"{name}_high", f"max({both})", f"max({name}_high)")


def _declared(table: Table) -> bool:
    return any(measure.combine == "declared" for measure in table.combined)


def _weighed_rows(table: Table, where: str, only: str) -> str:
    """Return the query of rows with the weight of each, where rows declare how to combine.

    `only` joins to the rows what those asked for must be in.
    """
    name = table.name
    if not _declared(table):
        return f"select r.*, null::double as weight from {name}_rows r {only} where {where}"
    weights = f"""from {name}_rows r where {where} and r.key in (
        select weight_key from {name}_keys union all select other_weight_key from {name}_keys)"""
    return f"""
    select r.*, coalesce(w.value, o.value) as weight
    from {name}_rows r {only} join {name}_keys k on k.key = r.key
    left join ({weights}) w on w.place = r.place and w.key = k.weight_key
    left join ({weights}) o on o.place = r.place and o.key = k.other_weight_key
    where {where}"""


def add_sums(con: duckdb.DuckDBPyConnection, given: ParquetTable, done: Done) -> None:
    """Add <table>_sums and <table>_up, when <table>_rows is there; `done` is told of the rows.

    Of a table whose rows are partly taken over, the sums that its changed rows touch are added.
    """
    table, taken = given.table, bool(given.taken)
    found = states(table)
    if taken:
        _add_levels(con, table, levels_of_rows(table))
        add_touched(con, table)
    _leaf_sums(con, given, found, done)
    _own_sums(con, table, found, OF_OTHERS if taken else "")
    if not taken:
        _add_levels(con, table, LEVELS_OF_SUMS)
    _add_reached(con, table)
    _add_up(con, given, found)
    if taken:
        con.execute("drop table touched")


def _add_up(con: duckdb.DuckDBPyConnection, given: ParquetTable, found: list[State]) -> None:
    """Add <table>_sums and <table>_up, or take the sums touched out and put the new ones in."""
    table, taken = given.table, bool(given.taken)
    name, names = table.name, ", ".join(one.name for one in found)
    con.execute("create temp table sums as from own_sums limit 0")
    if taken:
        con.execute(f"insert into sums {sums_below(table, names)}")
    depths = "select max(depth) from place_numbers where not leaf"
    (deepest,) = con.execute(depths).fetchone() or (0,)
    for depth in range(deepest, -2, -1):
        con.execute(_level(table, depth, found, taken))
    if taken:
        take_out_sums(con, table)
    add = "insert into {}" if taken else "create table {} as"
    con.execute(f"{add.format(f'{name}_sums')} {_finished(table, found, taken)}")
    for one in ("sums", "own_sums", "leaf_sums", "lowest"):
        con.execute(f"drop table {one}")
    # Rows stay in the order of places, so that a query of a few places reads few of them.
    con.execute("set preserve_insertion_order = true")
    con.execute(f"{add.format(f'{name}_up')} {up(given)}")
    con.execute("set preserve_insertion_order = false")


def _leaf_sums(
    con: duckdb.DuckDBPyConnection, given: ParquetTable, found: list[State], done: Done
) -> None:
    """Add what the innermost places give to the places above them, some places at a time."""
    table, rows = given.table, given.rows
    cells = ", ".join(f"{one.of_rows} as {one.name}" for one in found)
    parts = list(chunks(con, rows))
    for nth, where in enumerate(parts):
        weighed = _weighed_rows(table, where, OF_LEAVES if given.taken else "")
        con.execute(
            f"{'insert into' if nth else 'create temp table'} leaf_sums {'' if nth else 'as '}"
            f"select p.parent as place, r.key, {cells} from ({weighed}) r "
            f"join place_numbers p on p.number = r.place and p.leaf group by p.parent, r.key"
        )
        done(given.rows_read // len(parts))


def _own_sums(con: duckdb.DuckDBPyConnection, table: Table, found: list[State], only: str) -> None:
    """Add the rows of places in which others lie, each as a sum of one."""
    cells = ", ".join(f"{one.of_rows} as {one.name}" for one in found)
    upper = "r.place in (select number from place_numbers where not leaf)"
    rows = _weighed_rows(table, upper, only)
    con.execute(
        f"create temp table own_sums as select r.place, r.key, {cells} from ({rows}) r "
        "join place_numbers p on p.number = r.place group by r.place, r.key"
    )


def _add_levels(con: duckdb.DuckDBPyConnection, table: Table, levels: str) -> None:
    """Add to the keys the kinds of place that give rows, as a query says."""
    name = table.name
    con.execute(
        f"create or replace table {name}_keys as select k.*, l.levels from {name}_keys k "
        f"left join ({levels}) l using (key) order by key"
    )


def _add_reached(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Add how many of the lowest places lie in each place, and to rows which of them they reach."""
    name = table.name
    masks = f"select distinct levels from {name}_keys where levels is not null"
    con.execute(LOWEST.format(masks=masks, level=LEVEL))
    con.execute(
        "create or replace temp table lowest as select l.levels, n.number as place, l.n "
        "from lowest l join place_numbers n using (place_id)"
    )
    con.execute(
        "update own_sums s set reached = coalesce(f.n, 0) from (select o.place, o.key, l.n "
        f"from own_sums o join {name}_keys k on k.key = o.key "
        "left join lowest l on l.levels = k.levels and l.place = o.place) f "
        "where f.place = s.place and f.key = s.key"
    )


def _level(table: Table, depth: int, found: list[State], taken: bool) -> str:
    """Return the SQL that adds the sums of the places of one depth, when those below are there."""
    names = ", ".join(one.name for one in found)
    merged = ", ".join(f"{one.merged} as {one.name}" for one in found)
    only = "semi join touched t on t.place = p.parent and t.key = s.key" if taken else ""
    return f"""
insert into sums
with given as (
    select s.* from own_sums s join place_numbers p on p.number = s.place and p.depth = {depth}),
below as (
    select s.place, key, {names} from leaf_sums s
    join place_numbers p on p.number = s.place and p.depth = {depth}
    union all
    select p.parent, key, {names} from sums s
    join place_numbers p on p.number = s.place and p.depth = {depth + 1} {only}),
inside as (select place, key, {merged} from below group by place, key),
own as (
    select g.* from given g left join inside i on i.place = g.place and i.key = g.key
    where {stated_sum(table, "g")} or not coalesce({stated_sum(table, "i")}, false))
select place, key, {names} from own
union all
select place, key, {names} from inside anti join own using (place, key)"""


def _finished(table: Table, found: list[State], taken: bool) -> str:
    names = ", ".join(f"s.{one.name}" for one in found)
    return f"""
select s.place, s.key, {names}, coalesce(l.n, 0) - s.reached as missing
from sums s {OF_SUMS if taken else ""} join {table.name}_keys k on k.key = s.key
left join lowest l on l.place = s.place and l.levels = k.levels
order by s.place, s.key"""
