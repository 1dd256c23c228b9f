"""Find a dataset: a folder with a datapackage.json that names a file, or a folder, a table."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from metrics import model, records
from metrics.errors import DataProblems, DatasetMissing, MetricsError, Problem
from metrics.store.describe import DESCRIPTOR as DESCRIPTOR
from metrics.store.parquet_files import ENDING, files, mark
from metrics.store.tables import REQUIRED, TABLES

MOST_BYTES = 5_000_000  # of a descriptor
REPLACES = "replaces"  # what datapackage.json calls the edition before
MOST_RESOURCES = 100
LONGEST_TITLE, LONGEST_PATH, LONGEST_SHOWN = 500, 1000, 200  # characters
UNPRINTED = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")  # https://, s3://
SHA256 = re.compile("(?:[0-9a-f]{64})?")
STATE_RESOURCE = "Give each resource a known name and a path inside the folder."

# How far to trust numbers that no document is named for.
UNVERIFIED = "your data, unverified"
FICTIONAL = "fictional, made by a generator"
JOINED = "datasets joined"


@dataclass(frozen=True)
class Part:
    """One of several datasets joined: its letter, its name, what its numbers are from."""

    letter: str
    name: str
    source: str


@dataclass(frozen=True)
class Replaces:
    """The edition before: the name of its dataset, the checksum of its document's text or ""."""

    dataset: str
    text_sha256: str = ""


@dataclass(frozen=True)
class Package:
    """One dataset on disk; `files` maps a table's name to its CSV or Parquet file, or to a folder.

    `standing` says how far to trust numbers that no document is named for; `remark` is said of all
    numbers, whatever they are from; `parts` are the datasets that it joins; `replaces` is the
    edition before, None where the dataset names none.
    """

    name: str
    title: str
    folder: Path
    files: Mapping[str, Path]
    standing: str = UNVERIFIED
    remark: str = ""
    parts: tuple[Part, ...] = ()
    replaces: Replaces | None = None

    @property
    def inputs(self) -> list[Path]:
        """Every file whose content decides what is built."""
        return [
            self.folder / DESCRIPTOR,
            *(one for path in self.files.values() for one in files(path)),
        ]


def _problem(column: str, value: object, rule: str, do: str) -> Problem:
    return Problem(DESCRIPTOR, None, column, _shown(value), rule, do)


def _shown(value: object) -> str:
    """Return the beginning of a value as a text that any terminal and file can take."""
    return str(value)[:LONGEST_SHOWN].encode("utf-8", "replace").decode()


def _descriptor(folder: Path) -> dict[str, Any]:
    path = folder / DESCRIPTOR
    if not is_file(path):
        raise DatasetMissing(str(folder))
    try:
        found = json.loads(_text(path))
    except (ValueError, RecursionError) as error:
        fault = _problem("", str(error), "is not JSON", "Mend the file at the place named.")
        raise DataProblems(folder.name, [fault]) from error
    except OSError as error:
        raise DataProblems(folder.name, [_unreadable(DESCRIPTOR, error)]) from error
    if not isinstance(found, dict):
        fault = _problem("", type(found).__name__, "is not a JSON object", "Start it with {.")
        raise DataProblems(folder.name, [fault])
    return found


def _text(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValueError(f"more than {MOST_BYTES:,} bytes are not read")
    return content.decode("utf-8-sig")


def _unreadable(file: str, error: OSError) -> Problem:
    why = error.strerror or type(error).__name__
    do = "Make it a file that this user may read."
    return Problem(file, None, "", why, "the file cannot be read", do)


def is_file(path: Path) -> bool:
    """Say whether there is a file; what may not be looked at, or not be named, is none."""
    return os.path.isfile(path)


def is_folder(path: Path) -> bool:
    """Say whether there is a folder; what may not be looked at, or not be named, is none."""
    return os.path.isdir(path)


def _is_inside(folder: Path, path: str) -> bool:
    if len(path) > LONGEST_PATH:
        return False
    try:
        path.encode()
        return (folder / path).resolve().is_relative_to(folder)
    # Characters or a length that no file name can have; links that lead to one another.
    except (ValueError, OSError, RuntimeError):
        return False


def _resource_fault(folder: Path, name: str, path: str) -> Problem | None:
    known = [table.name for table in TABLES]
    if name not in known:
        do = f"The tables are: {', '.join(known)}."
        return _problem("resources", name, "names a table that does not exist", do)
    if REMOTE.match(path):
        do = "Download it into the folder of the dataset, and name it there."
        return _problem("resources", path, "is not on this machine, and is not read", do)
    if not path or not _is_inside(folder, path):
        return _problem("resources", path, "names no file inside the folder", STATE_RESOURCE)
    if is_folder(folder / path) and (folder / path).resolve() != folder:
        return None
    if not is_file(folder / path):
        do = "Put the file there, or take its resource out of datapackage.json."
        return Problem(path, None, "", "", f"the file of table {name} is missing", do)
    try:
        (folder / path).open("rb").close()
    except OSError as error:
        return _unreadable(path, error)
    return None


def _resources(descriptor: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the name and the path of each resource, as written."""
    resources = descriptor.get("resources")
    rows = [r for r in resources if isinstance(r, dict)] if isinstance(resources, list) else []
    return [(str(r.get("name", "")), str(r.get("path", ""))) for r in rows]


def _twice(names: Sequence[str]) -> Iterator[Problem]:
    for name, count in Counter(names).items():
        if count > 1:
            do = "Name each table once: put its rows into one file."
            yield _problem("resources", name, f"names a table {count} times", do)


def _faults(folder: Path, named: Sequence[tuple[str, str]]) -> Iterator[Problem]:
    names = [name for name, _ in named]
    if len(named) > MOST_RESOURCES:
        do = f"Name each table once: there are {len(TABLES)}."
        yield _problem("resources", f"{len(named):,}", "names too many resources", do)
        return
    yield from (fault for one in named if (fault := _resource_fault(folder, *one)))
    yield from _twice(names)
    for name in REQUIRED:
        if name not in names:
            yield _problem("resources", "", f"table {name} is missing", STATE_RESOURCE)


def _title(descriptor: Mapping[str, Any], folder: Path) -> str:
    """Return the title; DataProblems where it is no text of a length that fits a line."""
    title = descriptor.get("title") or folder.name
    if isinstance(title, str) and len(title) <= LONGEST_TITLE and not UNPRINTED.search(title):
        return title
    do = f"Write one line of at most {LONGEST_TITLE} characters."
    raise DataProblems(folder.name, [_problem("title", title, "is no title", do)])


def read(folder: Path) -> Package:
    """Return the dataset in `folder`; DatasetMissing or DataProblems when it is not whole."""
    folder = resolved(folder)
    descriptor = _descriptor(folder)
    named = _resources(descriptor)
    if faults := list(_faults(folder, named)):
        raise DataProblems(folder.name, faults)
    title = _title(descriptor, folder)
    files = {name: folder / path for name, path in named}
    kinds = {"fictional": FICTIONAL, "joined": JOINED}
    standing = next((s for k, s in kinds.items() if descriptor.get(k) is True), UNVERIFIED)
    remark, parts = _remark(descriptor), _parts(descriptor)
    before = _replaces(descriptor, folder)
    return Package(folder.name, title, folder, files, standing, remark, parts, before)


def _replaces(descriptor: Mapping[str, Any], folder: Path) -> Replaces | None:
    """Return the edition before; DataProblems where it is not named as it should be."""
    found = descriptor.get(REPLACES)
    if found is None:
        return None
    name = found.get("dataset") if isinstance(found, dict) else None
    text = found.get("text_sha256", "") if isinstance(found, dict) else None
    is_name = isinstance(name, str) and 0 < len(name) <= LONGEST_TITLE
    if isinstance(name, str) and is_name and isinstance(text, str) and SHA256.fullmatch(text):
        return Replaces(name, text)
    do = 'Write {"dataset": its name, "text_sha256": the checksum of its document\'s text, or ""}.'
    fault = _problem(REPLACES, found, "does not name the edition before", do)
    raise DataProblems(folder.name, [fault])


def _parts(descriptor: Mapping[str, Any]) -> tuple[Part, ...]:
    """Return the datasets that a joined one names, as `metrics.store.joined` writes them."""
    found = descriptor.get("parts") if descriptor.get("joined") is True else None
    rows = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return tuple(
        Part(*(_shown(one.get(name, "")) for name in ("letter", "name", "source"))) for one in rows
    )


def resolved(folder: Path) -> Path:
    """Return a folder by its whole path, so that "." has a name too; DatasetMissing if none is."""
    try:
        return folder.resolve()
    except (OSError, ValueError, RuntimeError) as error:  # links that lead to one another
        raise DatasetMissing(str(folder)) from error


def named_paths(folder: Path) -> tuple[Path, ...]:
    """Return the files that a dataset's descriptor names; none where it is broken."""
    try:
        named = _resources(_descriptor(folder))
    except MetricsError:
        return ()
    return tuple(folder / path for _, path in named[:MOST_RESOURCES] if "\0" not in path)


def _remark(descriptor: Mapping[str, Any]) -> str:
    """Say what a reader must know of a dataset that was uploaded, or of rows left out of it."""
    parts = []
    if descriptor.get("uploaded") is True and "documents" in dict(_resources(descriptor)):
        parts.append(UNVERIFIED)
    left = descriptor.get("left_out")
    for table, one in left.items() if isinstance(left, dict) else ():
        if isinstance(one, dict) and table in {known.name for known in TABLES}:
            many = f"{_shown(one.get('rows'))} of {_shown(one.get('of'))} rows of {table}"
            parts.append(f"{many} left out because of faults")
    said = descriptor.get("remarks")
    parts += [one for one in said if isinstance(one, str)] if isinstance(said, list) else []
    return "; ".join(parts)


def fingerprint(package: Package) -> str:
    """Return a checksum of the dataset's files and of the code that reads them, 16 hex digits.

    It is the same wherever the folder lies.
    """
    found = "\0".join(f"{file}\0{mark}" for file, mark in marks(package).items())
    return hashlib.sha256(os.fsencode(found)).hexdigest()[:16]


def marks(package: Package) -> dict[str, str]:
    """Return a checksum of each file by its path in the dataset, and of the code, by ""."""
    found = {}
    for path in sorted(package.inputs):
        content = mark(path) if path.suffix == ENDING else path.read_bytes()
        found[path.relative_to(package.folder).as_posix()] = hashlib.sha256(content).hexdigest()
    return found | {"": _code()}


def _code() -> str:
    digest = hashlib.sha256()
    for folder in (Path(__file__).parent, *map(Path, (*model.__path__, *records.__path__))):
        for path in sorted(folder.glob("*.py")):
            digest.update(os.fsencode(path.name) + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
