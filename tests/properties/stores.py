"""Stores for tests of what is read from one: built in memory, and once for the same files."""

from __future__ import annotations

from pathlib import Path

import duckdb

from metrics.store import package as packages
from metrics.store.build import build_tables
from metrics.store.open import Store

KEPT = 40
_built: dict[tuple[str, str], Store] = {}


class MemoryStore(Store):
    """Built tables of a dataset that were never on disk."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, fingerprint: str = "0123456789abcdef"
    ) -> None:
        self.fingerprint = fingerprint
        self._con = con
        self._fixed = {}
        self._damaged = False


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
