"""What datasets made before say of themselves: answers kept with them, the edition they replace."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from metrics.errors import MetricsError
from metrics.intake.kept_answers import MAPPINGS
from metrics.intake.zip_reader import opened
from metrics.store.describe import DESCRIPTOR
from metrics.store.package import REPLACES

MOST = 5_000_000  # bytes of a descriptor that are read
Mapping = dict[str, Any]


def of_folder(folder: Path) -> list[Mapping]:
    """Return the answers kept with a dataset on disk; [] where there are none."""
    path = folder / DESCRIPTOR if folder.is_dir() else folder
    try:
        return of_file(path.name, path.read_bytes()) if path.is_file() else []
    except OSError:
        return []


def of_file(name: str, data: bytes) -> list[Mapping]:
    """Return the answers kept in a datapackage.json, or in that of a ZIP file; [] for none."""
    kept = _descriptor(name, data).get(MAPPINGS)
    return [one for one in kept if isinstance(one, dict)] if isinstance(kept, list) else []


def replaced(files: Iterable[tuple[str, bytes]]) -> Any:
    """Return the edition that the first dataset among ZIP files says it replaces; None if none."""
    found = (_descriptor(*one).get(REPLACES) for one in files)
    return next((one for one in found if one is not None), None)


def _descriptor(name: str, data: bytes) -> Mapping:
    """Return the datapackage.json of a ZIP file, or one itself; {} where a file has none.

    A file that is damaged says nothing here: it is refused where it is read.
    """
    try:
        text = _of_zip(name, data) if data.startswith(b"PK") else data[:MOST]
        found = json.loads(text or b"{}")
    except (ValueError, RecursionError, MetricsError, OSError):
        return {}
    return found if isinstance(found, dict) else {}


def _of_zip(name: str, data: bytes) -> bytes:
    with opened(name, data) as found:
        for one in found.infolist():
            if PurePosixPath(one.filename).name == DESCRIPTOR and one.file_size <= MOST:
                return found.read(one)
    return b""
