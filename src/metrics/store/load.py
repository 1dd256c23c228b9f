"""Read a CSV file as text into DuckDB, each row with its number in the file."""

from __future__ import annotations

import csv
import difflib
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from metrics.errors import Problem
from metrics.model.schema import Table
from metrics.store import outlines, wide
from metrics.store.sql import literal as literal
from metrics.store.sql import quoted as quoted

WILDCARD = re.compile(r"[*?\[\]{}]")
ENCODING = "Save the file as UTF-8."


def header(path: Path) -> list[str]:
    """Return the column names in the first line of a CSV file; empty when it has none."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return next(csv.reader(file), [])


def _required(table: Table, columns: list[str]) -> list[str]:
    """Names of columns the file must have; a measure may come as value or as figure."""
    missing = [f.name for f in table.fields if f.required and f.name not in columns]
    keys = [k for k in table.key if k in table.measures]
    return missing + [k for k in keys if k not in columns and f"{k}_figure" not in columns]


def header_faults(table: Table, path: Path, columns: list[str]) -> list[Problem]:
    """Return what is wrong with the header: columns missing, unknown or named twice."""
    known = [field.name for field in table.fields]

    def fault(column: str, rule: str, do: str) -> Problem:
        return Problem(path.name, 1, column, "", rule, do)

    faults = [
        fault(c, "the column is missing", f"Add a column named {c}.")
        for c in _required(table, columns)
    ]
    for column, count in Counter(columns).items():
        if column not in known:
            near = difflib.get_close_matches(column, known, 1)
            do = f"Did you mean {near[0]}?" if near else f"The columns are: {', '.join(known)}."
            faults.append(fault(column, "the column is not known", do))
        elif count > 1:
            faults.append(fault(column, "the column is there twice", "Keep one of them."))
    return faults


def _unreadable(path: Path, error: Exception) -> Problem:
    line = re.search(r"[Ll]ine:? (\d+)", str(error))
    row = int(line.group(1)) if line else None
    if isinstance(error, UnicodeDecodeError) or "not utf-8" in str(error).lower():
        return Problem(path.name, row, "", "", "the file is not UTF-8 text", ENCODING)
    do = "Each row needs as many values as the header has, and each quotation mark its partner."
    return Problem(path.name, row, "", "", "the row cannot be read as CSV", do)


def _create(table: Table, columns: list[str], source: Path) -> str:
    types = ", ".join(f"{literal(c)}: 'varchar'" for c in columns)
    return (
        f"create table raw.{quoted(table.name)} as "
        "select row_number() over () + 1 as _row, * from read_csv("
        f"{literal(str(source))}, auto_detect=false, header=true, columns={{{types}}}, "
        "delim=',', quote='\"', escape='\"', new_line='\\n')"
    )


def load(con: duckdb.DuckDBPyConnection, table: Table, path: Path) -> list[Problem]:
    """Create raw.<table> (all text, `_row` = row in the file, header is 1); return the faults."""
    if outlines.is_geojson(table, path):
        return outlines.load_geojson(con, path)
    try:
        columns = header(path)
        is_wide = wide.is_wide(table, columns)
        known = wide.as_declared(columns) if is_wide else table
        if faults := header_faults(known, path, columns):
            return faults
        with _plain(path) as source:
            con.execute(_create(table, columns, source))
        if is_wide:
            wide.unpivot(con, columns)
    except (duckdb.Error, UnicodeDecodeError, csv.Error) as error:
        return [_unreadable(path, error)]
    return []


@contextmanager
def _plain(path: Path) -> Iterator[Path]:
    """Give a file whose lines end in LF and whose path holds no wildcard.

    DuckDB silently reads no rows when line ends are mixed, and other files where a path has a
    wildcard.
    """
    content = path.read_bytes()
    if b"\r" not in content and not WILDCARD.search(str(path)):
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder, "table.csv")
        plain.write_bytes(content.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
        yield plain
