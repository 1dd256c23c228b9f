"""The raw rows of a table as a digest: two tables of one digest hold the same rows."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from metrics.model.schema import Table
from metrics.store.faults import columns
from metrics.store.sql import quoted

Digests = dict[str, tuple[int, int]]  # by table: how many rows, and the sum of their hashes


def digests(con: duckdb.DuckDBPyConnection, tables: Iterable[Table]) -> Digests:
    """Return what the rows of raw.<table> are, whatever their order and their numbers in a file.

    A column that is missing is one that is empty.
    """
    return {table.name: _digest(con, table) for table in tables}


def _digest(con: duckdb.DuckDBPyConnection, table: Table) -> tuple[int, int]:
    present = columns(con, table)
    cells = (quoted(f.name) if f.name in present else "null" for f in table.fields)
    sql = (
        f"select count(*), coalesce(sum(hash({', '.join(cells)})), 0) from raw.{quoted(table.name)}"
    )
    ((rows, total),) = con.execute(sql).fetchall()
    return int(rows), int(total)
