"""Look into a ZIP file without unpacking it on disk: bounded in size, and no path of it is used."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath

from metrics import archives
from metrics.intake.limits import (
    FILES,
    MEGABYTE,
    UNPACKED_MEGABYTES,
    Unreadable,
    of_size,
    too_large,
)

KINDS = (".csv", ".tsv", ".txt", ".xlsx", ".parquet")
AGAIN = "Make the ZIP file again."


def opened(file: str, data: bytes) -> zipfile.ZipFile:
    """Open a ZIP file or a workbook; refuse one that is damaged, locked or unpacks to too much."""
    try:
        return archives.opened(data, UNPACKED_MEGABYTES * MEGABYTE)
    except archives.BadArchive as error:
        if error.fault == "too large":
            raise too_large(file, f"{UNPACKED_MEGABYTES} MB are taken once unpacked") from error
        if error.fault == "locked":
            do = "Save it without a password."
            raise Unreadable(file, "is protected by a password", do) from error
        raise Unreadable(file, "is a damaged ZIP file", "Make the file again.") from error


def members(file: str, data: bytes) -> dict[str, bytes]:
    """Return the tables in a ZIP file by their paths in it."""
    with opened(file, data) as found:
        wanted = [one for one in found.infolist() if _is_wanted(file, one)]
        if not wanted:
            do = f"Put files of these kinds in it: {', '.join(KINDS)}."
            raise Unreadable(file, "holds no table", do)
        if len(wanted) > FILES:
            raise too_large(file, f"{FILES} files are taken")
        _refuse_twice(file, [one.filename for one in wanted])
        return {one.filename: _content(file, found, one) for one in wanted}


def unpacked_bytes(file: str, data: bytes) -> int:
    """Return to how many bytes a ZIP file or a workbook unpacks."""
    with opened(file, data) as found:
        return sum(one.file_size for one in found.infolist())


def _refuse_twice(file: str, names: Sequence[str]) -> None:
    twice = next((name for name, count in Counter(names).items() if count > 1), None)
    if twice is not None:
        do = "Give each file a name of its own, and make the ZIP file again."
        raise Unreadable(file, f"holds two files of one name: {twice}", do)


def _is_wanted(file: str, one: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(one.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in one.filename:
        do = "Make the ZIP file anew from a plain folder; nothing was unpacked."
        raise Unreadable(file, f"holds a file outside its folder: {one.filename}", do)
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return not one.is_dir() and not hidden and path.suffix.lower() in KINDS


def _content(file: str, found: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    """Return a member that is of a size that is taken."""
    of_size(one.filename, one.file_size)
    try:
        return archives.content(found, one)
    except archives.BadArchive as error:
        raise Unreadable(file, f"holds a damaged file: {one.filename}", AGAIN) from error
