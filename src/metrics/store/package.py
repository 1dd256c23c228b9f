"""Find a dataset: a folder with a datapackage.json that names one CSV file a table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from metrics.errors import DataProblems, DatasetMissing, Problem
from metrics.store.tables import REQUIRED, TABLES

DESCRIPTOR = "datapackage.json"
STATE_RESOURCE = "Give each resource a known name and a path inside the folder."


# How far to trust numbers that no document is named for.
UNVERIFIED = "your data, unverified"
FICTIONAL = "fictional, made by a generator"
JOINED = "datasets joined, the place of each number is in its own"


@dataclass(frozen=True)
class Package:
    """One dataset on disk; `files` maps a table's name to its CSV file.

    `standing` says how far to trust numbers that no document is named for; `remark` is said of all
    numbers, whatever they are from.
    """

    name: str
    title: str
    folder: Path
    files: Mapping[str, Path]
    standing: str = UNVERIFIED
    remark: str = ""

    @property
    def inputs(self) -> list[Path]:
        """Every file whose content decides what is built."""
        return [self.folder / DESCRIPTOR, *self.files.values()]


def _problem(column: str, value: str, rule: str, do: str) -> Problem:
    return Problem(DESCRIPTOR, None, column, value, rule, do)


def _descriptor(folder: Path) -> dict[str, Any]:
    path = folder / DESCRIPTOR
    if not path.is_file():
        raise DatasetMissing(str(folder))
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        fault = _problem("", str(error), "is not JSON", "Mend the file at the place named.")
        raise DataProblems(folder.name, [fault]) from error
    if not isinstance(found, dict):
        fault = _problem("", type(found).__name__, "is not a JSON object", "Start it with {.")
        raise DataProblems(folder.name, [fault])
    return found


def _is_inside(folder: Path, path: str) -> bool:
    try:
        return (folder / path).resolve().is_relative_to(folder.resolve())
    except (ValueError, OSError):  # characters or a length that no file name can have
        return False


def _resource_fault(folder: Path, name: str, path: str) -> Problem | None:
    known = [table.name for table in TABLES]
    if name not in known:
        do = f"The tables are: {', '.join(known)}."
        return _problem("resources", name, "names a table that does not exist", do)
    if not path or not _is_inside(folder, path):
        return _problem("resources", path, "names no file inside the folder", STATE_RESOURCE)
    if not (folder / path).is_file():
        do = "Put the file there, or take its resource out of datapackage.json."
        return Problem(path, None, "", "", f"the file of table {name} is missing", do)
    return None


def _resources(descriptor: Mapping[str, Any]) -> dict[str, str]:
    resources = descriptor.get("resources")
    rows = [r for r in resources if isinstance(r, dict)] if isinstance(resources, list) else []
    return {str(r.get("name", "")): str(r.get("path", "")) for r in rows}


def read(folder: Path) -> Package:
    """Return the dataset in `folder`; DatasetMissing or DataProblems when it is not whole."""
    folder = folder.resolve()  # also "." has a name
    descriptor = _descriptor(folder)
    named = _resources(descriptor)
    faults = [f for name, path in named.items() if (f := _resource_fault(folder, name, path))]
    faults += [
        _problem("resources", "", f"table {name} is missing", STATE_RESOURCE)
        for name in REQUIRED
        if name not in named
    ]
    if faults:
        raise DataProblems(folder.name, faults)
    title = str(descriptor.get("title") or folder.name)
    files = {name: folder / path for name, path in named.items()}
    kinds = {"fictional": FICTIONAL, "joined": JOINED}
    standing = next((s for k, s in kinds.items() if descriptor.get(k) is True), UNVERIFIED)
    return Package(folder.name, title, folder, files, standing, _remark(descriptor))


def _remark(descriptor: Mapping[str, Any]) -> str:
    """Say what a reader must know of a dataset that was uploaded, or of rows left out of it."""
    parts = []
    if descriptor.get("uploaded") is True and "documents" in _resources(descriptor):
        parts.append(UNVERIFIED)
    left = descriptor.get("left_out")
    for table, one in left.items() if isinstance(left, dict) else ():
        if isinstance(one, dict):
            many = f"{one.get('rows')} of {one.get('of')} rows of {table}"
            parts.append(f"{many} left out because of faults")
    said = descriptor.get("remarks")
    parts += [one for one in said if isinstance(one, str)] if isinstance(said, list) else []
    return "; ".join(parts)


def fingerprint(package: Package) -> str:
    """Return a checksum of the dataset's files and of the code that reads them, 16 hex digits."""
    digest = hashlib.sha256()
    code = sorted(Path(__file__).parent.glob("*.py"))
    for path in [*sorted(package.inputs), *code]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
