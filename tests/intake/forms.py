"""Small tables, written in every form that is read."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import Path

from openpyxl import Workbook

from metrics.intake.check import CheckRequest, Report, check
from metrics.intake.files import sheets
from metrics.intake.match import guess
from metrics.store.build import no_progress

Rows = list[list[str]]
FORMS = ("csv utf-8", "csv utf-8-sig", "csv utf-16", "csv gb18030", "xlsx")


def text(rows: Rows, delimiter: str = ",") -> str:
    """Write rows as CSV."""
    out = StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def workbook(rows: Rows) -> bytes:
    """Write rows as an XLSX workbook: whole numbers as numbers, all else as text."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append([int(c) if c.isascii() and c.lstrip("-").isdigit() else c for c in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def book(**given: Rows) -> bytes:
    """Return a workbook of sheets by their names."""
    found = Workbook()
    del found["Sheet"]
    for name, rows in given.items():
        sheet = found.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    found.save(out)
    return out.getvalue()


def file(name: str, rows: Rows, form: str) -> tuple[str, bytes]:
    """Return a file's name and content in one of FORMS."""
    if form == "xlsx":
        return f"{name}.xlsx", workbook(rows)
    return f"{name}.csv", text(rows).encode(form.removeprefix("csv "))


def checked(folder: Path, *files: tuple[str, bytes], without_bad: bool = False) -> Report:
    """Read files as they seem to be written, and check what they give."""
    matched = [guess(one) for name, data in files for one in sheets(name, data)]
    return check(
        CheckRequest("Shire", matched), folder / "upload" / "shire", no_progress, without_bad
    )
