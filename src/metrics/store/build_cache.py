"""Keep built tables on disk: one file a state of the dataset, never half written."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import duckdb

from metrics.errors import CannotSave
from metrics.store import package as packages
from metrics.store import stopped
from metrics.store.build import Build, Progress, build_tables, no_progress
from metrics.store.cache_folders import folders, writable
from metrics.store.limits import settings
from metrics.store.open import version
from metrics.store.package import Package
from metrics.store.parquet_files import is_parquet
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
        said = [stopped.throw_away(target, now)]
        with _place(target, package, build) as (part, in_steps):
            making = _Making(part, package, now, step, in_steps)
            said.append(making.by(build) if build else making.whole_or_in_part(before))
        return "; ".join(filter(None, said))
    except FULL as error:
        raise cannot_save(target, str(error)) from error


@contextmanager
def _place(target: Path, package: Package, build: Build | None) -> Iterator[tuple[Path, bool]]:
    """Give a file to build in, which becomes the target; and whether its steps are noted there."""
    if build is None and any(map(is_parquet, package.files.values())):
        with stopped.work(target) as part:
            if part is not None:
                yield part, True
                return
    with replacing(target) as part:
        yield part, False


@dataclass(frozen=True)
class _Making:
    """A file in which a dataset is built of its sources; `step` is told what is done."""

    part: Path
    package: Package
    sources: Mapping[str, str]
    step: Progress
    in_steps: bool

    def whole_or_in_part(self, before: Path | None) -> str:
        """Build with what a stopped build, or tables built before, have; say what, or why not."""
        found = self._taken_up() or (changes(before, self.package, self.sources) if before else "")
        if isinstance(found, Before):
            self.step(found.remark, 0.0)
            if self._is_made(partial(self._continue, found)):
                return found.remark
            found = "the tables built before cannot be read"
        elif found.startswith(stopped.TAKEN_UP):
            return found
        if found:
            self.step(found := f"{found}: everything is built anew", 0.0)
        self.by(build_tables)
        return found

    def by(self, build: Build) -> str:
        """Build everything by a function."""
        self._fill(lambda con: build(con, self.package, self.step), in_steps=self.in_steps)
        if not is_whole(self.part):
            raise cannot_save(self.part, "what was written cannot be read again")
        return ""

    def _taken_up(self) -> str:
        """Go on with a build that was stopped: return what it had finished, in words, or ""."""
        done = stopped.finished_in(self.part, self.sources) if self.in_steps else []
        words = stopped.in_words(done)
        if done:
            self.step(words, 0.0)
            if self._is_made(partial(self._go_on, done)):
                return words
        self._clear()
        return ""

    def _go_on(self, done: Sequence[str]) -> None:
        if stopped.ALL not in done:
            self.by(build_tables)

    def _continue(self, before: Before) -> None:
        """Build in a copy of the tables built before."""
        shutil.copyfile(before.path, self.part)

        def build(con: duckdb.DuckDBPyConnection) -> None:
            build_tables(con, self.package, self.step, None, before)

        self._fill(build, before.times + 1)

    def _is_made(self, make: Callable[[], object]) -> bool:
        """Say whether what is made is whole, and leave none that is not.

        A copy that cannot be made, or of which a block has gone bad, is no fault of the dataset.
        """
        try:
            make()
            if is_whole(self.part):
                return True
        except (duckdb.Error, OSError, CannotSave):
            pass
        self._clear()
        return False

    def _clear(self) -> None:
        for left in self.part.parent.glob(f"{self.part.name}*"):
            remove(left)

    def _fill(
        self,
        build: Callable[[duckdb.DuckDBPyConnection], None],
        times: int = 0,
        in_steps: bool = False,
    ) -> None:
        """Fill the file with what `build` makes, and what it is built from."""
        size = sum(path.stat().st_size for path in self.package.inputs)
        config = settings(self.part, size)
        with stopped.stoppable(), duckdb.connect(str(self.part), config=config) as con:
            if in_steps:
                stopped.begin(con, self.sources)
            build(con)
            con.execute("begin")  # so that it is either at work or done
            if in_steps:
                stopped.end(con)
            else:
                note_sources(con, self.sources, times)
            note_time(con)
            con.execute("commit")
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
        stopped.tidy(place)
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
