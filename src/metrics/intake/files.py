"""Tell by its content what a file is, and read its tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from metrics.intake import delimited, workbook, zip_reader
from metrics.intake.limits import (
    MEGABYTE,
    NAME_IT,
    ROWS,
    UNPACKED_MEGABYTES,
    NoTable,
    Unreadable,
    of_size,
    reading,
    too_large,
)
from metrics.intake.rows import NOT_READ
from metrics.intake.sheet import ReadOptions, Sheet, renamed, sheet
from metrics.reading.decode import decode

NO_TABLE = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"%PDF": "a PDF file",
    b"\x1f\x8b": "a gzip file",
    b"Rar!": "a RAR file",
    b"7z\xbc\xaf": "a 7z file",
    b"\x7fELF": "a program",
}
OLE = b"\xd0\xcf\x11\xe0"  # workbooks of Excel 97, and those with a password
SAVE = "Save the table as CSV or XLSX and choose that file."
LOOKED_AT = 4096  # bytes in which a NUL says that a file is no text


def sheets(name: str, data: bytes, how: ReadOptions | None = None, only: str = "") -> list[Sheet]:
    """Return the tables of a file: text, workbook, Parquet or ZIP; raises Unreadable.

    `only` is the source of the tables that are wanted, "" for all (see `Sheet`): of a workbook or
    a ZIP nothing else is read. Tables in a ZIP are called by their paths in it.
    """
    of_size(name, len(data))
    for start, kind in NO_TABLE.items():
        if data.startswith(start):
            raise Unreadable(name, f"is {kind}, whatever its name says", SAVE)
    if data.startswith(OLE):
        do = "Save it as XLSX without a password."
        raise Unreadable(name, "is protected by a password, or in the format of Excel 97", do)
    if data.startswith(b"PAR1"):
        return [_parquet(name, data, how)]
    if data.startswith(b"PK"):
        return _zip(name, data, how, only)
    if b"\0" in data[:LOOKED_AT] and not decode(data).encoding.startswith(("utf-16", "utf-32")):
        raise Unreadable(name, "is no text", SAVE)
    return delimited.read(name, data, how)


def reread(name: str, data: bytes, how: ReadOptions, before: Sheet) -> Sheet:
    """Return a table of a file anew, read as `how` says; the file's others are not read so.

    Raises Unreadable, NoTable where no table has its header where `how` says.
    """
    for one in sheets(name, data, how, before.source):
        if (one.source, one.how.header_row) == (before.source, how.header_row):
            found = renamed(one, before.file)
            return replace(found, notes=(*found.notes, *_on_others(before)))
    raise NoTable(before.file, f"has no rows below a header in row {how.header_row}", NAME_IT)


def _on_others(found: Sheet) -> list[str]:
    """Return the notes of a table on other sheets of its file, which hold however it is read."""
    own = (f"{found.source} ", f"{found.source}, table from row ")
    return [one for one in found.notes if one.endswith(NOT_READ) and not one.startswith(own)]


def _zip(name: str, data: bytes, how: ReadOptions | None, only: str) -> list[Sheet]:
    if _is_workbook(name, data):
        return workbook.sheets(name, data, how, only)
    inside = zip_reader.members(name, data)
    _refuse_bombs(name, inside)
    return [
        one
        for member, content in inside.items()
        if only in ("", member) or only.startswith(f"{member}, sheet ")
        for one in sheets(member, content, how, only)
    ]


def _is_workbook(name: str, data: bytes) -> bool:
    with zip_reader.opened(name, data) as found:
        return "xl/workbook.xml" in found.namelist()


def _refuse_bombs(name: str, inside: Mapping[str, bytes]) -> None:
    """Refuse a ZIP file that holds another, or workbooks that unpack to too much together."""
    unpacked = 0
    for member, content in inside.items():
        is_packed = content.startswith(b"PK")
        if is_packed and not _is_workbook(member, content):
            do = "Unpack that file, and choose the tables in it."
            raise Unreadable(name, f"holds another ZIP file: {member}", do)
        unpacked += zip_reader.unpacked_bytes(member, content) if is_packed else len(content)
    if unpacked > UNPACKED_MEGABYTES * MEGABYTE:
        raise too_large(name, f"{UNPACKED_MEGABYTES} MB are taken once unpacked")


def _parquet(name: str, data: bytes, how: ReadOptions | None) -> Sheet:
    with reading(name, "is a damaged Parquet file", "Make the file again."):
        file = pq.ParquetFile(pa.BufferReader(data))
        unpacked = sum(
            file.metadata.row_group(n).total_byte_size for n in range(file.num_row_groups)
        )
        if file.metadata.num_rows > ROWS or unpacked > UNPACKED_MEGABYTES * MEGABYTE:
            raise too_large(name, f"{ROWS:,} rows and {UNPACKED_MEGABYTES} MB unpacked are taken")
        found = file.read()
        found.validate(full=True)
    columns = [_texts(name, head, found.column(at)) for at, head in enumerate(found.column_names)]
    rows = np.arange(2, found.num_rows + 2, dtype=np.int64)
    how = replace(how or ReadOptions(), header_row=1)  # a Parquet file has no other
    return sheet(name, how, found.column_names, columns, rows)


def _texts(file: str, head: str, cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column as text; whole numbers that are kept as fractions lose their point."""
    why = f"has a column that holds no texts, numbers or dates: {head} ({cells.type})"
    with reading(file, why, "Leave the column out, or write it as text."):
        if pa.types.is_dictionary(cells.type):
            cells = cells.cast(cells.type.value_type)
        texts = cells.cast(pa.string())
        if pa.types.is_floating(cells.type) or pa.types.is_decimal(cells.type):
            texts = pc.replace_substring_regex(texts, r"\.0+$", "")
    return texts
