"""A dataset built by DuckDB and by Spark, and what each of the two makes of it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import parquet_copy

from metrics.errors import DataProblems, Problem
from metrics.store import package as packages
from metrics.store.build import Build, build_tables, no_progress
from metrics.store.engines.session import Spark
from metrics.store.engines.spark import on

Tables = dict[str, list[str]]  # the columns, then the rows


def built(build: Build, folder: Path) -> Tables | list[Problem]:
    """Return the tables that an engine builds of a dataset, or the faults that it finds."""
    with duckdb.connect() as con:
        try:
            build(con, packages.read(folder), no_progress)
        except DataProblems as error:
            return list(error.problems)
        return tables(con)


def tables(con: duckdb.DuckDBPyConnection) -> Tables:
    """Return every table, exactly: roll-ups in their order, others have none."""
    sql = "select table_name from duckdb_tables() where not temporary"
    names = [str(name) for (name,) in con.execute(sql).fetchall()]
    found = {}
    for name in names:
        columns = con.execute(f"describe {name}").fetchall()
        rows = [repr(row) for row in con.execute(f"from {name}").fetchall()]
        found[name] = [repr(columns), *(rows if name.endswith("_up") else sorted(rows))]
    return found


def assert_same(folder: Path, cluster: Spark, exchange: Path) -> Tables | list[Problem]:
    """Build a dataset by both, hold what they make against each other, and return it."""
    by_duckdb, by_spark = built(build_tables, folder), built(on(cluster, exchange), folder)
    if isinstance(by_duckdb, list) or isinstance(by_spark, list):
        assert by_spark == by_duckdb
        return by_duckdb
    assert by_spark.keys() == by_duckdb.keys()
    for name, rows in by_duckdb.items():
        assert by_spark[name] == rows, name
    assert not list(exchange.iterdir())  # nothing of what went over is left
    return by_duckdb


def assert_same_of_parquet(csv: Path, folder: Path, cluster: Spark, exchange: Path) -> Tables:
    """Build a dataset of Parquet files by Spark; hold it against DuckDB's, and that of its CSV."""
    with duckdb.connect() as con:
        on(cluster, exchange)(con, packages.read(folder), no_progress)
        by_spark = tables(con)
        assert not parquet_copy.differences(con, parquet_copy.built(folder))
    by_duckdb = built(build_tables, csv)
    assert isinstance(by_duckdb, dict)
    for name, rows in by_duckdb.items():
        assert by_spark[name] == rows, name
    assert not list(exchange.iterdir())
    return by_spark
