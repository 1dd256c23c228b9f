"""Cut the rows of a file into tables: the header of each, and the rows below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice

import numpy as np
import pyarrow as pa

from metrics.errors import Problem
from metrics.intake import detect
from metrics.intake.limits import COLUMNS, NAME_IT, ROWS, NoTable, too_large
from metrics.intake.sheet import ReadOptions, Sheet, sheet
from metrics.intake.synonyms import is_known
from metrics.intake.total_labels import is_label

Cells = Sequence[str | None]
Row = tuple[int, Cells]  # its number in the file, and its cells
NOT_READ = ", and is not read"  # how a note on a part of a file that holds no table ends
CHUNK = 50_000  # rows that are turned into columns at a time


@dataclass
class _Part:
    """One table while it is read: its header, and what stands below."""

    top: int
    header: Cells
    wants_all: bool
    rows: list[Row] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    chunks: list[list[pa.Array]] = field(default_factory=list)
    ragged: list[tuple[int, int]] = field(default_factory=list)
    again: list[int] = field(default_factory=list)
    above: Sequence[Cells] = ()

    def add(self, number: int, cells: Cells) -> None:
        """Take a row; one with other than the header's cells is kept as ragged."""
        width, count = len(self.header), len(cells)
        if count > width and not any(cells[width:]):
            cells, count = cells[:width], width
        # The row of a total may be written without its empty cells.
        if count > width or (count < width and self.wants_all and not _is_total(cells)):
            self.ragged.append((number, count))
            return
        self.rows.append((number, cells))
        if len(self.rows) >= CHUNK:
            self.flush()

    def flush(self) -> None:
        """Turn the rows taken so far into columns."""
        width = len(self.header)
        whole = ([*cells, *[None] * (width - len(cells))] for _, cells in self.rows)
        columns = zip(*whole, strict=True) if self.rows else ((),) * width
        self.chunks.append([pa.array(one, pa.string()) for one in columns])
        self.numbers += [number for number, _ in self.rows]
        self.rows = []

    def sheet(self, file: str, how: ReadOptions) -> Sheet:
        """Return the table as a sheet; NoTable where it has no rows."""
        self.flush()
        columns = [
            pa.chunked_array([chunk[at] for chunk in self.chunks], pa.string())
            for at in range(len(self.header))
        ]
        faults = [_ragged(file, number, count, len(self.header)) for number, count in self.ragged]
        notes = [f"row {number} repeats the header" for number in self.again]
        numbers = np.array(self.numbers, dtype=np.int64)
        how = replace(how, header_row=self.top)
        return sheet(file, how, self.header, columns, numbers, faults, notes, self.above)


def tables(
    file: str,
    rows: Iterable[Row],
    how: ReadOptions,
    top: int | None = None,
    wants_all: bool = False,
) -> list[Sheet]:
    """Return each table in the rows of a file; `top` is the row that names the first's columns.

    A row below that names columns again starts a table of its own. With `wants_all`, a row with
    fewer cells than the header is a fault. Of several, those without rows are named in a note on
    the first that has some. Raises Unreadable, NoTable where no table has rows.
    """
    parts = _parts(file, rows, top, wants_all)
    found: list[Sheet] = []
    skipped: list[str] = []
    for nth, part in enumerate(parts):
        name = f"{file}, table from row {part.top}" if nth else file
        try:
            found.append(replace(part.sheet(name, how), source=file))
        except NoTable as error:
            if len(parts) == 1:
                raise
            skipped.append(not_read(error))
    if not found:
        raise NoTable(file, "has headers and no rows", "Choose a file that has rows.")
    return noted(found, skipped)


def not_read(refused: NoTable) -> str:
    """Return the note on a part of a file that holds no table, beside one that does."""
    return f"{refused.which}{NOT_READ}"


def noted(found: Sequence[Sheet], notes: Sequence[str]) -> list[Sheet]:
    """Return tables of a file, the first with notes on what else is in the file."""
    first, *others = found
    return [replace(first, notes=(*first.notes, *notes)), *others]


def _parts(file: str, rows: Iterable[Row], top: int | None, wants_all: bool) -> list[_Part]:
    given = iter(rows)
    first = list(islice(given, max(detect.LOOKED_AT, top or 0)))
    at = _header(file, first, top)
    above = [cells for _, cells in first[:at]]
    part = _Part(first[at][0], _padded(first, at), wants_all, above=above)
    parts, after_blank, count = [part], False, 0
    for number, cells in chain(first[at + 1 :], given):
        if not any(cells):
            after_blank = True
            continue
        if _is_same(cells, part.header):
            part.again.append(number)
        elif after_blank and _names_columns(cells):
            part = _Part(number, cells, wants_all)
            parts.append(part)
        else:
            part.add(number, cells)
            count += 1
            if count > ROWS:
                raise too_large(file, f"{ROWS:,} rows are taken")
        after_blank = False
    return parts


def _header(file: str, first: Sequence[Row], top: int | None) -> int:
    """Return at which of the first rows the header stands."""
    if top is None:
        found = detect.header_row([cells for _, cells in first]) - 1 if first else 0
    else:
        found = next((at for at, (number, _) in enumerate(first) if number == top), len(first))
    if found >= len(first) or not any((cell or "").strip() for cell in first[found][1]):
        raise NoTable(file, f"has no header in row {top or found + 1}", NAME_IT)
    if len(first[found][1]) > COLUMNS:
        raise too_large(file, f"{COLUMNS} columns are taken")
    return found


def _padded(first: Sequence[Row], at: int) -> Cells:
    """Return a header as wide as a second row of it: of merged cells the last may be cut off.

    A header whose every name is known has no second row.
    """
    header = first[at][1]
    below = first[at + 1][1] if at + 1 < len(first) else []
    more = len(below) - len(header)
    whole = all(is_known(cell or "") for cell in header)
    if more <= 0 or whole or any(map(detect.is_number, below)):
        return header
    return [*header, *[None] * more]


def _is_same(cells: Cells, header: Cells) -> bool:
    return cells[0] == header[0] and list(cells) == list(header)


def _names_columns(cells: Cells) -> bool:
    """Say whether a row names columns: two at least that are known, and no number."""
    filled = [cell for cell in cells if cell and cell.strip()]
    if len(filled) < 2 or any(one.strip()[0].isdigit() for one in filled):
        return False
    return sum(is_known(one) for one in filled) >= 2


def _is_total(cells: Cells) -> bool:
    """Say whether the first cell that is filled calls the row a total."""
    return is_label(next(filter(None, cells), ""))


def _ragged(file: str, row: int, count: int, width: int) -> Problem:
    says = f"the row has {count} cells and the header {width}"
    do = "Give each row as many cells as the header; quote a cell that holds the delimiter."
    return Problem(file, row, "", "", says, do, f"{width} cells")
