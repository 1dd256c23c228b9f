"""Stores for tests of what is read from one: built in memory, and once for the same files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pandas as pd

from metrics.model.rows import Record
from metrics.store import package as packages
from metrics.store.build import build_tables
from metrics.store.open import Store, Value

KEPT = 40
DOCUMENT = (
    "document_id,title,language,characters,sha256,read_on,how_read\n"
    f"d1,A report,en,5000,{'a' * 64},2026-01-01,by hand\n"
)
FIGURE_COLUMNS = (
    "figure_id,document_id,paragraph,sentence,start,end,kind,printed,value,unit,counts,period,"
    "status,place_id,garbling,repair,certainty,candidates\n"
)
_built: dict[tuple[str, str], Store] = {}


class KeptStore(Store):
    """Built tables in a file that nobody changes, each query asked once."""

    def __init__(self, path: Path, fingerprint: str) -> None:
        super().__init__(path, fingerprint)
        self._frames: dict[tuple[str, str], pd.DataFrame] = {}
        self._records: dict[tuple[str, str], list[Record]] = {}

    def frame(self, sql: str, values: Mapping[str, Value] | None = None) -> pd.DataFrame:
        """Return the rows of a query, as any store does."""
        asked = sql, repr(values)
        if asked not in self._frames:
            self._frames[asked] = super().frame(sql, values)
        return self._frames[asked].copy()

    def records(self, sql: str, values: Mapping[str, Value] | None = None) -> list[Record]:
        """Return the rows of a query as plain values, as any store does."""
        asked = sql, repr(values)
        if asked not in self._records:
            self._records[asked] = super().records(sql, values)
        return [dict(row) for row in self._records[asked]]


class MemoryStore(Store):
    """Built tables of a dataset that were never on disk, each query asked once.

    A page and its files ask the same of tables that never change, as plain values and as a frame;
    queries are most of what a drawn dataset costs.
    """

    def __init__(
        self, con: duckdb.DuckDBPyConnection, fingerprint: str = "0123456789abcdef"
    ) -> None:
        self.fingerprint = fingerprint
        self._con = con
        self._start_cache()
        self._damaged = False
        self._asked: dict[tuple[str, str], str] = {}
        self._frames: dict[str, pd.DataFrame] = {}
        self._records: dict[str, list[Record]] = {}

    def frame(self, sql: str, values: Mapping[str, Value] | None = None) -> pd.DataFrame:
        """Return the rows of a query, as a store of files does."""
        found = self._table_of(sql, values)
        if found not in self._frames:
            self._frames[found] = super().frame(found)
        return self._frames[found].copy()

    def records(self, sql: str, values: Mapping[str, Value] | None = None) -> list[Record]:
        """Return the rows of a query as plain values, as a store of files does."""
        found = self._table_of(sql, values)
        if found not in self._records:
            self._records[found] = super().records(found)
        return [dict(row) for row in self._records[found]]

    def _table_of(self, sql: str, values: Mapping[str, Value] | None) -> str:
        """Return a query of the rows that a query has found: both kinds of answer come from it."""
        used = {name: value for name, value in (values or {}).items() if f"${name}" in sql}
        asked = sql, repr(used)
        if asked not in self._asked:
            name = f"found_{len(self._asked)}"
            with self._cursor() as cursor:
                cursor.execute(f"create table {name} as {sql}", used)
            self._asked[asked] = f"from {name}"
        return self._asked[asked]


def stored(folder: Path) -> Store:
    """Build the dataset of a folder in memory, unless the same files were built before.

    Raises DataProblems. A test of the files of built tables calls `build_cache` itself.
    """
    package = packages.read(folder)
    mark = packages.fingerprint(package)
    if (found := _built.pop((folder.name, mark), None)) is None:
        con = duckdb.connect(config={"threads": 1})
        build_tables(con, package)
        found = MemoryStore(con, mark)
    _built[folder.name, mark] = found
    if len(_built) > KEPT:
        del _built[next(iter(_built))]
    return found
