"""A build of large tables that was stopped or killed is taken up after the last step it finished.

Such a build is done in a work folder beside its target, <target>.work, which is named by the
fingerprint of what is built. It stays where the build is stopped or its process ends, and goes when
the build ends or fails. While the build is at work its file has what it is built from
(`metrics.store.taken_over`) and the table
  finished  step: one row per step done of a large table: checked, kept, added up
All other tables are made again, from what those steps have left.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from metrics.store.scratch import changed, locked, remove
from metrics.store.sql import literal
from metrics.store.taken_over import SOURCES, drops, note_sources
from metrics.store.whole import WRITTEN

ENDING = ".work"
TABLES = "tables.duckdb"  # the file in a work folder
TAKEN_UP = "taken up where a build was stopped"
INTERRUPTED = "Query interrupted"
STALE_SECONDS = 7 * 24 * 3600
CHECKED, KEPT, ADDED_UP = "checked", "kept", "added up"
# What each step of a large table leaves, by the end of its name.
LEFT = {CHECKED: ("about",), KEPT: ("rows",), ADDED_UP: ("keys", "sums", "up")}
ALL = "everything"
OWN = ("finished", SOURCES)
_MARKED = re.compile(r"(?P<label>.+)-[0-9a-f]{16}\.duckdb")


@contextmanager
def work(target: Path) -> Iterator[Path | None]:
    """Give the file of a work folder, which becomes the target at the end.

    Gives None where another process builds the same at this moment. An error other than a stop
    removes the folder.
    """
    folder = target.with_name(f"{target.name}{ENDING}")
    folder.mkdir(exist_ok=True)
    with locked(folder, alone=True) as alone:
        if not alone:
            yield None
            return
        try:
            yield folder / TABLES
            os.replace(folder / TABLES, target)
        except Exception:  # no KeyboardInterrupt: what is stopped is taken up again
            remove(folder)
            raise
        remove(folder)


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise KeyboardInterrupt where one stops a query: DuckDB gives an error of its own for it.

    What other threads of DuckDB have begun of the query is finished first.
    """
    try:
        yield
    except RuntimeError as error:
        if str(error) == INTERRUPTED:
            raise KeyboardInterrupt from error
        raise


def finished_in(part: Path, sources: Mapping[str, str]) -> list[str]:
    """Return the steps that a build of the same sources has finished in a file, as it names them.

    There are none where the file is not there, cannot be read, or is of other sources.
    """
    if not part.is_file():
        return []
    try:
        with duckdb.connect(str(part)) as con:  # writing, to take in what was written last
            if _sources(con) != {**sources}:
                return []
            if not _has(con, "finished"):
                return [ALL] if _has(con, WRITTEN) else []
            return [str(step) for (step,) in con.execute("select step from finished").fetchall()]
    except duckdb.Error:
        return []


def begin(con: duckdb.DuckDBPyConnection, sources: Mapping[str, str]) -> None:
    """Begin to note the steps of a build that starts or is taken up: leave what these have left."""
    if not _has(con, "finished"):
        note_sources(con, sources, 0)
        con.execute("create table finished (step varchar)")
        return
    steps = [str(step).partition(": ") for (step,) in con.execute("from finished").fetchall()]
    left = {f"{name}_{end}" for name, _, step in steps for end in LEFT[step]}
    for statement in [*drops(con, {*left, *OWN})]:
        con.execute(statement)


def end(con: duckdb.DuckDBPyConnection) -> None:
    """Forget the steps of a build that is done."""
    con.execute("drop table finished")


def is_done(con: duckdb.DuckDBPyConnection, table: str, step: str) -> bool:
    """Say whether a step of a large table was done before the build was stopped."""
    return _has(con, "finished") and bool(
        con.execute(
            "select 1 from finished where step = $step", {"step": _step_name(table, step)}
        ).fetchall()
    )


def note(con: duckdb.DuckDBPyConnection, table: str, step: str) -> None:
    """Note that a step of a large table is done, where the build notes its steps."""
    if _has(con, "finished") and not is_done(con, table, step):
        con.execute("insert into finished values ($step)", {"step": _step_name(table, step)})


def _has(con: duckdb.DuckDBPyConnection, table: str) -> bool:
    sql = f"select 1 from duckdb_tables() where table_name = {literal(table)}"
    return bool(con.execute(sql).fetchall())


def _sources(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(con.execute(f"select file, mark from {SOURCES}").fetchall())


def _step_name(table: str, step: str) -> str:
    return f"{table}: {step}"


def in_words(steps: list[str]) -> str:
    """Say which steps are taken up."""
    return f"{TAKEN_UP}, with what it had finished: {'; '.join(steps)}"


def throw_away(target: Path, sources: Mapping[str, str]) -> str:
    """Remove what stopped builds of the same dataset from other sources have left.

    Says so, and which file is another one; "" where nothing was left.
    """
    found = _MARKED.fullmatch(target.name)
    words = ""
    for folder in target.parent.glob(f"*{ENDING}"):
        own = _MARKED.fullmatch(folder.name.removesuffix(ENDING))
        if found and own and own["label"] == found["label"] and folder.stem != target.name:
            words = _thrown_away(folder, sources) or words
    return words


def _thrown_away(folder: Path, sources: Mapping[str, str]) -> str:
    with locked(folder, alone=True) as alone:
        if not alone:  # it is at work, whatever for
            return ""
        odd = _changed_since(folder / TABLES, sources)
        remove(folder)
    return f"what a stopped build had finished is thrown away: {odd} has changed"


def _changed_since(part: Path, sources: Mapping[str, str]) -> str:
    """Return the first file that is not the one that a stopped build began with."""
    try:
        with duckdb.connect(str(part)) as con:
            known = _sources(con)
    except (duckdb.Error, OSError):
        return "the dataset"
    odd = sorted(f for f in {*known, *sources} if known.get(f) != sources.get(f))
    return (odd[0] or "the program") if odd else "the dataset"


def tidy(place: Path) -> None:
    """Remove the work folders in a folder of which the work is done, or not taken up for long."""
    for folder in place.glob(f"*{ENDING}"):
        target = folder.with_suffix("")
        if _MARKED.fullmatch(target.name):
            with locked(folder, alone=True) as alone:
                if alone and (target.exists() or time.time() - _last(folder) > STALE_SECONDS):
                    remove(folder)


def _last(folder: Path) -> float:
    """Return when anything in a folder was last changed."""
    return max(changed(folder), *map(changed, folder.iterdir()), 0)
