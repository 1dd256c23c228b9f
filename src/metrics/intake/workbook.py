"""Read Excel workbooks: every sheet that holds anything; no formula is worked out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

import numpy as np
import pyarrow as pa
from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from metrics.errors import Problem
from metrics.intake import detect
from metrics.intake.limits import CELLS, Unreadable, too_large
from metrics.intake.packed import opened
from metrics.intake.sheet import How, Sheet, sheet
from metrics.store.precise import cause

Row = tuple[int, list[str | None], list[int]]  # its number, its cells, which of them are formulas
DAMAGED = (InvalidFileException, ParseError, DefusedXmlException, KeyError, ValueError, TypeError)


def sheets(file: str, data: bytes, how: How | None = None) -> list[Sheet]:
    """Return each sheet that holds anything, read as `how` says; Unreadable if none does."""
    opened(file, data).close()
    try:
        book = load_workbook(pa.BufferReader(data), read_only=True)
        found = [(one.title, list(_rows(file, one))) for one in book.worksheets]
    except DAMAGED as error:
        do = "Open it in a spreadsheet, save it anew, and choose the new file."
        raise Unreadable(file, "is a damaged workbook", do) from error
    filled = {title: rows for title, rows in found if rows}
    if not filled:
        raise Unreadable(file, "has no filled cell", "Choose a file with a header and rows.")
    several = len(filled) > 1
    return [
        _sheet(f"{file}, sheet {title}" if several else file, rows, how)
        for title, rows in filled.items()
    ]


def _rows(file: str, found: Any) -> Iterator[Row]:
    """Yield the rows that hold anything; the size that the file states of itself is not trusted."""
    found.reset_dimensions()
    count = 0
    for number, row in enumerate(found.iter_rows(), 1):
        cells = [_text(one.value) for one in row]
        count += len(cells)
        if count > CELLS:
            raise too_large(file, f"{CELLS:,} cells are taken in a sheet")
        if any(cells):
            formulas = [at for at, one in enumerate(row) if getattr(one, "data_type", "") == "f"]
            yield number, cells, formulas


def _text(value: object) -> str | None:
    """Return a cell as a reader of the sheet would type it."""
    if value is None:
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)


def _sheet(file: str, rows: list[Row], how: How | None) -> Sheet:
    texts = [cells for _, cells, _ in rows]
    top = how.header_row if how else rows[detect.header_row(texts) - 1][0]
    header = next((cells for number, cells, _ in rows if number == top), None)
    if header is None:
        do = "Name the row that holds the columns' names."
        raise Unreadable(file, f"has no header in row {top}", do)
    while header and not header[-1]:
        header = header[:-1]
    below = [row for row in rows if row[0] > top]
    numbers = np.array([number for number, _, _ in below], dtype=np.int64)
    faults = [_formula(file, header, n, at, c[at]) for n, c, which in below for at in which]
    cells = pa.table(
        [
            pa.array([c[at] if at < len(c) else None for _, c, _ in below], pa.string())
            for at in range(len(header))
        ],
        names=[f"c{at}" for at in range(len(header))],
    )
    names = [name or "" for name in header]
    found = sheet(file, How(header_row=top), names, cells, numbers, faults)
    return detect.styled(found, how)


def _formula(file: str, header: list[str | None], row: int, at: int, text: str | None) -> Problem:
    column = (header[at] if at < len(header) else None) or f"column {at + 1}"
    says, do = cause(str(text), "")
    return Problem(file, row, column, str(text), says, do, "a value")
