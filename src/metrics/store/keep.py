"""Keep built tables on disk: one file a state of the dataset, never half written."""

from __future__ import annotations

import os
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

import duckdb
import platformdirs

from metrics.errors import NowhereToWrite
from metrics.store import package as packages
from metrics.store.build import fill
from metrics.store.package import Package

KEPT = 3
STALE_SECONDS = 3600


@dataclass(frozen=True)
class Built:
    """A file of built tables and the checksum of what it was built from."""

    path: Path
    fingerprint: str


def folders(package: Package) -> list[Path]:
    """Return the folders to keep files in, best first."""
    if named := os.environ.get("VILLAGE_METRICS_CACHE"):
        return [Path(named)]
    checkout = package.folder.resolve().parent.parent / "build"
    return [checkout, Path(platformdirs.user_cache_dir("village-metrics"))]


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _folder(package: Package) -> Path:
    tried = folders(package)
    for folder in tried:
        if _writable(folder):
            return folder
    raise NowhereToWrite([str(folder) for folder in tried])


def _tidy(folder: Path, name: str) -> None:
    """Remove all but the newest files of this dataset, and what a crash left behind."""
    files = sorted(folder.glob(f"{name}-*.duckdb"), key=lambda p: p.stat().st_mtime)
    old = [p for p in folder.glob("*.part*") if time.time() - p.stat().st_mtime > STALE_SECONDS]
    for path in [*files[:-KEPT], *old]:
        path.unlink(missing_ok=True)


def _write(package: Package, target: Path) -> None:
    part = target.with_name(f"{target.name}.{uuid.uuid4().hex}.part")
    try:
        with duckdb.connect(str(part)) as con:
            fill(con, package)
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def ensure(folder: Path) -> Built:
    """Return the built tables of the dataset in `folder`, building them when they are not there.

    Raises DatasetMissing, DataProblems or NowhereToWrite; a file built before stays as it was.
    """
    package = packages.read(folder)
    mark = packages.fingerprint(package)
    name = f"{package.name}-{mark}.duckdb"
    for place in folders(package):
        if (place / name).is_file():
            return Built(place / name, mark)
    place = _folder(package)
    _write(package, place / name)
    _tidy(place, package.name)
    return Built(place / name, mark)


def last_good(folder: Path) -> Built | None:
    """Return the newest tables built from `folder` before, or None."""
    package = Package(folder.name, "", folder, {})
    found = [p for place in folders(package) for p in place.glob(f"{folder.name}-*.duckdb")]
    if not found:
        return None
    newest = max(found, key=lambda p: p.stat().st_mtime)
    return Built(newest, newest.stem.rsplit("-", 1)[1])
