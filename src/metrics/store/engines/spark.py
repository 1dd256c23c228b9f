"""Build a dataset's tables with Spark: the checks and roll-ups of `metrics.store.build`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import duckdb

from metrics.errors import NoSpark
from metrics.store.build import Build, Progress, build_tables, no_progress
from metrics.store.cache_folders import writable
from metrics.store.engines.session import Spark, running
from metrics.store.package import Package
from metrics.store.scratch import scratch, sweep
from metrics.store.tables import TOPIC_TABLES


@contextmanager
def spark_build(master: str, exchange: Path | None = None) -> Iterator[Build]:
    """Give what builds tables on a Spark cluster; its session ends with the block.

    `exchange` is a folder that this machine and the cluster reach by one path: needed unless the
    master is this machine. Raises NoSpark; the build raises SparkStopped beside what every build
    raises.
    """
    if exchange is None and not master.startswith("local"):
        which = f"{master} may be another machine, and no folder is named for what goes there"
        raise NoSpark(which, "Name one that both reach by this path with --exchange.")
    if exchange is not None and not exchange.is_dir():
        raise NoSpark(f"{exchange} is no folder", "Name one that is there with --exchange.")
    with running(master) as cluster:
        yield on(cluster, exchange)


def on(cluster: Spark, exchange: Path | None = None) -> Build:
    """Return what builds tables on a session that runs."""

    def build(
        con: duckdb.DuckDBPyConnection, package: Package, step: Progress = no_progress
    ) -> None:
        from metrics.store.engines.connection import SparkConnection

        folder = (exchange or writable(package)).resolve()
        given = [table.name for table in TOPIC_TABLES if table.name in package.files]
        sweep(folder)
        with scratch(folder / "spark") as parquet:
            parquet.mkdir()
            connection = SparkConnection(con, cluster, parquet, given)
            # It answers what a build asks of a DuckDB connection, and nothing else.
            build_tables(cast("duckdb.DuckDBPyConnection", connection), package, step)
            connection.bring_back()

    return build
