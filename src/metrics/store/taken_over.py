"""What a build takes over from the tables that were built before of the same dataset.

A file of built tables holds what it was built from:
  built_from  file (its path in the dataset, "" for the code), mark (its checksum), times (how often
              rows were taken over since all were read)
and of each large table which rows are from which file (`metrics.store.encoded`). Where nothing but
files of large tables has changed, the new build begins with a copy: rows of files that changed or
are gone are taken out of it, files that are new are read, and the sums that these touch are added
up again. All else is built anew, since anything there may decide what a row means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from metrics.store import package as packages
from metrics.store.open import LOCKED
from metrics.store.package import Package
from metrics.store.parquet import ParquetTable, Part
from metrics.store.parquet_files import Source, files, is_parquet, name_in, size
from metrics.store.remote.files import RemoteFiles
from metrics.store.remote.urls import IS_URL
from metrics.store.sql import literal, quoted

SOURCES = "built_from"
MOST_TIMES = 10  # that rows are taken over: new ones follow the old, out of the order of places
KEPT = ("rows", "files", "about", "keys", "sums", "up")  # tables of a large one that stay
CELLS = "cells"  # of all topics, see `metrics.store.cells`
Files = Mapping[str, int]  # the number of each file that is as it was, by its path in the dataset


@dataclass(frozen=True)
class Before:
    """The tables built before: of each large one that is taken over the files that are the same.

    `of` is how many files the large tables have; `times`, how often rows were taken over before.
    """

    path: Path
    files: Mapping[str, Files]
    of: int
    times: int

    @property
    def remark(self) -> str:
        """How many files are taken over, in words."""
        same = sum(map(len, self.files.values()))
        return f"taken over from the tables built before: the rows of {same:,} of {self.of:,} files"


def note_sources(con: duckdb.DuckDBPyConnection, sources: Mapping[str, str], times: int) -> None:
    """Note in a file of built tables what it is built from."""
    rows = ", ".join(
        f"({literal(file)}, {literal(mark)}, {times})" for file, mark in sources.items()
    )
    con.execute(f"create table {SOURCES} as from (values {rows}) t(file, mark, times)")


def sources(package: Package) -> dict[str, str]:
    """Return the checksum of each file; that of the code goes with the DuckDB that runs it.

    Asked before a file is read: one that changes meanwhile is then read again by the next build.
    """
    marks = packages.marks(package)
    return marks | {"": f"{marks['']} {duckdb.__version__}"}


def note_files(con: duckdb.DuckDBPyConnection, found: ParquetTable, package: Package) -> None:
    """Note which number each file of a large table has in its rows."""
    rows = ", ".join(
        f"({found.number(nth)}, {literal(_file(package, part))})"
        for nth, part in enumerate(found.parts)
    )
    name = f"{found.table.name}_files"
    con.execute(f"create or replace table {name} as from (values {rows}) t(part, file)")


def _file(package: Package, part: Part) -> str:
    return part.path if IS_URL.match(part.path) else name_in(package.folder, Path(part.path))


def built_of(path: Path) -> dict[str, str]:
    """Return what a file of built tables is built from, as `sources` does; {} if broken."""
    try:
        with duckdb.connect(str(path), read_only=True, config=LOCKED) as con:
            return dict(con.execute(f"select file, mark from {SOURCES}").fetchall())
    except duckdb.Error:
        return {}


def changes(path: Path, package: Package, now: Mapping[str, str]) -> Before | str:
    """Return what can be taken over from tables built before, or why nothing can, in words.

    `now` are the sources of the build.
    """
    if not any(map(is_parquet, package.files.values())):
        return ""
    try:
        marks, times, known = _known(path, package)
    except duckdb.Error:
        return "the tables built before cannot be read"
    if not known:
        return ""
    odd = {file for file in {*marks, *now} if marks.get(file) != now.get(file)}
    if other := sorted(file for file in odd if not is_of(file, known, package)):
        return f"{other[0] or 'the program'} has changed"
    if times >= MOST_TIMES:
        return f"rows were taken over {times} times"
    same = {
        name: {file: part for file, part in parts.items() if file not in odd}
        for name, parts in known.items()
    }
    most = {name: kept for name, kept in same.items() if _is_most(package, name, kept)}
    if not most:
        return "most of the large tables is new"
    return Before(path, most, sum(len(files(package.files[name])) for name in known), times)


def _is_most(package: Package, name: str, kept: Files) -> bool:
    """Say whether some files of a table are at least half of it."""
    sizes = {name_in(package.folder, one): size(one) for one in files(package.files[name])}
    return 2 * sum(sizes[file] for file in kept) >= sum(sizes.values())


def _known(path: Path, package: Package) -> tuple[dict[str, str], int, dict[str, Files]]:
    """Return what tables were built from, and the files of the large ones with their numbers."""
    with duckdb.connect(str(path), read_only=True, config=LOCKED) as con:
        found = con.execute(f"select file, mark, times from {SOURCES}").fetchall()
        named = con.execute("select table_name from duckdb_tables()").fetchall()
        parts: dict[str, Files] = {
            name: dict(con.execute(f"select file, part from {name}_files").fetchall())
            for name in package.files
            if (f"{name}_files",) in named
        }
    return {file: mark for file, mark, _ in found}, int(found[0][2]), parts


def is_of(file: str, large: Mapping[str, Files], package: Package) -> bool:
    """Say whether a file is, or was, one of large tables and of no other."""
    of = [name for name, one in package.files.items() if file and _holds(one, package, file)]
    return bool(of) and all(name in large and is_parquet(package.files[name]) for name in of)


def _holds(source: Source, package: Package, file: str) -> bool:
    if isinstance(source, RemoteFiles):
        return source.names(file)
    return not IS_URL.match(file) and (package.folder / file).is_relative_to(source)


def take_over(
    con: duckdb.DuckDBPyConnection,
    large: Mapping[str, ParquetTable],
    before: Before,
    package: Package,
) -> dict[str, ParquetTable]:
    """Leave in a copy of the tables built before what is taken over; return the large tables so."""
    found = {
        name: _with_unchanged_files(one, before.files.get(name, {}), package)
        for name, one in large.items()
    }
    taken = [name for name, one in found.items() if one.taken]
    kept = {f"{name}_{end}" for name in taken for end in KEPT}
    for statement in [*drops(con, kept | ({CELLS} if taken else set()))]:
        con.execute(statement)
    if taken:
        topics = ", ".join(map(literal, taken))
        con.execute(f"delete from {CELLS} where topic not in ({topics})")
    for name, one in found.items():
        if one.taken:
            con.execute(f"alter table {name}_keys rename to {name}_keys_before")
    return found


def _with_unchanged_files(found: ParquetTable, known: Files, package: Package) -> ParquetTable:
    """Return a large table with the files whose rows are taken over."""
    named = [_file(package, part) for part in found.parts]
    taken = {nth: known[file] for nth, file in enumerate(named) if file in known}
    return replace(found, taken=taken, first=max(taken.values(), default=-1) + 1)


def drops(con: duckdb.DuckDBPyConnection, kept: Set[str]) -> Iterator[str]:
    """Yield the statements that remove all macros, views and tables but those kept."""
    macros = "select distinct function_name, function_type from duckdb_functions()"
    for name, kind in con.execute(f"{macros} where not internal").fetchall():
        yield f"drop macro {'table ' if kind == 'table_macro' else ''}{quoted(name)}"
    views = "select view_name from duckdb_views() where not internal"
    yield from (f"drop view {quoted(name)}" for (name,) in con.execute(views).fetchall())
    for (name,) in con.execute("select table_name from duckdb_tables()").fetchall():
        if name not in kept:
            yield f"drop table {quoted(name)}"
