"""Keep built tables on disk: one file a state of the dataset, never half written."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import duckdb

from metrics.errors import CannotSave
from metrics.store import package as packages
from metrics.store.build import Build, Progress, build_tables, no_progress
from metrics.store.cache_folders import folders, writable
from metrics.store.limits import settings
from metrics.store.open import version
from metrics.store.package import Package
from metrics.store.raw_rows import Digests
from metrics.store.scratch import changed, remove, replacing, sweep
from metrics.store.taken_over import Before, changes, note_sources, sources
from metrics.store.whole import is_whole, note_time

MAX_CACHED = 3
# What Python and DuckDB raise when a disk is full or takes no more.
FULL = (OSError, duckdb.OperationalError, duckdb.FatalException)


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


def _label(package: Package) -> str:
    """Return what the files of a dataset start with: folders of one name do not share any.

    The name is cut to what any file system and DuckDB take; the checksum tells the folders apart.
    """
    where = hashlib.sha256(os.fsencode(package.folder.resolve())).hexdigest()
    return f"{re.sub(r'[^A-Za-z0-9_-]+', '-', package.name)[:40]}-{where[:6]}"


def _built(folder: Path, name: str) -> list[Path]:
    """Return the files in `folder` that were built of the dataset called `name`, newest first."""
    own = re.compile(re.escape(name) + r"-[0-9a-f]{16}\.duckdb")
    found = [path for path in folder.glob("*.duckdb") if own.fullmatch(path.name)]
    return sorted(found, key=changed, reverse=True)


def evict(folder: Path, name: str, kept: int = MAX_CACHED) -> None:
    """Remove all but the newest files of this dataset."""
    for path in _built(folder, name)[kept:]:
        remove(path)


def build_into(
    folder: Path, place: Path, step: Progress = no_progress, checked: Digests | None = None
) -> Built:
    """Build the dataset in `folder` into another folder, whoever else may have built it.

    `checked` are rows that are known to break no rule, see `build_tables`.
    """
    package = packages.read(folder)
    mark = packages.fingerprint(package)
    target = place / f"{mark}.duckdb"
    write(package, target, step, partial(build_tables, checked=checked))
    return Built(target, mark)


def write(
    package: Package,
    target: Path,
    step: Progress = no_progress,
    build: Build | None = None,
    before: Path | None = None,
) -> str:
    """Build a dataset into a file: whole, read again before it gets its name, or not at all.

    `build` makes the tables, in DuckDB where it is None: then what is the same in tables built
    `before` is taken over. Returns that, or why not, in words; "" where there is nothing to say.
    Raises DataProblems, and CannotSave where the disk is full.
    """
    try:
        now = sources(package)
        with replacing(target) as part:
            found = changes(before, package, now) if before and build is None else ""
            if isinstance(found, Before):
                step(found.remark, 0.0)
                if _continued(part, package, step, found, now):
                    return found.remark
                found = "the tables built before cannot be read"
            if found:
                step(found := f"{found}: everything is built anew", 0.0)
            _fill(part, package, now, lambda con: (build or build_tables)(con, package, step))
            if not is_whole(part):
                raise cannot_save(target, "what was written cannot be read again")
            return found
    except FULL as error:
        raise cannot_save(target, str(error)) from error


def _continued(
    part: Path, package: Package, step: Progress, before: Before, now: Mapping[str, str]
) -> bool:
    """Build in a copy of tables built before; say whether it is whole, and leave none that is not.

    A copy that cannot be made, or of which a block has gone bad, is no fault of the dataset.
    """
    try:
        shutil.copyfile(before.path, part)
        times = before.times + 1
        _fill(part, package, now, lambda con: build_tables(con, package, step, None, before), times)
        if is_whole(part):
            return True
    except (duckdb.Error, OSError):
        pass
    for left in part.parent.glob(f"{part.name}*"):
        remove(left)
    return False


def _fill(
    part: Path,
    package: Package,
    now: Mapping[str, str],
    build: Callable[[duckdb.DuckDBPyConnection], None],
    times: int = 0,
) -> None:
    """Fill a file with what `build` makes, and what it is built from."""
    size = sum(path.stat().st_size for path in package.inputs)
    with duckdb.connect(str(part), config=settings(part, size)) as con:
        build(con)
        note_sources(con, now, times)
        note_time(con)
        # At its close DuckDB is silent about a checkpoint for which there is no room.
        con.execute("checkpoint")


def cannot_save(target: Path, why: str) -> CannotSave:
    """Return the error of a file of built tables that could not be written."""
    do = (
        "Make room there, or set VILLAGE_METRICS_CACHE to another folder; what was built before is "
        "as it was."
    )
    return CannotSave("The tables", str(target.parent), why.rpartition('": ')[2][:200], do)


def ensure(folder: Path, step: Progress = no_progress, build: Build | None = None) -> Built:
    """Return the built tables of the dataset in `folder`, building them unless they are there.

    A file that a full disk or a crash has damaged counts as not there, and is replaced.

    Raises DatasetMissing, DataProblems, CacheNotWritable or CannotSave; a file built before stays
    as it was.
    """
    package = packages.read(folder)
    mark = packages.fingerprint(package)
    name = f"{_label(package)}-{mark}.duckdb"
    for place in folders(package):
        sweep(place)
        if is_whole(place / name):
            return Built(place / name, mark)
    place = writable(package)
    remark = write(package, place / name, step, build, next(iter(_all_built(package)), None))
    evict(place, _label(package))
    return Built(place / name, mark, remark)


def _all_built(package: Package) -> list[Path]:
    """Return the files that were built of a dataset, newest first."""
    found = [path for place in folders(package) for path in _built(place, _label(package))]
    return sorted(found, key=changed, reverse=True)


def last_good(folder: Path) -> Built | None:
    """Return the newest tables built from `folder` before, or None."""
    for path in _all_built(Package(folder.name, "", folder, {})):
        mark = path.stem.rsplit("-", 1)[1]
        if is_whole(path):
            return Built(path, mark)
    return None
