"""What is shown of a large table: the sums of `metrics.store.upward` as a roll-up has them."""

from __future__ import annotations

import duckdb

from metrics.model.schema import Measure, Table
from metrics.model.topic import pairs_of
from metrics.records import TOPICS
from metrics.store.combination import stated_sum, together
from metrics.store.parquet import ParquetTable
from metrics.store.sql import listed
from metrics.store.stated_by import own_rows, stated_by
from metrics.store.touched import OF_SUMS


def up(given: ParquetTable) -> str:
    """Return the query of <table>_up: the sums, and the rows of the innermost places.

    Where rows are taken over, it is the sums touched and the rows that were read.
    """
    table, taken = given.table, bool(given.taken)
    name, about = table.name, listed(table.descriptive, "k")
    figures = "".join(f", null::varchar as {one}" for one in table.other_figures)
    leaf, high = "", ""
    for measure in table.combined:
        leaf += _measure_columns(
            measure, f"r.{measure.name}", f"(r.{measure.name} is not null)::bigint"
        )
        high += _measure_columns(measure, _value(measure), _stated(measure))
    for one, other in pairs_of(table, TOPICS):
        for a, b in ((one, other), (other, one)):
            leaf += f", null::bigint as {a.name}_paired, case when (r.{a.name} is null) <> "
            leaf += f"(r.{b.name} is null) then 0 end as {a.name}_paired_places"
            high += _paired(a, b)
    return f"""
select p.place_id, {about}s.counted, case when s.counted = 1 then o.label end as one_place
    {figures}{high}, s.missing
from {name}_sums s {OF_SUMS if taken else ""} join place_numbers p on p.number = s.place
join {name}_keys k on k.key = s.key left join place_numbers o on s.counted = 1 and o.number = s.one
union all
select p.place_id, {about}1::bigint as counted, p.label as one_place{figures}{leaf},
    0::bigint as missing
from {name}_rows r join place_numbers p on p.number = r.place and p.leaf
join {name}_keys k using (key){f" where r.part >= {given.first}" if taken else ""}"""


def _measure_columns(measure: Measure, value: str, stated: str) -> str:
    name = measure.name
    return (
        f",\n    {value} as {name}, {stated} as {name}_stated, null::varchar as {name}_figure, "
        f"0::bigint as {name}_ambiguous, null::varchar as {name}_stated_by"
    )


def _value(measure: Measure) -> str:
    """Return the SQL of the number that the rows of a sum make together; see `combination`."""
    name = f"s.{measure.name}"
    if measure.combine == "declared":
        return (
            f"case when s.counted = 1 then {name}_low\n"
            f"         when k.across = 'sum' then {name}_total::double\n"
            f"         when k.across = 'weighted_mean' then "
            f"round({name}_weighed / nullif({name}_weight, 0), 9) end"
        )
    if measure.combine == "single":
        return f"case when s.counted = 1 then {name}_low end"
    return together(measure, f"{name}_total", f"{name}_low", f"{name}_high", "k.{}")


def _stated(measure: Measure) -> str:
    """Return the SQL of how many rows of a sum give the number; see `combination.stated`."""
    name = f"s.{measure.name}"
    if measure.combine != "declared":
        return f"{name}_n"
    weighed = "s.counted > 1 and k.across = 'weighted_mean'"
    return f"case when {weighed} and {name}_both > 0 then {name}_both else {name}_n end"


def _paired(one: Measure, other: Measure) -> str:
    both = f"s.{one.name}_with_{other.name}"
    differs = f"{both} < greatest(s.{one.name}_n, s.{other.name}_n)"
    total = together(one, f"{both}_total", f"{both}_low", f"{both}_high", "k.{}")
    return (
        f", case when {differs} then {total} end as {one.name}_paired, "
        f"case when {differs} then {both} end as {one.name}_paired_places"
    )


def add_stated_by(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Name the units that state a number of all places together, where there are several."""
    if not con.execute("select 1 from units having count(*) > 1").fetchall():
        return
    name, about = table.name, table.descriptive
    cells = "".join(f", o.{measure.name}" for measure in table.combined)
    has = " or ".join(f"o.{measure.name} is not null" for measure in table.combined)
    con.execute(
        f"create temp table above_rows as with given as ("
        f"select n.place_id, {listed(about, 'k')}o.key{cells} from {name}_rows o "
        f"join place_numbers n on n.number = o.place join {name}_keys k using (key) "
        f"join {name}_sums s on s.place = o.place and s.key = o.key "
        "where n.place_id in (select place_id from above_units) "
        f"and ({has} or not {stated_sum(table, 's')})) "
        "select t.*, (select 1 from within w join given o on o.place_id = w.ancestor_id "
        "where w.place_id = t.place_id and w.ancestor_id <> t.place_id and o.key = t.key limit 1) "
        "as covered from given t"
    )
    con.execute(f"create or replace temp table own as {own_rows(table, 'above_rows')}")
    for measure in table.combined:
        con.execute(stated_by(table, measure))
    con.execute("drop table above_rows")
