"""ZIP files: written so that the same content gives the same bytes, read within bounds.

Nothing is ever unpacked on disk, and what a file unpacks to is counted, not taken from what it says
of itself.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO

LOCKED_FLAG = 0x1


class BadArchive(Exception):
    """A ZIP file that is not read: `locked`, `too large` (also: too many members) or `damaged`."""

    def __init__(self, fault: str, member: str = "") -> None:
        super().__init__(f"{fault}: {member}" if member else fault)
        self.fault = fault
        self.member = member


def zipped(files: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> bytes:
    """Return a ZIP of files by name; its members have no date, so that it is the same each time."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in dict(files).items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def opened(data: bytes, most_bytes: int, most_members: int | None = None) -> zipfile.ZipFile:
    """Open a ZIP file that unpacks to at most so much; raise BadArchive for any other."""
    try:
        found = zipfile.ZipFile(BytesIO(data))
        members = found.infolist()
    except Exception as error:  # a stranger's file can break the library in any way
        raise BadArchive("damaged") from error
    if any(one.flag_bits & LOCKED_FLAG for one in members):
        raise BadArchive("locked")
    too_many = most_members is not None and len(members) > most_members
    if too_many or sum(one.file_size for one in members) > most_bytes:
        raise BadArchive("too large")
    return found


def content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return a member's bytes; raise BadArchive where it is damaged or has more than it says."""
    try:
        with archive.open(member) as file:
            data = file.read(member.file_size + 1)
    except Exception as error:  # a stranger's file can break the library in any way
        raise BadArchive("damaged", member.filename) from error
    if len(data) > member.file_size:
        raise BadArchive("damaged", member.filename)
    return data
