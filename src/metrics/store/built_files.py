"""Which files of built tables there are of a dataset, newest first."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from metrics.store.cache_folders import folders
from metrics.store.open import version
from metrics.store.package import Package
from metrics.store.remote.urls import IS_URL
from metrics.store.scratch import changed, remove
from metrics.store.taken_over import built_of, sources
from metrics.store.whole import is_whole

MAX_CACHED = 3


@dataclass(frozen=True)
class Built:
    """A file of built tables and the checksum of what it was built from.

    `remark` says of tables built just now what was taken over from those before, or why nothing.
    """

    path: Path
    fingerprint: str
    remark: str = field(default="", compare=False)

    @property
    def version(self) -> str:
        """The short form of the checksum, as files and links name it."""
        return version(self.fingerprint)


def label(package: Package) -> str:
    """Return what the files of a dataset start with: folders of one name do not share any.

    The name is cut to what any file system and DuckDB take; the checksum tells the folders apart.
    """
    where = hashlib.sha256(os.fsencode(package.folder.resolve())).hexdigest()
    return f"{re.sub(r'[^A-Za-z0-9_-]+', '-', package.name)[:40]}-{where[:6]}"


def _built_in(folder: Path, name: str) -> list[Path]:
    """Return the files in `folder` that were built of the dataset called `name`, newest first."""
    own = re.compile(re.escape(name) + r"-[0-9a-f]{16}\.duckdb")
    found = [path for path in folder.glob("*.duckdb") if own.fullmatch(path.name)]
    return sorted(found, key=changed, reverse=True)


def evict(folder: Path, name: str, kept: int = MAX_CACHED) -> None:
    """Remove all but the newest files of this dataset."""
    for path in _built_in(folder, name)[kept:]:
        remove(path)


def built_before(folder: Path) -> list[Path]:
    """Return the files that were built of the dataset in `folder`, newest first."""
    return all_built(Package(folder.name, "", folder, {}))


def _built_as(path: Path) -> Built:
    return Built(path, path.stem.rsplit("-", 1)[1])


def all_built(package: Package) -> list[Path]:
    """Return the files that were built of a dataset, newest first."""
    found = [path for place in folders(package) for path in _built_in(place, label(package))]
    return sorted(found, key=changed, reverse=True)


def last_good(folder: Path) -> Built | None:
    """Return the newest tables built from `folder` before, or None."""
    return next((_built_as(path) for path in built_before(folder) if is_whole(path)), None)


def as_built(package: Package) -> Built | None:
    """Return the newest tables of which all but remote files are as they were built; else None."""
    now = sources(package)
    for path in all_built(package):
        known = {file: one for file, one in built_of(path).items() if not IS_URL.match(file)}
        if known == now and is_whole(path):
            return _built_as(path)
    return None
