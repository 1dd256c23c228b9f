"""Steps of taking in a reader's file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from io import StringIO
from pathlib import Path

from forms import FORMS, checked, file, workbook
from measuring import Entry, filled, refused, text

from metrics.intake import detect, synonyms
from metrics.intake.annotate import annotated
from metrics.intake.cells import examples, numbers, written
from metrics.intake.files import sheets
from metrics.intake.match import Matched, guess
from metrics.intake.total_labels import is_label
from metrics.intake.totals import totals
from metrics.reading.decode import decode
from metrics.store.number_faults import explain_bad_number, explain_bad_year

HEAD = "年份,村名,状态,户数,脱贫人口\n"


def read(start: str, one: str, size: int) -> None:
    """Read a CSV file, or refuse it."""
    refused(lambda: sheets("a.csv", (start + text(one, size)).encode()))


def form_of(form: str, size: int) -> None:
    """Read a table in one form of file, whose names are long."""
    rows = [
        HEAD.strip().split(","),
        ["2014", text("石", size // 2), text("(", size // 2), "1", "1"],
    ]
    refused(lambda: sheets(*file("a", rows, form)))


def matched(rows: str) -> Matched:
    """Read and match a table of exits."""
    return guess(sheets("a.csv", (HEAD + rows).encode())[0])


def numbered(one: Matched) -> None:
    """Find the style of a sheet's numbers, and write its cells by it."""
    numbers(one)
    written(one)
    examples(one)


def check(row: str, size: int) -> None:
    """Check rows that may all be at fault, leave them out, and mark them."""
    rows = "".join(row.format(n=n, year=1950 + n % 100) for n in range(size // 8))
    with tempfile.TemporaryDirectory() as folder:
        report = checked(Path(folder), ("a.csv", (HEAD + rows).encode()), without_bad=True)
        annotated([matched(rows)], report.problems)


def workbook_of(size: int) -> None:
    """Read a workbook of many rows."""
    row = ["2014", "石龙村", "已脱贫", "12", "40"]
    sheets("a.xlsx", workbook([HEAD.strip().split(","), *[row] * (size // 20)]))


WORK: dict[str, Callable[[int], object]] = {
    **{f"read: {form}": partial(form_of, form) for form in FORMS},
    "decode: plus signs": lambda size: decode(filled(b"+", size)),
    "decode: UTF-7": lambda size: decode(filled(b"+ZeUnLIqe-", size)),
    "decode: Big5": lambda size: decode(filled("村名".encode("big5"), size)),
    "decode: no encoding": lambda size: decode(filled(b"\x81\xff", size)),
    "header: open brackets": lambda size: synonyms.plain(text("(", size)),
    "header: brackets": lambda size: synonyms.plain(text("()", size)),
    "header: closed brackets": lambda size: synonyms.plain(text(")(", size)),
    "delimiter: quotation marks": lambda size: detect.delimiter([text('"', size)]),
    "delimiter: single ones": lambda size: detect.delimiter(list(StringIO(text("'a',\n", size)))),
    "delimiter: lines": lambda size: detect.delimiter(list(StringIO(text("a,b\n", size)))),
    "read: a header of brackets": partial(read, "", "("),
    "read: known names": partial(read, "", "年份,村名\n"),
    "read: blank lines": partial(read, HEAD, "\n"),
    "read: tables below each other": partial(read, HEAD, "\n年份,村名\n2014,石龙村\n"),
    "read: ragged rows": partial(read, HEAD, "1\n"),
    "read: open quotation marks": partial(read, HEAD, '"\n'),
    "read: one long line": partial(read, HEAD, "1,"),
    "read: spaces": partial(read, "", "a b\n"),
    "read: workbook": workbook_of,
    "number: digits": lambda size: explain_bad_number(text("1", size), "1"),
    "number: groups": lambda size: explain_bad_number("1" + text(",111", size), "1"),
    "number: letters": lambda size: explain_bad_number(text("O1", size), "1"),
    "number: spaces": lambda size: explain_bad_number("1" + text(" ", size) + "!", "1"),
    "number: points": lambda size: explain_bad_number(text("1.0", size), "1"),
    "number: full-width": lambda size: explain_bad_number(text("\uff11", size), "1"),
    "year: digits": lambda size: explain_bad_year(text("2", size), ("", "")),
    "label of a total": lambda size: is_label(text("合计 ", size)),
    "numbers: groups": lambda size: numbered(matched(text("2014,a,b,1,\n", size))),
    "totals: labels": lambda size: totals(matched(text("2014,合计,x,1,1\n", size))),
    "totals: rows without a place": lambda size: totals(matched(text("2014,,x,1,1\n", size))),
    "check: words for numbers": partial(check, "{year},v{n},已脱贫,七,1\n"),
    "check: rows twice": partial(check, "2014,a,已脱贫,{n},1\n"),
    "check: unknown words": partial(check, "{year},v{n},x{n},1,1\n"),
}

ENTRIES = {name: Entry(work) for name, work in WORK.items()}
