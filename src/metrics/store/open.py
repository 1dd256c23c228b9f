"""The one door to built tables: read-only, closed to the outside, a cursor a query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pandas as pd

LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "lock_configuration": True,
}
Value = str | int | Sequence[str] | Sequence[int]


VERSION_LENGTH = 8


def version(fingerprint: str) -> str:
    """Return the short form of a dataset's checksum, as files and links name it."""
    return fingerprint[:VERSION_LENGTH]


class Store:
    """Built tables of one dataset; safe to share between threads."""

    def __init__(self, path: Path, fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self._con = duckdb.connect(str(path), read_only=True, config=LOCKED)

    def frame(self, sql: str, values: Mapping[str, Value] | None = None) -> pd.DataFrame:
        """Return the rows of a query, its columns as the query names them.

        `values` binds its $names, those it does not use are left. Raises duckdb.Error.
        """
        bound = {name: v for name, v in (values or {}).items() if f"${name}" in sql}
        with self._con.cursor() as cursor:
            return cursor.execute(sql, bound).df()
