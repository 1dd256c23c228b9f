"""Which dataset is a newer edition of another: one whose descriptor says that it replaces it."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from metrics.errors import MetricsError
from metrics.store import package as packages
from metrics.store import package_state
from metrics.store.package import Package
from metrics.store.package_state import State
from metrics.store.parquet_files import Source


def newer_edition(name: str, datasets: Mapping[str, Path]) -> str:
    """Return the newest of the datasets that replace one, each the one before; "" if none does.

    A dataset is known by the checksum of its document's text where the newer one gives one, else by
    its name. Reads no file that has not changed since it was asked before.
    """
    later = {one: found for one, path in datasets.items() if (found := _package(path))}
    later = {one: found for one, found in later.items() if found.replaces}
    newest, left = name, {*later} - {name}
    while after := sorted(one for one in left if _replaces(later[one], newest, datasets)):
        newest = after[-1]
        left -= {*after}
    return "" if newest == name else newest


def notice(newer: str) -> str:
    """Return what files of a dataset say of its newer edition, "" where there is none."""
    return f"A newer edition of these data exists: the dataset “{newer}”." if newer else ""


def _replaces(package: Package, name: str, datasets: Mapping[str, Path]) -> bool:
    of = package.replaces
    if of is None or name not in datasets:
        return False
    if not of.text_sha256:
        return of.dataset == name
    older = _package(datasets[name])
    return older is not None and of.text_sha256 in _texts(
        older.files.get("documents"), package_state.state(older.folder)
    )


def _package(folder: Path) -> Package | None:
    """Return a dataset's package, None where it is broken."""
    return _read(folder, package_state.descriptor_state(folder))


@lru_cache(maxsize=1024)
def _read(folder: Path, _: State) -> Package | None:
    try:
        return packages.read(folder)
    except MetricsError:
        return None


@lru_cache(maxsize=64)
def _texts(path: Source | None, _: tuple[State, ...]) -> frozenset[str]:
    """Return the checksums of the texts in a table of documents."""
    if not isinstance(path, Path):
        return frozenset()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return frozenset(row.get("sha256") or "" for row in csv.DictReader(file))
    except (OSError, ValueError, csv.Error):
        return frozenset()
