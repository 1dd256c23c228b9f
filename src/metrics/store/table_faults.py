"""Every fault of tables that are not built yet: cells and rows in one go, each by its row's id."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from metrics.errors import Problem
from metrics.model.schema import Table
from metrics.store.faults import cell_faults, repeated_key, row_faults
from metrics.store.in_memory import empty_database
from metrics.store.load import quoted
from metrics.store.observations import add_periods
from metrics.store.package import Package
from metrics.store.raw_rows import Digests, digests
from metrics.store.tables import TABLES
from metrics.store.typed import add_typed, empty

ROW = "_row"


@dataclass(frozen=True)
class Faults:
    """Faults by table (as their file) and row id.

    `stays` names, of a row that repeats another's key, the first with it: (table, id) to id.
    `checked` are the rows, if none of them breaks a rule; None otherwise.
    """

    problems: tuple[Problem, ...]
    stays: Mapping[tuple[str, int], int]
    checked: Digests | None = None


def table_faults(
    tables: Mapping[str, pa.Table], bad: Mapping[str, Collection[int]] | None = None
) -> Faults:
    """Return what the rules find in tables of text with a column `_row`; nothing is built.

    The rules of rows look at rows without a fault of a cell; rows named in `bad` have one already.
    A column that a table lacks is no fault here.
    """
    given = [table for table in TABLES if table.name in tables]
    package = Package("", "", Path(), {table.name: Path(table.name) for table in given})
    with empty_database() as con:
        con.execute("create schema raw")
        for table in TABLES:
            _raw(con, table, tables.get(table.name))
        found = [p for table in given for p in cell_faults(con, table, package)]
        for table in given:
            rows = {p.row for p in found if p.file == table.name} | {
                *(bad or {}).get(table.name, ())
            }
            _without(con, table, [row for row in rows if row is not None])
        rows_of = None if found or any((bad or {}).values()) else digests(con, given)
        con.execute("alter table raw.observations add column if not exists period varchar")
        add_periods(con)
        for table in TABLES:
            add_typed(con, table)
        stays = {}
        for table in given:
            own = _row_faults(con, table, package, tables[table.name].column_names)
            found += own
            if any(one.rule == _same_key(table) for one in own):
                stays.update(_first_rows(con, table))
    return Faults(tuple(found), stays, None if found else rows_of)


def _raw(con: duckdb.DuckDBPyConnection, table: Table, cells: pa.Table | None) -> None:
    if cells is None:
        con.execute(empty(table))
        return
    con.register("given", cells)
    con.execute(f"create table raw.{quoted(table.name)} as select * from given")
    con.unregister("given")


def _without(con: duckdb.DuckDBPyConnection, table: Table, rows: list[int]) -> None:
    if rows:
        con.register("bad", pa.table({"bad": pa.array(rows, pa.int64())}))
        con.execute(f"delete from raw.{quoted(table.name)} where _row in (select bad from bad)")
        con.unregister("bad")


def _row_faults(
    con: duckdb.DuckDBPyConnection, table: Table, package: Package, columns: list[str]
) -> list[Problem]:
    """Return the faults of rows, but for those that only say that a column is not there."""
    found = row_faults(con, table, package)
    if {*table.key} <= {name.removesuffix("_figure") for name in columns}:
        return found
    return [p for p in found if p.rule != _same_key(table) and p.column in columns]


def _same_key(table: Table) -> str:
    return repeated_key(table, "").says


def _first_rows(con: duckdb.DuckDBPyConnection, table: Table) -> dict[tuple[str, int], int]:
    """Return, of each row that repeats the key of another, the first row with that key."""
    keys = ", ".join(quoted(key) for key in table.key)
    sql = (
        f"select _row, first from (select _row, min(_row) over (partition by {keys}) as first "
        f"from {table.name}) where first < _row"
    )
    return {(table.name, row): first for row, first in con.execute(sql).fetchall()}
