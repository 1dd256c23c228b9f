"""What Spark is told of a table's Parquet files, so that it reads them where they lie.

It gives the rows that `metrics.store.parquet.view` gives, in its own SQL: the number of each row
goes by the order of the files, and what the names of folders say of a file is that of DuckDB.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from metrics.model.schema import Field
from metrics.store.parquet import ROWS_OF_A_FILE, TEXT, ParquetTable, source
from metrics.store.sql import listed
from metrics.store.wide import NOT_WIDE

# A row of a file that is not known by its path would be lost without a word.
NTH = "coalesce(n._nth, raise_error(concat('the file is not known: ', f.file_path)))"
ROW = f"{NOT_WIDE} + {NTH} * {ROWS_OF_A_FILE} + f.row_index + 1"


@dataclass(frozen=True)
class Files:
    """Files with what their folders say, and the columns of their rows in Spark's SQL.

    Each of `rows` is a path, its place in the order, and the values of the columns `partitions`.
    In `cells`, f is a row of a file, and n what is told of the file.
    """

    rows: tuple[tuple[str | int | None, ...], ...]
    partitions: tuple[str, ...]
    cells: str


def files_of(con: duckdb.DuckDBPyConnection, found: ParquetTable) -> Files:
    """Return what Spark is told of the files of a table; `con` reads what their folders say."""
    given = {folder.partition("=")[0] for one in found.parts for folder in one.folders}
    partitions = tuple(name for name in found.columns if name in given)
    said = _said(con, found, partitions) if partitions else {}
    rows = tuple(
        (part.path, nth, *said.get(nth, (None,) * len(partitions)))
        for nth, part in enumerate(found.parts)
    )
    fields = {field.name: field for field in found.table.fields}
    cells = [
        f"{_cell(fields[name], kind, 'n' if name in partitions else 'f')} as `{name}`"
        for name, kind in found.columns.items()
    ]
    return Files(rows, partitions, ", ".join([f"{ROW} as _row", *cells]))


def _said(
    con: duckdb.DuckDBPyConnection, found: ParquetTable, partitions: tuple[str, ...]
) -> dict[int, tuple[str | None, ...]]:
    """Return what folders say of each file that has rows, by its place in the order."""
    paths = [part.path for part in found.parts]
    sql = f"select distinct {listed(partitions)}file_index from {source(paths)}"
    return {int(nth): tuple(said) for *said, nth in con.execute(sql).fetchall()}


def _cell(field: Field, kind: str, alias: str) -> str:
    column = f"{alias}.`{field.name}`"
    if kind in TEXT or field.type == "string":
        return f"nullif(cast({column} as string), '')"
    return f"cast({column} as {field.sql_type})"
