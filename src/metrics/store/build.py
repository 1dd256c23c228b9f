"""Turn a checked dataset into typed tables inside one DuckDB connection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple

import duckdb

from metrics.errors import DataProblems, Problem
from metrics.model.schema import Field, Table
from metrics.store.cells import add_cells
from metrics.store.checks import add_verdicts
from metrics.store.comparable import add_comparable
from metrics.store.dates import days_of, words_of
from metrics.store.faults import cell_faults, columns, row_faults
from metrics.store.load import load, quoted
from metrics.store.observations import add_periods, add_series, drop_weights
from metrics.store.package import Package
from metrics.store.place_tree import add_paths
from metrics.store.rollup import add_rollups
from metrics.store.search import add_search
from metrics.store.tables import TABLES

DATASET = "select $t as title, $s as standing, $r as remark"
Progress = Callable[[str, float], None]
Build = Callable[[duckdb.DuckDBPyConnection, Package, Progress], None]


def no_progress(says: str, share: float) -> None:
    """Take the steps of long work without a word."""


def build_tables(
    con: duckdb.DuckDBPyConnection, package: Package, step: Progress = no_progress
) -> None:
    """Create every table of the contract in `con`; DataProblems when a row breaks a rule.

    `step` is told what is done next, and which share of the work is done.
    """
    con.execute("create schema raw")
    for table in TABLES:
        if table.name not in package.files:
            con.execute(empty(table))

    def read(table: Table) -> list[Problem]:
        return load(con, table, package.files[table.name])

    _refuse(package, read, "Reading", 0.0, step)
    _refuse(package, lambda t: cell_faults(con, t, package), "Checking the cells of", 0.3, step)
    add_periods(con)
    con.execute(f"create table dataset as {DATASET}", _named(package))
    con.execute("create table parts (letter varchar, name varchar, source varchar)")
    for part in package.parts:
        con.execute("insert into parts values (?, ?, ?)", astuple(part))
    for table in TABLES:
        add_typed(con, table)
    _refuse(package, lambda t: row_faults(con, t, package), "Checking the rows of", 0.6, step)
    step("Working out where each place lies", 0.9)
    add_series(con)
    add_paths(con)
    add_rollups(con)
    add_comparable(con)
    drop_weights(con)
    for table in TABLES:
        con.execute(f"alter table {table.name} drop column _row")
    con.execute("drop schema raw cascade")
    add_cells(con)
    add_verdicts(con)
    add_search(con)


def _refuse(
    package: Package,
    look: Callable[[Table], list[Problem]],
    says: str,
    start: float,
    step: Progress,
) -> None:
    """Look at each table given, as a step of a third of the work; DataProblems of all faults."""
    given = _given(package)
    found = []
    for number, table in enumerate(given):
        step(f"{says} {package.files[table.name].name}", start + 0.3 * number / len(given))
        found += look(table)
    if found:
        raise DataProblems(package.name, found)


def _named(package: Package) -> dict[str, str]:
    return {"t": package.title, "s": package.standing, "r": package.remark}


def empty(table: Table) -> str:
    """Return the SQL of raw.<table> where the dataset has no such file."""
    cells = ", ".join(f"{quoted(field.name)} varchar" for field in table.fields)
    return f"create table raw.{quoted(table.name)} (_row bigint, {cells})"


def _given(package: Package) -> list[Table]:
    return [table for table in TABLES if table.name in package.files]


def add_typed(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Create <table> of raw.<table>, typed, reading each measure from its figure."""
    present = columns(con, table)
    dated = sorted({field.dated_from for field in table.fields}.intersection(present))
    for words in dated:
        written = words_of(quoted(words), f"raw.{table.name}")
        con.execute(f"create or replace temp table written as {written}")
        con.execute(f"create or replace temp table {words}_days as {days_of('written')}")
    con.execute(_typed(table, present, dated))


def _typed(table: Table, present: Sequence[str], dated: Sequence[str]) -> str:
    cells = ", ".join(f"{_cell(f, table, present)} as {quoted(f.name)}" for f in table.fields)
    joins = [
        f"left join figures {m}_f on {m}_f.figure_id = r.{m}_figure"
        for m in table.measures
        if f"{m}_figure" in present
    ]
    joins += [
        f"left join {words}_days {words}_day on {words}_day.words = r.{quoted(words)}"
        for words in dated
    ]
    source = f"raw.{table.name} r {' '.join(joins)}"
    return f"create table {table.name} as select r._row, {cells} from {source}"


def _cell(field: Field, table: Table, present: Sequence[str]) -> str:
    parts = [f"r.{quoted(field.name)}"] if field.name in present else []
    if field.name in table.measures and f"{field.name}_figure" in present:
        parts.append(
            f"round_even({field.name}_f.value, 0)::bigint::varchar"
            if field.type == "integer"
            else f"{field.name}_f.value::varchar"
        )
    if field.dated_from in present:
        parts.append(f"{field.dated_from}_day.day::varchar")
    return f"cast(coalesce({', '.join(parts) or 'null'}, null) as {field.sql_type})"
