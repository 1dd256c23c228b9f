"""A dataset of CSV files written again as Parquet, and what must be the same of the two."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb

from metrics.model.schema import Table
from metrics.store.build import build_tables
from metrics.store.package import DESCRIPTOR, read
from metrics.store.tables import TABLES, TOPIC_TABLES

UP = [
    f"{table.name}_{end}" for table in TOPIC_TABLES if table.combined for end in ("up", "measures")
]
MADE = ["within", "units", "above_units", "dataset", "village_tables", "series", "periods"]
BUILT = [*(table.name for table in TABLES), *UP, *MADE, "comparable", "cells", "asked"]
APART = ("covered",)  # of places above, worked out where rows are texts only


def write_parquet(source: Path, to: Path, parts: int = 1) -> Path:
    """Write a dataset with its tables as Parquet: a file, or a folder of some files."""
    to.mkdir(parents=True)
    described = json.loads((source / DESCRIPTOR).read_text())
    for resource in described["resources"]:
        table = next(one for one in TABLES if one.name == resource["name"])
        resource["path"] = _write(table, source / resource["path"], to, parts)
    (to / DESCRIPTOR).write_text(json.dumps(described))
    return to


def _write(table: Table, csv: Path, to: Path, parts: int) -> str:
    types = {field.name: field.sql_type for field in table.fields}
    with duckdb.connect() as con:
        rows = f"read_csv('{csv}', all_varchar = true, header = true, delim = ',', quote = '\"')"
        con.execute(f"create table given as select row_number() over () - 1 as n, * from {rows}")
        names = [row[0] for row in con.execute("describe given").fetchall() if row[0] != "n"]
        cells = ", ".join(f'"{name}"::{types[name]} as "{name}"' for name in names)
        if parts == 1:
            con.execute(
                f"copy (select {cells} from given order by n) to '{to}/{table.name}.parquet'"
            )
            return f"{table.name}.parquet"
        (to / table.name).mkdir()
        for part in range(parts):
            where = f"where n % {parts} = {part} order by n"
            con.execute(
                f"copy (select {cells} from given {where}) to '{to}/{table.name}/{part}.parquet'"
            )
    return table.name


def rewrite(path: Path, select: str, to: Path | None = None) -> None:
    """Write a Parquet file anew, or another one, as a query of its rows says."""
    with duckdb.connect() as con:
        con.execute(f"create table before as from read_parquet('{path}')")
        con.execute(f"copy ({select}) to '{to or path}'")


def partition(file: Path, column: str) -> None:
    """Write a Parquet file anew as a folder of its name: a folder in it for each value."""
    with duckdb.connect() as con:
        con.execute(f"create table given as from read_parquet(['{file}'])")
        file.unlink()
        con.execute(f"copy given to '{file}' (format parquet, partition_by ({column}))")


def built(folder: Path) -> duckdb.DuckDBPyConnection:
    """Build a dataset in memory."""
    con = duckdb.connect(":memory:", config={"threads": 1})
    build_tables(con, read(folder))
    return con


def rows(con: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    """Return the rows of a built table in no order, by column, numbers to nine decimals."""
    found = con.execute(f"from {name}")
    names = [column[0] for column in found.description or ()]
    return sorted(
        repr({n: _plain(v) for n, v in sorted(zip(names, row, strict=True)) if n not in APART})
        for row in found.fetchall()
    )


def sums(con: duckdb.DuckDBPyConnection) -> Iterator[list[str]]:
    """Yield the sums of each large table, each with the words of its key."""
    found = con.execute("select table_name from duckdb_tables()").fetchall()
    for table in TOPIC_TABLES:
        if (f"{table.name}_sums",) in found:
            about = "".join(f', k."{name}" as about_{name}' for name in table.descriptive)
            con.execute(
                "create or replace temp table named_sums as select s.* exclude (key), "
                f"k.levels as key_levels {about} "
                f"from {table.name}_sums s join {table.name}_keys k using (key)"
            )
            yield rows(con, "named_sums")


def _plain(value: object) -> object:
    return float(f"{value:.9g}") if isinstance(value, float) else value


def differences(one: duckdb.DuckDBPyConnection, other: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the built tables that differ."""
    return [name for name in BUILT if rows(one, name) != rows(other, name)]
