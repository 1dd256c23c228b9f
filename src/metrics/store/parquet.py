"""Tables that are Parquet files: a file, or a folder of them that may be partitioned.

A folder is partitioned where the names of its folders say the value of a column: period=2021. All
files of a table have the same columns of the same types. A row is named by its file and its number
in it, from 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Protocol, runtime_checkable

import duckdb

from metrics.errors import Problem
from metrics.model.schema import FIGURE_SUFFIX, Field, Table
from metrics.store.load import header_faults
from metrics.store.parquet_files import ENDING, File, Source, files, name_in, path_of
from metrics.store.remote.files import RemoteFiles
from metrics.store.sql import literal, quoted
from metrics.store.wide import NOT_WIDE

ROWS_OF_A_FILE = 10**10  # a row is numbered by its file times this, plus its own number
TEXT = ("VARCHAR",)
WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
TAKEN = {
    "string": (*TEXT, *WHOLE, "DATE"),
    "integer": (*TEXT, *WHOLE),
    "number": (*TEXT, *WHOLE, "DOUBLE", "DECIMAL"),
    "date": (*TEXT, "DATE"),
}
WRITE = {
    "string": "a text (string)",
    "integer": "whole numbers (int64)",
    "number": "numbers of double precision (double): single precision changes them",
    "date": "days (date)",
}
DAMAGED = "Write the file again: it is cut short, damaged, or no Parquet file."


@dataclass(frozen=True)
class Part:
    """One Parquet file of a table: its name in the dataset, its URL or path, how many rows."""

    name: str
    path: str
    rows: int = 0
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def folders(self) -> tuple[str, ...]:
        """The names of the folders that it lies in, in the dataset."""
        return Path(self.name).parts[:-1]


@runtime_checkable
class ReadsFiles(Protocol):
    """The connection of an engine that reads the files of topics' tables itself."""

    def read_files(self, found: ParquetTable) -> None:
        """Create raw.<table> of the rows that `view` has."""


@dataclass(frozen=True)
class ParquetTable:
    """The Parquet files of a table, in the order in which their rows are numbered.

    `taken` are the files whose rows are taken over from tables built before, by their place in the
    order, each with the number by which those tables know it; `first` is more than all of these.
    `elsewhere` says that another engine than DuckDB reads them, all at once.
    """

    table: Table
    parts: tuple[Part, ...]
    taken: Mapping[int, int] = field(default_factory=dict)
    first: int = 0
    elsewhere: bool = False

    @property
    def columns(self) -> dict[str, str]:
        """The columns of its files, with their DuckDB types."""
        return dict(self.parts[0].columns)

    @property
    def rows(self) -> int:
        """How many rows all files have."""
        return sum(part.rows for part in self.parts)

    @property
    def read(self) -> list[int]:
        """The files that are read: all but those that are taken over."""
        return [nth for nth in range(len(self.parts)) if nth not in self.taken]

    @property
    def rows_read(self) -> int:
        """How many rows the files have that are read."""
        return sum(self.parts[nth].rows for nth in self.read)

    def number(self, nth: int) -> int:
        """Return the number by which the built tables know a file."""
        return self.taken.get(nth, self.first + nth)

    @property
    def number_sql(self) -> str:
        """The SQL of that number, of a row that is read."""
        return f"((_row - {NOT_WIDE}) // {ROWS_OF_A_FILE} + {self.first})::integer"

    @cached_property
    def is_large(self) -> bool:
        """Whether its rows are read in parts and kept as numbers, each value stated in the row."""
        names, table = self.columns, self.table
        plain = not any(name.endswith(FIGURE_SUFFIX) for name in names)
        dated = any(field.dated_from for field in table.fields)
        return bool(table.combined) and plain and not dated and not self.elsewhere

    def located(self, row: int) -> tuple[str, int]:
        """Return the name of the file and the number in it of a numbered row."""
        part, own = divmod(row - NOT_WIDE, ROWS_OF_A_FILE)
        return self.parts[part].name, own


def _empty_partitions(of: Source) -> Iterator[Path]:
    """Yield the folders of partitions on this machine that hold no Parquet file."""
    path = None if isinstance(of, RemoteFiles) else of
    for folder in sorted(path.rglob("*=*")) if path is not None and path.is_dir() else ():
        if folder.is_dir() and not any(folder.rglob(f"*{ENDING}")):
            yield folder


def opened(
    con: duckdb.DuckDBPyConnection, table: Table, of: Source
) -> tuple[ParquetTable, list[Problem]]:
    """Return the files of a table, and what is wrong with them before any row is read."""
    parts, faults = [], []
    for folder in _empty_partitions(of):
        name = _name(of, folder)
        do = "Put its files there, or remove the folder."
        faults.append(Problem(name, None, "", "", "the partition holds no Parquet file", do))
    for file in files(of):
        try:
            parts.append(_part(con, _name(of, file), path_of(file)))
        except duckdb.Error as error:
            faults.append(unreadable(_name(of, file), error))
    if not parts and not faults:
        do = f"Put Parquet files ({ENDING}) there, or take the table out of datapackage.json."
        faults.append(Problem(of.name, None, "", "", "the folder holds no Parquet file", do))
    found = ParquetTable(table, tuple(parts))
    return found, faults or list(_column_faults(found))


def _name(of: Source, file: File) -> str:
    return name_in(of.parent if isinstance(of, Path) else Path(), file)


def unreadable(name: str, error: Exception) -> Problem:
    """Return the fault of a file that DuckDB cannot read."""
    why = str(error).partition("\n")[0].rpartition(": ")[2][:120]
    return Problem(name, None, "", why, "the Parquet file cannot be read", DAMAGED)


def _part(con: duckdb.DuckDBPyConnection, name: str, path: str) -> Part:
    described = con.execute(f"describe select * from {source([path])}").fetchall()
    counted = con.execute(f"select num_rows from parquet_file_metadata({literal(path)})").fetchone()
    columns = tuple((str(one[0]), str(one[1]).partition("(")[0]) for one in described)
    return Part(name, path, int(counted[0]) if counted else 0, columns)


def source(paths: Sequence[str]) -> str:
    """Return the SQL of the rows of files; what folders say of them is text."""
    listed = ", ".join(map(literal, paths))
    return f"read_parquet([{listed}], hive_partitioning = true, hive_types_autocast = false)"


def _column_faults(found: ParquetTable) -> Iterator[Problem]:
    """Yield the faults of the columns: not those of the table, of another type, or differing."""
    first = found.parts[0]
    yield from header_faults(found.table, Path(first.name), list(found.columns))
    fields = {field.name: field for field in found.table.fields}
    for name, kind in first.columns:
        if name in fields and kind not in TAKEN[fields[name].type]:
            do = f"Write the column as {WRITE[fields[name].type]}."
            yield Problem(first.name, None, name, kind, "the column has another type", do)
    for part in found.parts[1:]:
        if odd := sorted(set(part.columns) ^ set(first.columns)):
            do = f"Give all files of the table the columns that {first.name} has."
            rule = "the columns or their types are not those of the other files"
            yield Problem(part.name, None, odd[0][0], odd[0][1], rule, do)


def view(found: ParquetTable, some: Sequence[int] | None = None) -> str:
    """Return the query of the rows of all files or some, with `_row`, empty texts as null."""
    some = range(len(found.parts)) if some is None else some
    read = some or (0,)  # where it is none, the first file gives the columns
    fields = {field.name: field for field in found.table.fields}
    cells = ", ".join(
        f"{_cell(fields[name], kind)} as {quoted(name)}" for name, kind in found.columns.items()
    )
    follow = len(read) == read[-1] - read[0] + 1
    nth = f"(file_index + {read[0]})" if follow else f"({list(read)})[file_index::bigint + 1]"
    row = f"({NOT_WIDE} + {nth} * {ROWS_OF_A_FILE} + file_row_number + 1)::bigint"
    rows = source([found.parts[one].path for one in read])
    return f"select {row} as _row, {cells} from {rows}{'' if some else ' where false'}"


def _cell(field: Field, kind: str) -> str:
    if kind in TEXT or field.type == "string":
        return f"nullif({quoted(field.name)}::varchar, '')"
    return f"{quoted(field.name)}::{field.sql_type}"
