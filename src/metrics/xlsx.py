"""Workbooks: no text is ever a formula, and no control character breaks a file."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

LONGEST = 32_000  # characters of a cell, and of a comment


def shown(text: str) -> str:
    """Return a text as a cell can hold it: pictures stand for control characters."""
    return ILLEGAL_CHARACTERS_RE.sub(lambda one: chr(0x2400 + ord(one[0])), text)[:LONGEST]


def put(cell: Any, value: Any) -> None:
    """Write a value into a cell as what it is; a text that starts like a formula stays a text."""
    if isinstance(value, str):
        cell.value = shown(value)
        cell.data_type = "s"
    else:
        cell.value = value


def bold(cells: Iterable[Any]) -> None:
    """Make cells bold."""
    font = Font(bold=True)
    for cell in cells:
        cell.font = font


def saved(book: Workbook) -> bytes:
    """Return a workbook as the bytes of its file."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()
