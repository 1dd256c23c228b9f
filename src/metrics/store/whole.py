"""Whether a file of built tables is whole, without reading all of it each time it is opened.

A file is read whole once, when it is written. It holds the time of that, and gets it as its time of
change: a file that anything has written to since then is read whole again, and so is one that was
copied without its time. A block that goes bad on the disk leaves the time as it was: DuckDB finds
it by its checksum when it is read (`metrics.store.open`).
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

import duckdb

from metrics.store.open import LOCKED
from metrics.store.sql import quoted
from metrics.store.tables import TABLES

WRITTEN = "written"  # the table of the time, in nanoseconds since 1970


def note_time(con: duckdb.DuckDBPyConnection) -> None:
    """Note in a file of built tables, as the last of what is written, when that was."""
    con.execute(f"create table {WRITTEN} as select $at::bigint as at", {"at": time.time_ns()})


def is_whole(path: Path) -> bool:
    """Say whether a file holds the tables of the contract, and each value of it can be read.

    One that is found whole is not read through at the next time.
    """
    if not path.is_file():
        return False
    try:
        with duckdb.connect(str(path), read_only=True, config=LOCKED) as con:
            tables, views = _names(con, "table"), _names(con, "view")
            if not tables | views >= {WRITTEN, *(table.name for table in TABLES)}:
                return False
            (at,) = con.execute(f"from {WRITTEN}").fetchone() or (0,)
            if path.stat().st_mtime_ns == at:
                return True
            _read(con, tables)
    except (duckdb.Error, OSError):
        return False
    with suppress(OSError):  # in a folder that may only be read it is read whole each time
        os.utime(path, ns=(at, at))
    return True


def _names(con: duckdb.DuckDBPyConnection, kind: str) -> set[str]:
    found = con.execute(f"select {kind}_name from duckdb_{kind}s()").fetchall()
    return {str(name) for (name,) in found}


def _read(con: duckdb.DuckDBPyConnection, tables: set[str]) -> None:
    """Read every value; duckdb.Error where that cannot be done."""
    reads = (f"select bit_xor(hash(t)) from {quoted(name)} t" for name in tables)
    con.execute(" union all ".join(reads)).fetchall()
