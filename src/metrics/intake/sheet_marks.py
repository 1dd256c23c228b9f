"""What a sheet of a workbook shows otherwise than it holds: told to the reader, changed in nothing.

Hidden rows and columns, and cells that are merged, are found in the sheet's XML: openpyxl does not
tell of them while it reads row by row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from metrics.intake.facts import is_number
from metrics.intake.limits import COLUMNS
from metrics.intake.rows import Cells
from metrics.intake.sheet import Sheet
from metrics.numbers import how_many

TAG = re.compile(rb"<(?:\w+:)?(row|col|mergeCell)\s([^<>]*)>")
ATTRIBUTE = re.compile(rb"""(\w+)\s*=\s*["']([^"']*)["']""")
PART = 1 << 20  # bytes that are looked at together
NAMED = 5  # merged cells that a note names


@dataclass
class Marks:
    """Of a sheet: whether it is hidden, its hidden rows and columns, merged cells, scaled columns.

    Columns are counted from 0, rows from 1; `scaled` gives of a column the first and last row of
    such cells, and the number format of the first.
    """

    is_hidden: bool = False
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, str]] = field(default_factory=list)
    scaled: dict[int, tuple[int, int, str]] = field(default_factory=dict)

    def scale(self, row: int, column: int, number_format: str) -> None:
        """Take a cell that shows another scale than it holds."""
        first, _, given = self.scaled.get(column, (row, row, number_format))
        self.scaled[column] = (first, row, given)

    def look(self, source: IO[bytes]) -> None:
        """Take hidden rows and columns and merged cells from the XML of a sheet."""
        for kind, of in _tags(source):
            if kind == b"mergeCell" and b"ref" in of:
                ref = of[b"ref"].decode()
                left, top, _, _ = range_boundaries(ref)
                self.merged.append((int(top or 0), int(left or 1) - 1, ref))
            elif of.get(b"hidden") in (b"1", b"true"):
                self._hide(kind, of)

    def _hide(self, kind: bytes, of: Mapping[bytes, bytes]) -> None:
        if kind == b"row" and b"r" in of:
            self.rows.add(int(of[b"r"]))
        elif kind == b"col":
            self.columns.update(range(int(of[b"min"]) - 1, min(int(of[b"max"]), COLUMNS)))


def _tags(source: IO[bytes]) -> Iterator[tuple[bytes, dict[bytes, bytes]]]:
    """Yield the tags that are looked for, with their attributes."""
    rest = b""
    while part := source.read(PART):
        part = rest + part
        end = part.rfind(b"<")
        end = len(part) if end < 0 else end
        rest = part[end:] if len(part) - end < PART else b""  # no tag of use is that long
        for found in TAG.finditer(part, 0, end):
            yield found[1], dict(ATTRIBUTE.findall(found[2]))


def notes(found: Sheet, marks: Marks, rows: Mapping[int, Cells]) -> Iterator[str]:
    """Yield what is to be said of a table of a sheet; `rows` are the cells of the sheet's rows."""
    here = set(found.rows.tolist())
    header = rows.get(found.how.header_row, ())
    if marks.is_hidden:
        yield "the sheet is hidden, and is read too"
    if hidden := len(marks.rows & here):
        yield f"{how_many(hidden, 'hidden row')} {_are(hidden)} read too"
    columns = [_named(at, header) for at in sorted(marks.columns) if at < len(header)]
    if columns:
        which = ", ".join(columns)
        yield f"{how_many(len(columns), 'hidden column')} {_are(len(columns))} read too: {which}"
    yield from _scaled(marks, header, here)
    yield from _merged(marks, rows, here)


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _named(at: int, header: Cells) -> str:
    """Return the letter of a column, with its header."""
    name = " ".join((header[at] or "").split()) if at < len(header) else ""
    return f"{get_column_letter(at + 1)} ({name})" if name else get_column_letter(at + 1)


def _scaled(marks: Marks, header: Cells, here: set[int]) -> Iterator[str]:
    """Yield a note on each column of a table that shows another scale than it holds."""
    for at, (first, last, number_format) in sorted(marks.scaled.items()):
        if here.intersection(range(first, last + 1)):
            yield (
                f"column {_named(at, header)} shows its numbers in another scale (number format "
                f"{number_format}) than its cells hold: what they hold is read"
            )


def _merged(marks: Marks, rows: Mapping[int, Cells], here: set[int]) -> Iterator[str]:
    """Yield the note on merged cells that hold a number."""
    held = ((ref, _cell(rows, row, at)) for row, at, ref in marks.merged if row in here)
    named = [f"{ref} ({text})" for ref, text in held if is_number(text)]
    if named:
        more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
        yield (
            f"merged cells {', '.join(named[:NAMED])}{more} show one number for all of them: it is "
            "read for the first, and the others are empty"
        )


def _cell(rows: Mapping[int, Cells], row: int, at: int) -> str:
    cells = rows.get(row, ())
    return (cells[at] or "") if at < len(cells) else ""
