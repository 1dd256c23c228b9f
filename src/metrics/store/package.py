"""Find a dataset: a folder with a datapackage.json that names a file, or a folder, a table."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

from metrics import model, records
from metrics.errors import DataProblems, DatasetMissing, MetricsError
from metrics.store.describe import DESCRIPTOR as DESCRIPTOR
from metrics.store.parquet_files import File, Source, files, mark, name_in
from metrics.store.remote.files import RemoteFiles
from metrics.store.resources import (
    MOST_RESOURCES,
    faults_of,
    is_file,
    problem,
    resources,
    shown,
    source,
    unreadable,
)
from metrics.store.tables import TABLES

MOST_BYTES = 5_000_000  # of a descriptor
REPLACES = "replaces"  # what datapackage.json calls the edition before
LONGEST_TITLE = 500  # characters
UNPRINTED = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
SHA256 = re.compile("(?:[0-9a-f]{64})?")

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
    """One dataset; `files` maps a table's name to its CSV or Parquet file, a folder, remote files.

    `standing` says how far to trust numbers that no document is named for; `remark` is said of all
    numbers, whatever they are from; `parts` are the datasets that it joins; `replaces` is the
    edition before, None where the dataset names none.
    """

    name: str
    title: str
    folder: Path
    files: Mapping[str, Source]
    standing: str = UNVERIFIED
    remark: str = ""
    parts: tuple[Part, ...] = ()
    replaces: Replaces | None = None

    @property
    def inputs(self) -> list[File]:
        """Every file whose content decides what is built."""
        return [
            self.folder / DESCRIPTOR,
            *(one for path in self.files.values() for one in files(path)),
        ]

    @property
    def remote(self) -> dict[str, RemoteFiles]:
        """The remote files of each table that has any."""
        return {name: one for name, one in self.files.items() if isinstance(one, RemoteFiles)}


def _descriptor(folder: Path) -> dict[str, Any]:
    path = folder / DESCRIPTOR
    if not is_file(path):
        raise DatasetMissing(str(folder))
    try:
        found = json.loads(_text(path))
    except (ValueError, RecursionError) as error:
        fault = problem("", str(error), "is not JSON", "Mend the file at the place named.")
        raise DataProblems(folder.name, [fault]) from error
    except OSError as error:
        raise DataProblems(folder.name, [unreadable(DESCRIPTOR, error)]) from error
    if not isinstance(found, dict):
        fault = problem("", type(found).__name__, "is not a JSON object", "Start it with {.")
        raise DataProblems(folder.name, [fault])
    return found


def _text(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValueError(f"more than {MOST_BYTES:,} bytes are not read")
    return content.decode("utf-8-sig")


def _title(descriptor: Mapping[str, Any], folder: Path) -> str:
    """Return the title; DataProblems where it is no text of a length that fits a line."""
    title = descriptor.get("title") or folder.name
    if isinstance(title, str) and len(title) <= LONGEST_TITLE and not UNPRINTED.search(title):
        return title
    do = f"Write one line of at most {LONGEST_TITLE} characters."
    raise DataProblems(folder.name, [problem("title", title, "is no title", do)])


def read(folder: Path) -> Package:
    """Return the dataset in `folder`; DatasetMissing or DataProblems when it is not whole."""
    folder = resolved(folder)
    descriptor = _descriptor(folder)
    named = resources(descriptor)
    if faults := list(faults_of(folder, named, descriptor.get("uploaded") is True)):
        raise DataProblems(folder.name, faults)
    title = _title(descriptor, folder)
    files = {name: source(folder, path) for name, path in named}
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
    fault = problem(REPLACES, found, "does not name the edition before", do)
    raise DataProblems(folder.name, [fault])


def _parts(descriptor: Mapping[str, Any]) -> tuple[Part, ...]:
    """Return the datasets that a joined one names, as `metrics.store.joined` writes them."""
    found = descriptor.get("parts") if descriptor.get("joined") is True else None
    rows = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return tuple(
        Part(*(shown(one.get(name, "")) for name in ("letter", "name", "source"))) for one in rows
    )


def resolved(folder: Path) -> Path:
    """Return a folder by its whole path, so that "." has a name too; DatasetMissing if none is."""
    try:
        return folder.resolve()
    except (OSError, ValueError, RuntimeError) as error:  # links that lead to one another
        raise DatasetMissing(str(folder)) from error


def named_sources(folder: Path) -> tuple[Source, ...]:
    """Return what a dataset's descriptor names; nothing where it is broken."""
    try:
        named = resources(_descriptor(folder))
    except MetricsError:
        return ()
    return tuple(source(folder, path) for _, path in named[:MOST_RESOURCES] if "\0" not in path)


def _remark(descriptor: Mapping[str, Any]) -> str:
    """Say what a reader must know of a dataset that was uploaded, or of rows left out of it."""
    parts = []
    if descriptor.get("uploaded") is True and "documents" in dict(resources(descriptor)):
        parts.append(UNVERIFIED)
    left = descriptor.get("left_out")
    for table, one in left.items() if isinstance(left, dict) else ():
        if isinstance(one, dict) and table in {known.name for known in TABLES}:
            many = f"{shown(one.get('rows'))} of {shown(one.get('of'))} rows of {table}"
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
    named = {name_in(package.folder, one): one for one in package.inputs}
    for name, file in sorted(named.items(), key=itemgetter(0)):
        found[name] = hashlib.sha256(mark(file)).hexdigest()
    return found | {"": _code()}


def _code() -> str:
    digest = hashlib.sha256()
    for folder in (Path(__file__).parent, *map(Path, (*model.__path__, *records.__path__))):
        for path in sorted(folder.glob("*.py")):
            digest.update(os.fsencode(path.name) + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
