"""Keep built tables on disk: one file a state of the dataset, never half written."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb

from metrics.errors import CannotSave, DataProblems, Problem
from metrics.store import package as packages
from metrics.store import stopped
from metrics.store.build import Build, Progress, build_tables, no_progress
from metrics.store.built_files import Built as Built
from metrics.store.built_files import all_built, as_built, evict, label
from metrics.store.built_files import last_good as last_good
from metrics.store.cache_folders import folders, writable
from metrics.store.limits import settings
from metrics.store.package import Package
from metrics.store.parquet_files import is_parquet, size
from metrics.store.raw_rows import Digests
from metrics.store.remote.access import looked_at, readable
from metrics.store.scratch import remove, replacing, sweep
from metrics.store.taken_over import Before, changes, note_sources, sources
from metrics.store.whole import is_whole, note_time

# What Python and DuckDB raise when a disk is full or takes no more.
FULL = (OSError, duckdb.OperationalError, duckdb.FatalException)


def build_into(
    folder: Path, place: Path, step: Progress = no_progress, checked: Digests | None = None
) -> Built:
    """Build the dataset in `folder` into another folder, whoever else may have built it.

    `checked` are rows that are known to break no rule, see `build_tables`.
    """
    package = packages.read(folder)
    if package.remote:
        raise _only_by_command(package)
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
        config = settings(self.part, sum(map(size, self.package.inputs)))
        with stopped.stoppable(), duckdb.connect(str(self.part), config=config) as con:
            if in_steps:
                stopped.begin(con, self.sources)
            with readable(con, self.package):
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


def ensure(
    folder: Path,
    step: Progress = no_progress,
    build: Build | None = None,
    reads_remote: bool = False,
) -> Built:
    """Return the built tables of the dataset in `folder`, building them unless they are there.

    A file that a full disk or a crash has damaged counts as not there, and is replaced. Where a
    dataset has remote files and they are not to be read, the newest tables built of it are right
    as long as all other files are as they were.

    Raises DatasetMissing, DataProblems, CacheNotWritable or CannotSave; a file built before stays
    as it was.
    """
    package = packages.read(folder)
    if package.remote:
        if not reads_remote:
            if (found := as_built(package)) is None:
                raise _only_by_command(package)
            return found
        step("Looking at the remote files", 0.0)
        package = _looked_at(package, build)
    mark = packages.fingerprint(package)
    name = f"{label(package)}-{mark}.duckdb"
    for place in folders(package):
        sweep(place)
        stopped.tidy(place)
        if is_whole(place / name):
            return Built(place / name, mark)
    place = writable(package)
    remark = write(package, place / name, step, build, next(iter(all_built(package)), None))
    evict(place, label(package))
    return Built(place / name, mark, remark)


def _looked_at(package: Package, build: Build | None) -> Package:
    """Return a dataset with what its remote files are now; DataProblems for another engine."""
    if build is None:
        return looked_at(package)
    do = (
        "Leave --engine spark, or name the files by a path that this machine and the cluster reach."
    )
    raise _of_remote(package, "is remote, which a build on Spark does not read", do)


def _only_by_command(package: Package) -> DataProblems:
    rule = "is remote, which only the command village-metrics build reads"
    return _of_remote(package, rule, "Let whoever runs the program run: village-metrics build DIR.")


def _of_remote(package: Package, rule: str, do: str) -> DataProblems:
    url = next(iter(package.remote.values())).urls[0]
    return DataProblems(package.name, [Problem(url, None, "", "", rule, do)])
