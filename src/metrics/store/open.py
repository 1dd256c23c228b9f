"""The one door to built tables: read-only, closed to the outside, a cursor a query."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from threading import Lock

import duckdb
import pandas as pd
import pyarrow as pa
from cachetools import LRUCache

from metrics.errors import TablesDamaged
from metrics.model.rows import Record
from metrics.store.scratch import remove

LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "lock_configuration": True,
}
Value = str | int | Sequence[str] | Sequence[int]


VERSION_LENGTH = 8
MOST_CACHED = 200  # queries whose rows are cached
LONGEST_CACHED = 2000  # rows of one of them
DAMAGED = "Corrupt database file"  # how DuckDB's error of a block with another checksum begins


def version(fingerprint: str) -> str:
    """Return the short form of a dataset's checksum, as files and links name it."""
    return fingerprint[:VERSION_LENGTH]


class Store:
    """Built tables of one dataset; safe to share between threads.

    Queries raise duckdb.Error, and TablesDamaged where a block of the file has gone bad: then the
    file is removed, so that it is built anew, and what is built is opened by the next query.
    """

    _damaged = False

    def __init__(self, path: Path, fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self._path = path
        self._reopening = Lock()
        self._start_cache()
        self._open()

    def _start_cache(self) -> None:
        self._cache: LRUCache[Hashable, tuple[Record, ...]] = LRUCache(MOST_CACHED)
        self._cache_lock = Lock()

    def _open(self) -> None:
        self._con = duckdb.connect(str(self._path), read_only=True, config=LOCKED)
        self._inode = self._path.stat().st_ino

    def frame(self, sql: str, values: Mapping[str, Value] | None = None) -> pd.DataFrame:
        """Return the rows of a query, its columns as the query names them.

        `values` binds its $names, those it does not use are left.
        """
        with self._cursor() as cursor:
            return cursor.execute(sql, _bound(sql, values)).df()

    def records(self, sql: str, values: Mapping[str, Value] | None = None) -> list[Record]:
        """Return the rows of a query as plain values by column, None where nothing stands.

        A frame costs a query of few rows as much again; `values` is that of `frame`.
        """
        with self._cursor() as cursor:
            found = cursor.execute(sql, _bound(sql, values)).fetchall()
            names = [str(column[0]) for column in cursor.description or ()]
        return [dict(zip(names, map(_plain, row), strict=True)) for row in found]

    def cached_records(
        self, sql: str, values: Mapping[str, Value] | None = None
    ) -> Sequence[Record]:
        """Return what `records` does, from memory where it was asked lately: not to be changed.

        Planning a query of a few rows takes longer than all else of a card.
        """
        bound = _bound(sql, values)
        key = (sql, *((name, _hashable(bound[name])) for name in sorted(bound)))
        with self._cache_lock:
            found = self._cache.get(key)
        if found is None:
            found = tuple(self.records(sql, bound))
            with self._cache_lock:
                if len(found) <= LONGEST_CACHED:
                    self._cache[key] = found
        return found

    @contextmanager
    def batches(self, sql: str, rows: int) -> Iterator[pa.RecordBatchReader]:
        """Give the rows of a query some at a time, as they are read: in bounded memory."""
        with self._cursor() as cursor:
            yield cursor.sql(sql).to_arrow_reader(rows)

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor; TablesDamaged where what it reads has gone bad."""
        if self._damaged:
            self._reopen()
        try:
            with self._con.cursor() as cursor:
                yield cursor
        except (duckdb.Error, OSError) as error:  # OSError: of the batches that Arrow reads
            if DAMAGED not in str(error):
                raise
            self._remove()
            raise TablesDamaged(self._path.name) from error

    def _remove(self) -> None:
        """Remove the damaged file, unless another has been built in its place."""
        with self._reopening:
            if self._path.is_file() and self._path.stat().st_ino == self._inode:
                remove(self._path)
            self._damaged = True
            # While one is open, DuckDB gives what it has in memory to whoever opens the same path.
            self._con.close()

    def _reopen(self) -> None:
        """Open what was built in the place of a damaged file; TablesDamaged where nothing was."""
        with self._reopening:
            if not self._damaged:
                return
            if not self._path.is_file():
                raise TablesDamaged(self._path.name)
            self._open()
            self._damaged = False


def _bound(sql: str, values: Mapping[str, Value] | None) -> dict[str, Value]:
    return {name: value for name, value in (values or {}).items() if f"${name}" in sql}


def _hashable(value: Value) -> Hashable:
    return value if isinstance(value, str | int) else tuple(value)


def _plain(value: object) -> object:
    """Return a value as a frame has it: exact decimals as floats, None for what is no number."""
    if isinstance(value, Decimal):
        return float(value)
    return None if value != value else value
