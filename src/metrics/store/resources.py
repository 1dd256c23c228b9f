"""The resources of a datapackage.json: which file, folder or remote files a table is read from."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from metrics.errors import Problem
from metrics.store.describe import DESCRIPTOR
from metrics.store.parquet_files import ENDING, Source, is_folder
from metrics.store.remote.files import RemoteFiles
from metrics.store.remote.urls import IS_URL, parsed, refusal
from metrics.store.tables import REQUIRED, TABLES

MOST_RESOURCES = 100
MOST_URLS = 10_000  # of one table
LONGEST_PATH, LONGEST_SHOWN = 1000, 200  # characters
STATE_RESOURCE = "Give each resource a known name and a path inside the folder."
Named = str | tuple[str, ...]  # a path or a URL; a list of URLs


def problem(column: str, value: object, rule: str, do: str) -> Problem:
    """Return a fault of a descriptor."""
    return Problem(DESCRIPTOR, None, column, shown(value), rule, do)


def shown(value: object) -> str:
    """Return the beginning of a value as a text that any terminal and file can take."""
    return str(value)[:LONGEST_SHOWN].encode("utf-8", "replace").decode()


def unreadable(file: str, error: OSError) -> Problem:
    """Return the fault of a file that this user may not read."""
    why = error.strerror or type(error).__name__
    do = "Make it a file that this user may read."
    return Problem(file, None, "", why, "the file cannot be read", do)


def is_file(path: Path) -> bool:
    """Say whether there is a file; what may not be looked at, or not be named, is none."""
    return os.path.isfile(path)


def resources(descriptor: Mapping[str, Any]) -> list[tuple[str, Named]]:
    """Return the name and the path of each resource, or its list of paths, as written."""
    found = descriptor.get("resources")
    rows = [r for r in found if isinstance(r, dict)] if isinstance(found, list) else []
    return [(str(r.get("name", "")), _named(r.get("path", ""))) for r in rows]


def _named(path: object) -> Named:
    is_list = isinstance(path, list) and 0 < len(path) <= MOST_URLS
    return tuple(map(str, path)) if is_list and isinstance(path, list) else str(path)


def source(folder: Path, path: Named) -> Source:
    """Return what a path of a resource names, as written."""
    if not isinstance(path, str):
        return RemoteFiles(path)
    return RemoteFiles((path,)) if IS_URL.match(path) else folder / path


def faults_of(
    folder: Path, named: Sequence[tuple[str, Named]], uploaded: bool
) -> Iterator[Problem]:
    """Yield what is wrong with the resources of a descriptor, which a visitor may have uploaded."""
    names = [name for name, _ in named]
    if len(named) > MOST_RESOURCES:
        do = f"Name each table once: there are {len(TABLES)}."
        yield problem("resources", f"{len(named):,}", "names too many resources", do)
        return
    yield from (fault for one in named if (fault := _resource_fault(folder, *one, uploaded)))
    yield from _twice(names)
    for name in REQUIRED:
        if name not in names:
            yield problem("resources", "", f"table {name} is missing", STATE_RESOURCE)


def _twice(names: Sequence[str]) -> Iterator[Problem]:
    for name, count in Counter(names).items():
        if count > 1:
            do = "Name each table once: put its rows into one file."
            yield problem("resources", name, f"names a table {count} times", do)


def _resource_fault(folder: Path, name: str, path: Named, uploaded: bool) -> Problem | None:
    known = [table.name for table in TABLES]
    if name not in known:
        do = f"The tables are: {', '.join(known)}."
        return problem("resources", name, "names a table that does not exist", do)
    if isinstance(path, str) and not IS_URL.match(path):
        return _path_fault(folder, name, path)
    urls = (path,) if isinstance(path, str) else path
    if uploaded:
        do = "Upload the file itself."
        return problem("resources", urls[0], "is remote, which no upload may name", do)
    if found := next(filter(None, map(_url_fault, urls)), None):
        return found
    counted = Counter(map(parsed, urls))
    twice = next((url for url in urls if counted[parsed(url)] > 1), "")
    do = "Name each file once."
    return problem("resources", twice, "is named more than once", do) if twice else None


def _url_fault(url: str) -> Problem | None:
    if not IS_URL.match(url):
        do = "Put the files of the table into one folder, and name the folder."
        return problem("resources", url, "stands in a list, which is for remote files only", do)
    if refused := refusal(url):
        return problem("resources", url, *refused)
    if not url.endswith(ENDING) and not url.startswith("s3:"):
        rule = f"does not end in {ENDING}, and a folder of a web server cannot be listed"
        do = 'Name its files one by one, in a list: "path": ["https://...parquet", ...].'
        return problem("resources", url, rule, do)
    return None


def _path_fault(folder: Path, name: str, path: str) -> Problem | None:
    if not path or not _is_inside(folder, path):
        return problem("resources", path, "names no file inside the folder", STATE_RESOURCE)
    if is_folder(folder / path) and (folder / path).resolve() != folder:
        return None
    if not is_file(folder / path):
        do = "Put the file there, or take its resource out of datapackage.json."
        return Problem(path, None, "", "", f"the file of table {name} is missing", do)
    try:
        (folder / path).open("rb").close()
    except OSError as error:
        return unreadable(path, error)
    return None


def _is_inside(folder: Path, path: str) -> bool:
    if len(path) > LONGEST_PATH:
        return False
    try:
        path.encode()
        return (folder / path).resolve().is_relative_to(folder)
    # Characters or a length that no file name can have; links that lead to one another.
    except (ValueError, OSError, RuntimeError):
        return False
