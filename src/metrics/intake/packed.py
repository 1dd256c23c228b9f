"""Look into a ZIP file without unpacking it on disk: bounded in size, and no path of it is used."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import PurePosixPath

from metrics.intake.limits import (
    FILES,
    MEGABYTE,
    UNPACKED_MEGABYTES,
    Unreadable,
    of_size,
    reading,
    too_large,
)

KINDS = (".csv", ".tsv", ".txt", ".xlsx", ".parquet")
LOCKED = 0x1
AGAIN = "Make the ZIP file again."


def opened(file: str, data: bytes) -> zipfile.ZipFile:
    """Open a ZIP file or a workbook; refuse one that is damaged, locked or unpacks to too much."""
    with reading(file, "is a damaged ZIP file", "Make the file again."):
        found = zipfile.ZipFile(BytesIO(data))
        locked = any(one.flag_bits & LOCKED for one in found.infolist())
    if locked:
        raise Unreadable(file, "is protected by a password", "Save it without a password.")
    if sum(one.file_size for one in found.infolist()) > UNPACKED_MEGABYTES * MEGABYTE:
        raise too_large(file, f"{UNPACKED_MEGABYTES} MB are taken once unpacked")
    return found


def members(file: str, data: bytes) -> dict[str, bytes]:
    """Return the tables in a ZIP file by their names in it."""
    with opened(file, data) as found:
        wanted = [one for one in found.infolist() if _is_wanted(file, one)]
        if not wanted:
            do = f"Put files of these kinds in it: {', '.join(KINDS)}."
            raise Unreadable(file, "holds no table", do)
        if len(wanted) > FILES:
            raise too_large(file, f"{FILES} files are taken")
        return {one.filename: _content(file, found, one) for one in wanted}


def _is_wanted(file: str, one: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(one.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in one.filename:
        do = "Make the ZIP file anew from a plain folder; nothing was unpacked."
        raise Unreadable(file, f"holds a file outside its folder: {one.filename}", do)
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return not one.is_dir() and not hidden and path.suffix.lower() in KINDS


def _content(file: str, found: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    """Return a member; what it unpacks to is counted, not taken from what it says of itself."""
    of_size(one.filename, one.file_size)
    with (
        reading(file, f"holds a damaged file: {one.filename}", AGAIN),
        found.open(one) as member,
    ):
        content = member.read(one.file_size + 1)
    if len(content) > one.file_size:
        raise Unreadable(file, f"holds a damaged file: {one.filename}", AGAIN)
    return content
