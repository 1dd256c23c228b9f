"""A copy of the reader's tables in which each fault is marked in its cell and explained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from metrics import xlsx
from metrics.errors import Problem
from metrics.intake.match import Matched
from metrics.intake.sheet import Sheet

MOST = 20_000  # rows of a sheet; of longer ones only the rows with a fault are given
MOST_FAULTS = 20_000
MEND, ROW = "What to mend", "Row"
RED = PatternFill("solid", fgColor="FFD9D9")
By = dict[int, list[Problem]]


def annotated(matched: Sequence[Matched], problems: Iterable[Problem]) -> bytes:
    """Return an XLSX workbook with a sheet for each given; faults are red, with a comment.

    Its last columns say what to mend, and the row in the file. No text in it is a formula.
    """
    book = Workbook(write_only=True)
    every = list(problems)[:MOST_FAULTS]
    for number, one in enumerate(matched, 1):
        by: By = {}
        for fault in every:
            if fault.file == one.sheet.file:
                by.setdefault(fault.row or 0, []).append(fault)
        _write(book.create_sheet(f"{number} {one.table.name}"[:31]), one.sheet, by)
    return xlsx.saved(book)


def _write(into: Worksheet, sheet: Sheet, by: By) -> None:
    top = sheet.how.header_row
    heads = [sheet.name(at) for at in range(sheet.width)]
    shown = [name or heads[at] for at, name in enumerate(sheet.columns[: sheet.width])]
    of_header = [fault for row, faults in by.items() if row <= top for fault in faults]
    into.append([*_cells(into, shown, heads, of_header, bold=True), MEND, ROW])
    if of_header:
        into.append([*[None] * len(heads), _text(into, _fault_text(of_header)), top])
    for row, cells in _rows(sheet, by):
        faults = by.get(row, [])
        comment = _text(into, _fault_text(faults)) if faults else None
        into.append([*_cells(into, cells, heads, faults), comment, row])


def _rows(sheet: Sheet, by: By) -> Iterator[tuple[int, list[str | None]]]:
    """Yield the rows of a sheet in order; rows that could not be cut into cells are empty."""
    width = sheet.width
    given_rows = set(sheet.rows.tolist())
    lost = [row for row in by if row > sheet.how.header_row and row not in given_rows]
    whole = len(sheet.rows) <= MOST
    wanted = [at for at, row in enumerate(sheet.rows.tolist()) if whole or row in by]
    at = pa.array(wanted, pa.int64())
    columns = [one.take(at).to_pylist() for one in sheet.cells.columns[: sheet.width]]
    given = {int(sheet.rows[at]): [c[n] for c in columns] for n, at in enumerate(wanted)}
    for row in sorted([*given, *lost]):
        yield row, given.get(row, [None] * width)


def _cells(
    into: Worksheet,
    texts: Sequence[str | None],
    heads: Sequence[str],
    faults: Sequence[Problem],
    bold: bool = False,
) -> list[object]:
    by_column = {fault.column: fault for fault in faults}
    found: list[object] = []
    for head, text in zip(heads, texts, strict=True):
        # A plan names the columns of its faults by their header alone: all that share it are meant.
        fault = by_column.get(head) or (by_column.get(text) if bold and text else None)
        cell = _text(into, text) if text or fault else None
        if cell is not None and fault:
            cell.fill, cell.comment = RED, _comment(fault)
        if cell is not None and bold:
            xlsx.bold([cell])
        found.append(cell)
    return found


def _text(into: Worksheet, text: str | None) -> Any:
    """Return a cell that holds a text."""
    cell = WriteOnlyCell(into)
    xlsx.put(cell, text or "")
    return cell


def _comment(fault: Problem) -> Comment:
    return Comment(xlsx.shown(f"{fault.rule}. {fault.do}"), "village-metrics")


def _fault_text(faults: Sequence[Problem]) -> str:
    return " ".join(f"{one.column or 'The row'}: {one.rule}. {one.do}" for one in faults)
