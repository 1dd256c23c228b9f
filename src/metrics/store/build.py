"""Turn a checked dataset into typed tables inside one DuckDB connection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple
from pathlib import Path

import duckdb

from metrics.errors import DataProblems, Problem
from metrics.model.schema import Table
from metrics.store.cells import add_cells
from metrics.store.checks import add_verdicts
from metrics.store.chosen import add_index
from metrics.store.comparable import add_comparable
from metrics.store.faults import cell_faults, row_faults
from metrics.store.large import (
    Tables,
    finish_large,
    keep_large,
    large_of,
    large_row_faults,
    load_parquet,
    located,
    parquet_cell_faults,
    parquet_tables,
)
from metrics.store.load import load
from metrics.store.observations import OBSERVATIONS, add_periods, add_series, drop_weights
from metrics.store.package import Package
from metrics.store.place_tree import add_paths
from metrics.store.raw_rows import Digests, digests
from metrics.store.rollup import add_rollups
from metrics.store.search import add_search
from metrics.store.tables import TABLES, TOPIC_TABLES
from metrics.store.taken_over import Before, take_over
from metrics.store.typed import add_typed, empty

DATASET = "select $t as title, $s as standing, $r as remark"
Progress = Callable[[str, float], None]
Build = Callable[[duckdb.DuckDBPyConnection, Package, Progress], None]
OF_LARGE = 0.15  # share of the work that is done when large tables are only checked


def no_progress(says: str, share: float) -> None:
    """Take the steps of long work without a word."""


def build_tables(
    con: duckdb.DuckDBPyConnection,
    package: Package,
    step: Progress = no_progress,
    checked: Digests | None = None,
    before: Before | None = None,
) -> None:
    """Create every table of the contract in `con`; DataProblems when a row breaks a rule.

    `step` is told what is done next, and which share of the work is done. `checked` are the rows of
    the dataset that are known to break no rule: if these are the rows, they are not checked again.
    Where there are tables built `before`, `con` is a copy of them, of which rows are taken over.
    """
    con.execute("attach ':memory:' as raw")  # a file would keep the room of what is dropped
    parquet = parquet_tables(con, package)
    large = large_of(parquet)
    if before is not None:
        large = take_over(con, large, before, package)
        parquet |= large
    first = _first_part(step, OF_LARGE) if large else step
    _read(con, package, parquet, first)
    is_checked = not large and checked is not None and checked == digests(con, _given(package))
    if not is_checked:
        _check_cells(con, package, parquet, first)
    add_periods(con)
    _add_dataset(con, package)
    for table in TABLES:
        add_typed(con, table, absent=table.name not in package.files)
    if not is_checked:
        _check_rows(con, package, parquet, first)
    first("Working out where each place lies", 0.9)
    add_series(con)
    given = [table for table in _given(package) if table in TOPIC_TABLES]
    add_paths(con, given)
    keep_large(con, large, package, step)
    _add_up(con, given, large)
    add_cells(con, given, large)
    con.execute("detach raw")
    add_verdicts(con)
    add_search(con)


def _add_dataset(con: duckdb.DuckDBPyConnection, package: Package) -> None:
    """Add what the dataset is called and which others it joins."""
    named = {"t": package.title, "s": package.standing, "r": package.remark}
    con.execute(f"create table dataset as {DATASET}", named)
    con.execute("create table parts (letter varchar, name varchar, source varchar)")
    for part in package.parts:
        con.execute("insert into parts values (?, ?, ?)", astuple(part))


def _read(
    con: duckdb.DuckDBPyConnection, package: Package, parquet: Tables, step: Progress
) -> None:
    """Create the raw tables."""
    for table in TABLES:
        if table.name not in package.files:
            con.execute(empty(table))

    def read(table: Table) -> list[Problem]:
        if table.name in parquet:
            return load_parquet(con, parquet[table.name])
        path = package.files[table.name]
        assert isinstance(path, Path)  # remote files are Parquet
        return load(con, table, path)

    _refuse(package, read, "Reading", 0.0, step)


def _check_cells(
    con: duckdb.DuckDBPyConnection, package: Package, parquet: Tables, step: Progress
) -> None:
    def cells(table: Table) -> list[Problem]:
        if table.name in parquet:
            return parquet_cell_faults(con, parquet[table.name], package)
        return cell_faults(con, table, package)

    _refuse(package, cells, "Checking the cells of", 0.3, step)


def _check_rows(
    con: duckdb.DuckDBPyConnection, package: Package, parquet: Tables, step: Progress
) -> None:
    def rows(table: Table) -> list[Problem]:
        found = parquet.get(table.name)
        if found and found.is_large:
            return large_row_faults(con, found)
        faults = row_faults(con, table, package)
        return located(found, faults) if found else faults

    _refuse(package, rows, "Checking the rows of", 0.6, step)


def _add_up(con: duckdb.DuckDBPyConnection, given: Sequence[Table], large: Tables) -> None:
    """Add the roll-ups; leave the tables as the contract has them."""
    add_rollups(con, given, large)
    finish_large(con, large)
    add_comparable(con, given, large)
    if OBSERVATIONS.name not in large:
        drop_weights(con)
    for table in TABLES:
        if table.name not in large:
            con.execute(f"alter table {table.name} drop column _row")
    add_index(con)


def _first_part(step: Progress, part: float) -> Progress:
    """Return what is told of work that is the first part of another."""
    return lambda says, share: step(says, part * share)


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


def _given(package: Package) -> list[Table]:
    return [table for table in TABLES if table.name in package.files]
