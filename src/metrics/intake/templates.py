"""Empty tables to fill in: what each column is, its unit and an example stand above the header.

A header is looked for among the first rows of a file: what stands above is never read as data.
"""

from __future__ import annotations

import csv
from io import StringIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from metrics import xlsx
from metrics.model.schema import Table
from metrics.store.templates import columns, example

WIDTH = 24


def rows(table: Table) -> list[list[str]]:
    """Return the rows of a template: what, unit, example, and last the header."""
    fields = columns(table)
    needed = {f.name for f in fields if f.required or f.name in table.key}
    return [
        [f"{f.says}{' (needed)' if f.name in needed else ''}" for f in fields],
        [f"unit: {f.unit}" if f.unit else "" for f in fields],
        [f"example: {example(f)}" if example(f) else "" for f in fields],
        [f.name for f in fields],
    ]


def as_csv(table: Table) -> bytes:
    """Return the template as CSV that Excel opens as it is."""
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows(table))
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(table: Table) -> bytes:
    """Return the template as a workbook; its header is bold and stays in sight."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = table.name
    for number, row in enumerate(rows(table), 1):
        for column, text in enumerate(row, 1):
            xlsx.put(sheet.cell(number, column), text)
            sheet.column_dimensions[get_column_letter(column)].width = WIDTH
    xlsx.bold(sheet[4])
    for row_of_cells in sheet.iter_rows(max_row=3):
        for cell in row_of_cells:
            cell.font = Font(italic=True, color="666666")
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A5"
    return xlsx.saved(book)
