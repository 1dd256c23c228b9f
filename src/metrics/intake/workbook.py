"""Read Excel workbooks: every sheet that holds anything; no formula is worked out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pyarrow as pa
from openpyxl import load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS

from metrics.errors import Problem
from metrics.intake import number_formats
from metrics.intake.limits import CELLS, NoTable, reading, too_large
from metrics.intake.rows import Row, not_read, noted, tables
from metrics.intake.sheet import ReadOptions, Sheet
from metrics.intake.sheet_marks import Marks, notes
from metrics.intake.zip_reader import opened
from metrics.store.number_faults import explain_bad_number

Formulas = dict[int, list[int]]  # a row's number to which of its cells are formulas
Seen = tuple[Formulas, Marks]
DAMAGED, SAVE_ANEW = "is a damaged workbook", "Save it anew in a spreadsheet; choose the new file."
WITH_ROWS = "Choose a file with a header and rows."
DIGITS = 15  # of a number, as a spreadsheet shows it
BUILTIN_FORMATS.update(number_formats.DAYS_OF_CHINA)


def sheets(file: str, data: bytes, how: ReadOptions | None = None, only: str = "") -> list[Sheet]:
    """Return each table of each sheet, read as `how` says; NoTable if there is none.

    `only` is the source of the tables that are wanted, "" for all (see `Sheet`). Filled sheets
    without a table are named in a note on the first table. Raises Unreadable.
    """
    opened(file, data).close()
    formulas: dict[str, Formulas] = {}
    marks: dict[str, Marks] = {}
    with reading(file, DAMAGED, SAVE_ANEW):
        book = load_workbook(pa.BufferReader(data), read_only=True)
        found = {
            one.title: list(
                _rows(
                    file,
                    one,
                    formulas.setdefault(one.title, {}),
                    marks.setdefault(one.title, Marks(one.sheet_state != "visible")),
                )
            )
            for one in book.worksheets
        }
    filled = {title: rows for title, rows in found.items() if rows}
    if not filled:
        raise NoTable(file, "has no filled cell", WITH_ROWS)
    several = len(filled) > 1
    named = {title: f"{file}, sheet {title}" if several else file for title in filled}
    wanted = [
        (named[title], rows, (formulas[title], marks[title]))
        for title, rows in filled.items()
        if only in ("", named[title])
    ]
    return _of_sheets(file, wanted, how)


def _of_sheets(
    file: str, wanted: Sequence[tuple[str, list[Row], Seen]], how: ReadOptions | None
) -> list[Sheet]:
    """Return the tables of sheets; of several those without one are named in a note."""
    found: list[Sheet] = []
    skipped: list[str] = []
    for name, rows, seen in wanted:
        try:
            found += _tables(name, rows, how, seen)
        except NoTable as error:
            if len(wanted) == 1:
                raise
            skipped.append(not_read(error))
    if not found:
        raise NoTable(file, f"has no table in any of its {len(wanted)} sheets", WITH_ROWS)
    return noted(found, skipped)


def _tables(name: str, rows: list[Row], how: ReadOptions | None, seen: Seen) -> list[Sheet]:
    """Return the tables of a sheet."""
    found = tables(name, rows, how or ReadOptions(), how.header_row if how else None)
    formulas, marks = seen
    by_number = dict(rows)
    return [
        replace(
            one,
            faults=(*one.faults, *_faults(one, formulas)),
            notes=(*one.notes, *notes(one, marks, by_number)),
        )
        for one in found
    ]


def _rows(file: str, found: Any, formulas: Formulas, marks: Marks) -> Iterator[Row]:
    """Yield rows with blank ones between; the size that a sheet states of itself is not trusted."""
    found.reset_dimensions()
    count, blank = 0, 0
    for number, row in enumerate(found.iter_rows(), 1):
        cells = [_as_displayed(one) for one in row]
        count += len(cells)
        if count > CELLS:
            raise too_large(file, f"{CELLS:,} cells are taken in a sheet")
        if not any(cells):
            blank = number
            continue
        if blank == number - 1 and number > 1:
            yield blank, []
        formulas[number] = [
            at for at, one in enumerate(row) if getattr(one, "data_type", "") == "f"
        ]
        _take_scales(row, number, marks)
        while cells and not cells[-1]:
            cells.pop()
        yield number, cells
    with found._get_source() as source:
        marks.look(source)


def _take_scales(row: Sequence[Any], number: int, marks: Marks) -> None:
    """Mark the cells of a row that show another scale than they hold."""
    for at, cell in enumerate(row):
        if type(cell.value) in (int, float) and number_formats.scales(cell.number_format):
            marks.scale(number, at, cell.number_format)


def _as_displayed(cell: Any) -> str | None:
    """Return a cell as a reader of the sheet would type it.

    A percentage has its sign; of a day of which the sheet shows the year or month only, that.
    """
    value = cell.value
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.strftime(number_formats.day_form(cell.number_format))
    if type(value) in (int, float):
        signs = number_formats.percent_signs(value, cell.number_format)
        return number_formats.as_percent(value, signs, DIGITS) if signs else _text(value)
    return _text(value)


def _text(value: object) -> str | None:
    """Return what a cell holds, as text."""
    if value is None:
        return None
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 10**DIGITS
        return str(int(value)) if whole else _fraction(value)
    return str(value)


def _fraction(value: float) -> str:
    """Return a number as a spreadsheet shows it: 0.3, where the file holds 0.30000000000000004."""
    return f"{Decimal(f'{value:.{DIGITS}g}'):f}"


def _faults(found: Sheet, formulas: Formulas) -> Iterator[Problem]:
    """Yield a fault for each cell that holds a formula."""
    for row in found.rows.tolist():
        for at in formulas.get(row, []):
            if at < len(found.columns):
                text = found.cell(row, at)
                says, do = explain_bad_number(text, "")
                yield Problem(found.file, row, found.name(at), text, says, do, "a value")
