"""An Excel workbook of a record: a sheet a table, and one that says what the file is."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pandas as pd
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from wcwidth import wcswidth

from metrics import xlsx
from metrics.archives import zipped
from metrics.exports.record import ExportContent

SHEETS = ("Data", "Worked out")
ACCOUNT = "Source and filters"
WIDEST, ACCOUNT_WIDTH = 60, 90  # letters that a column takes
TIMES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:[a-z]+>")
LINE_POINTS = 15  # height of a line of text
CHOSEN, NOT_CHOSEN = " chosen", ": all"  # what the label of a filter ends with


def workbook(of: ExportContent) -> bytes:
    """Return a record as XLSX: typed cells, frozen headers, no text ever a formula."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, table in zip(SHEETS, of.tables.values(), strict=False):
        _table(book.create_sheet(name), table)
    _account(book.create_sheet(ACCOUNT), of)
    book.properties.title, book.properties.creator = str(of.about["title"]), "village-metrics"
    book.properties.description = str(of.about["source"])
    return _without_times(xlsx.saved(book))


def _without_times(book: bytes) -> bytes:
    """Return a workbook without the times of its making: one view gives the same bytes always."""
    with zipfile.ZipFile(BytesIO(book)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["docProps/core.xml"] = TIMES.sub(b"", files["docProps/core.xml"])
    return zipped(files)


def _table(sheet: Worksheet, table: pd.DataFrame) -> None:
    _fill(sheet, [list(table.columns), *table.astype("object").to_numpy().tolist()])
    xlsx.bold(sheet[1])
    sheet.freeze_panes = "A2"
    if len(table):
        sheet.auto_filter.ref = sheet.dimensions


def _fill(sheet: Worksheet, rows: Iterable[Iterable[Any]]) -> None:
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            _write(sheet.cell(number, column), value)
    for column, found in enumerate(sheet.columns, 1):
        width = max(_width(one.value) for one in found)
        sheet.column_dimensions[get_column_letter(column)].width = min(width, WIDEST) + 3


def _width(value: Any) -> int:
    """Return the width of a cell's text in columns: a Chinese letter takes two."""
    return 0 if value is None else max(wcswidth(str(value)), len(str(value)))


def _write(into: Any, value: Any) -> None:
    """Write a value as what it is; a text that starts like a formula stays a text."""
    if value is None or pd.isna(value):
        return
    xlsx.put(into, value)
    if isinstance(value, int | float) and float(f"{value:.16g}") != value:
        # openpyxl writes 16 digits of a number: one that needs more is given to it as text
        into.value, into.data_type = repr(value), "n"


def _account(sheet: Worksheet, of: ExportContent) -> None:
    lines = [line for name, value in of.about.items() for line in _lines(name, value)]
    _fill(sheet, [("What", "Says"), *lines, ("Checksum", of.checksum)])
    sheet.column_dimensions["B"].width = ACCOUNT_WIDTH
    xlsx.bold((*sheet[1], *(row[0] for row in sheet.iter_rows())))
    top = Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate(sheet.iter_rows(min_row=2), 2):
        for one in row:
            one.alignment = top
        # Not every program makes a row as high as its wrapped text: the height is given.
        count = -(-_width(row[1].value) // ACCOUNT_WIDTH)
        sheet.row_dimensions[number].height = LINE_POINTS * max(count, 1)
    sheet.freeze_panes = "A2"


def _lines(name: str, value: Any) -> list[tuple[str, Any]]:
    """Return the rows that say one part of the account: a list takes a row an item."""
    if name == "notes":
        return [(f"Note {number}", text) for number, text in enumerate(value, 1)]
    if name == "selection":
        return [line for of, chosen in value.items() for line in _chosen(_label(of), chosen)]
    return [(_label(name), value)]


def _chosen(label: str, values: Iterable[Any]) -> list[tuple[str, str]]:
    found = [(f"{label}{CHOSEN}", str(value)) for value in values]
    return found or [(f"{label}{NOT_CHOSEN}", "no choice was made")]


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def read_workbook(data: bytes) -> tuple[dict[str, Any], list[pd.DataFrame]]:
    """Return the account, with the checksum in it, and the tables of a workbook as texts."""
    book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    lines = book[ACCOUNT].iter_rows(min_row=2, max_col=2, values_only=True)
    about = _read_account((str(label), text) for label, text in lines if label is not None)
    return about, [_rows(book[name]) for name in SHEETS if name in book.sheetnames]


def _read_account(lines: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return the account that the rows of the sheet say; also as older workbooks said it."""
    about: dict[str, Any] = {"selection": {}, "notes": []}
    for label, text in lines:
        name = _name(label)
        if label.endswith(CHOSEN):
            about["selection"].setdefault(_name(label.removesuffix(CHOSEN)), []).append(text)
        elif label.endswith(NOT_CHOSEN):
            about["selection"][_name(label.removesuffix(NOT_CHOSEN))] = []
        elif label.startswith("Note "):
            about["notes"].append(text)
        else:
            about[name] = json.loads(str(text)) if name in ("selection", "notes") else text
    return about


def _rows(sheet: Any) -> pd.DataFrame:
    head, *rows = sheet.iter_rows(values_only=True)
    return pd.DataFrame(rows, columns=[str(name) for name in head], dtype="object")


def _name(label: str) -> str:
    return label.lower().replace(" ", "_")
