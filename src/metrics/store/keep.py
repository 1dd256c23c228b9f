"""Keep built tables on disk: one file a state of the dataset, never half written."""

from __future__ import annotations

import hashlib
import os
import re
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

import duckdb

from metrics.store import package as packages
from metrics.store.build import Step, fill, silent
from metrics.store.cache_folders import folders, writable
from metrics.store.open import Store, version
from metrics.store.package import Package
from metrics.store.tables import TABLES

KEPT = 3
STALE_SECONDS = 3600


@dataclass(frozen=True)
class Built:
    """A file of built tables and the checksum of what it was built from."""

    path: Path
    fingerprint: str

    @property
    def version(self) -> str:
        """The short form of the checksum, as files and links name it."""
        return version(self.fingerprint)


def _changed(path: Path) -> float:
    """Return when a file was last changed; 0 when another process has just taken it away."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0


def _label(package: Package) -> str:
    """Return what the files of a dataset start with: folders of one name do not share any."""
    where = hashlib.sha256(str(package.folder.resolve()).encode()).hexdigest()
    return f"{package.name}-{where[:6]}"


def _built(folder: Path, name: str) -> list[Path]:
    """Return the files in `folder` that were built of the dataset called `name`, newest first."""
    own = re.compile(re.escape(name) + r"-[0-9a-f]{16}\.duckdb")
    found = [path for path in folder.glob("*.duckdb") if own.fullmatch(path.name)]
    return sorted(found, key=_changed, reverse=True)


def _tidy(folder: Path, name: str) -> None:
    """Remove all but the newest files of this dataset, and what a crash left behind."""
    old = [p for p in folder.glob("*.part*") if time.time() - _changed(p) > STALE_SECONDS]
    for path in [*_built(folder, name)[KEPT:], *old]:
        path.unlink(missing_ok=True)


def _whole(path: Path, mark: str) -> bool:
    """Say whether a built file is there and every value in it can still be read."""
    if not path.is_file():
        return False
    try:
        store = Store(path, mark)
        for table in TABLES:
            store.frame(f"select bit_xor(hash(t)) from {table.name} t")
    except duckdb.Error:
        return False
    return True


def made(folder: Path, place: Path, step: Step = silent) -> Built:
    """Build the dataset in `folder` into another folder, whoever else may have built it."""
    package = packages.read(folder)
    mark = packages.fingerprint(package)
    target = place / f"{mark}.duckdb"
    _write(package, target, step)
    return Built(target, mark)


def _write(package: Package, target: Path, step: Step = silent) -> None:
    part = target.with_name(f"{target.name}.{uuid.uuid4().hex}.part")
    try:
        with duckdb.connect(str(part)) as con:
            fill(con, package, step)
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def ensure(folder: Path, step: Step = silent) -> Built:
    """Return the built tables of the dataset in `folder`, building them unless they are there.

    A file that a full disk or a crash has damaged counts as not there, and is replaced.

    Raises DatasetMissing, DataProblems or NowhereToWrite; a file built before stays as it was.
    """
    package = packages.read(folder)
    mark = packages.fingerprint(package)
    name = f"{_label(package)}-{mark}.duckdb"
    for place in folders(package):
        if _whole(place / name, mark):
            return Built(place / name, mark)
    place = writable(package)
    _write(package, place / name, step)
    _tidy(place, _label(package))
    return Built(place / name, mark)


def last_good(folder: Path) -> Built | None:
    """Return the newest tables built from `folder` before, or None."""
    package = Package(folder.name, "", folder, {})
    found = [path for place in folders(package) for path in _built(place, _label(package))]
    for path in sorted(found, key=_changed, reverse=True):
        mark = path.stem.rsplit("-", 1)[1]
        if _whole(path, mark):
            return Built(path, mark)
    return None
