"""An Excel workbook of a record: a sheet a table, and one that says what the file is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pandas as pd
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from metrics.exports.record import Record

SHEETS = ("Data", "Worked out")
ACCOUNT = "Source and filters"
WIDEST = 60


def workbook(of: Record) -> bytes:
    """Return a record as XLSX: typed cells, frozen headers, no text ever a formula."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, table in zip(SHEETS, of.tables.values(), strict=False):
        _table(book.create_sheet(name), table)
    _account(book.create_sheet(ACCOUNT), of)
    book.properties.title, book.properties.creator = str(of.about["title"]), "village-metrics"
    book.properties.description = str(of.about["source"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _table(sheet: Worksheet, table: pd.DataFrame) -> None:
    _fill(sheet, [list(table.columns), *table.astype("object").to_numpy().tolist()])
    for one in sheet[1]:
        one.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    if len(table):
        sheet.auto_filter.ref = sheet.dimensions


def _fill(sheet: Worksheet, rows: Iterable[Iterable[Any]]) -> None:
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            _write(sheet.cell(number, column), value)
    for column, found in enumerate(sheet.columns, 1):
        longest = max(len(str(one.value or "")) for one in found)
        sheet.column_dimensions[get_column_letter(column)].width = min(longest, WIDEST) + 3


def _write(into: Any, value: Any) -> None:
    """Write a value as what it is; a text that starts like a formula stays a text."""
    if value is None or pd.isna(value):
        return
    into.value = value
    if isinstance(value, str):
        into.data_type = "s"


def _account(sheet: Worksheet, of: Record) -> None:
    lines = [(_label(name), _said(value)) for name, value in of.about.items()]
    _fill(sheet, [("What", "Says"), *lines, ("Checksum", of.checksum)])
    for one in (*sheet[1], *(row[0] for row in sheet.iter_rows())):
        one.font = Font(bold=True)
    for row in sheet.iter_rows(min_row=2):
        row[1].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _said(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def read_workbook(data: bytes) -> tuple[dict[str, Any], list[pd.DataFrame]]:
    """Return the account, with the checksum in it, and the tables of a workbook as texts."""
    book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    lines = book[ACCOUNT].iter_rows(min_row=2, max_col=2, values_only=True)
    about = {_name(str(label)): _read(_name(str(label)), text) for label, text in lines}
    return about, [_rows(book[name]) for name in SHEETS if name in book.sheetnames]


def _rows(sheet: Any) -> pd.DataFrame:
    head, *rows = sheet.iter_rows(values_only=True)
    return pd.DataFrame(rows, columns=[str(name) for name in head], dtype="object")


def _name(label: str) -> str:
    return label.lower().replace(" ", "_")


def _read(name: str, text: Any) -> Any:
    return json.loads(str(text)) if name in ("selection", "notes") else text
