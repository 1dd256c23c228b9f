"""What a file is read into: cells that are all text, each row with its number in the file."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from openpyxl.utils import get_column_letter

from metrics.errors import Problem
from metrics.intake.control_characters import pictured, pictured_cells
from metrics.intake.limits import COLUMNS, ROWS, NoTable, too_large

Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]
NO_ROWS = "Choose a file that has rows below its header."


@dataclass(frozen=True)
class NumberStyle:
    """How numbers are written: the decimal mark, and the mark of thousands ("" for none)."""

    decimal: str = "."
    thousands: str = ""


@dataclass(frozen=True)
class ReadOptions:
    """How a file is read; `encoding`, `delimiter` and `quote` are "" where a file has none.

    `mark` says that a byte order mark stands before the first character; `numbers` is the style of
    numbers that the reader names, None where it is to be found from the cells.
    """

    encoding: str = ""
    delimiter: str = ""
    header_row: int = 1
    mark: bool = False
    quote: str = ""
    numbers: NumberStyle | None = None


@dataclass(frozen=True)
class Change:
    """A cell that the reader mended: its row in the file, its column's number, and both texts."""

    row: int
    column: int
    before: str
    after: str


@dataclass(frozen=True)
class Sheet:
    """One table as it stands in a file.

    `columns` are the headers as written; `cells` has a column of text for each, null where empty;
    `rows` gives each row's number in the file, the first line being 1. `notes` say what was not
    read as data; `changes` are the cells that the reader mended. `id` is of this reading. `above`
    are the rows above the header, a cell for each column. `spread` names, for a column that stands
    in no file, the one that its cells are from (see `metrics.intake.long_tables`). `stands` says
    which column of the file each is, from 0: those that are empty are not read. `source` is the
    text, the Parquet file or the sheet of a workbook that the table stands in.
    """

    file: str
    how: ReadOptions
    columns: tuple[str, ...]
    cells: pa.Table
    rows: Numbers
    faults: tuple[Problem, ...] = field(default=())
    notes: tuple[str, ...] = field(default=())
    changes: tuple[Change, ...] = field(default=())
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    above: tuple[tuple[str | None, ...], ...] = field(default=())
    spread: Mapping[int, int] = field(default_factory=dict)
    stands: tuple[int, ...] = field(default=())
    source: str = ""

    @property
    def width(self) -> int:
        """How many columns the table has in its file."""
        return len(self.columns) - len(self.spread)

    def in_file(self, column: int) -> int:
        """Return the column of the file that the cells of a column stand in."""
        return self.spread.get(column, column)

    def cell(self, row: int, column: int) -> str:
        """Return the text of a cell by its row in the file; "" where there is none."""
        at = int(np.searchsorted(self.rows, row))
        found = at < len(self.rows) and self.rows[at] == row
        return (self.cells.column(column)[at].as_py() or "") if found else ""

    def name(self, column: int) -> str:
        """Return the header of a column, or which one it is where it has none.

        Columns of the file with one header are told apart by their letter: 人口(人) (column C).
        """
        head = self.columns[column]
        if not head:
            return f"column {column + 1}"
        is_shared = column < self.width and self.columns[: self.width].count(head) > 1
        return f"{head} (column {self.letter(column)})" if is_shared else head

    def letter(self, column: int) -> str:
        """Return what a spreadsheet calls the column of the file that a column stands in."""
        at = self.in_file(column)
        return get_column_letter((self.stands[at] if at < len(self.stands) else at) + 1)


def renamed(found: Sheet, file: str) -> Sheet:
    """Return a sheet under another name of its file, its faults with it."""
    faults = tuple(replace(fault, file=file) for fault in found.faults)
    return replace(found, file=file, faults=faults)


def named_apart(found: Sequence[Sheet], taken: set[str]) -> list[Sheet]:
    """Return sheets under names that no other has; `taken` are those of others, and gets these.

    Of two files called exits.csv the second is “exits.csv, file 2”: faults are told by the name.
    """
    named: list[Sheet] = []
    for one in found:
        name, nth = one.file, 1
        while name in taken:
            nth += 1
            name = f"{one.file}, file {nth}"
        taken.add(name)
        named.append(one if name == one.file else renamed(one, name))
    return named


def mended(found: Sheet, cells: Mapping[tuple[int, int], str]) -> Sheet:
    """Return a sheet with cells replaced: by row in the file and number of column, to a text."""
    columns, changes = list(found.cells.columns), []
    for (row, column), text in sorted(cells.items()):
        before, after = found.cell(row, column), pictured(text.strip())
        if column < len(columns) and after != before and row in found.rows:
            changes.append(Change(row, column, before, after))
    for at in {one.column for one in changes}:
        texts = columns[at].to_pylist()
        for one in changes:
            if one.column == at:
                texts[int(np.searchsorted(found.rows, one.row))] = one.after or None
        columns[at] = pa.chunked_array([pa.array(texts, pa.string())])
    done = {(one.row, found.name(one.column)) for one in changes}
    faults = tuple(p for p in found.faults if (p.row, p.column) not in done)
    table = pa.table(columns, names=found.cells.column_names)
    return replace(found, cells=table, faults=faults, changes=tuple(changes))


def sheet(
    file: str,
    how: ReadOptions,
    header: Sequence[str | None],
    columns: Sequence[pa.ChunkedArray],
    rows: Numbers,
    faults: Sequence[Problem] = (),
    notes: Sequence[str] = (),
    above: Sequence[Sequence[str | None]] = (),
) -> Sheet:
    """Return a sheet without blank rows, empty columns without a name, and cells' outer spaces.

    Control characters are read as their pictures, which a note says.
    Raises NoTable where no row is left, Unreadable where more is given than is taken.
    """
    if len(header) > COLUMNS:
        raise too_large(file, f"{COLUMNS} columns are taken")
    names = [pictured(" ".join(str(name or "").split())) for name in header]
    given = [(n, _trimmed(one)) for n, one in zip(names, columns, strict=True)]
    kept = [at for at, (n, one) in enumerate(given) if n or one.null_count < len(one)]
    given = [given[at] for at in kept]
    tops = tuple(tuple(row[at] if at < len(row) else None for at in kept) for row in above)
    cells = pa.table([one for _, one in given], names=[f"c{at}" for at in range(len(given))])
    filled = _filled(cells, len(rows))
    cells, rows = cells.filter(pa.array(filled)), rows[filled]
    if len(rows) > ROWS:
        raise too_large(file, f"{ROWS:,} rows are taken")
    if not len(rows) and not faults:
        raise NoTable(file, "has a header and no rows", NO_ROWS)
    cells, on_control = pictured_cells(cells, rows, kept)
    said = (tuple(faults), (*notes, *on_control))
    names_kept = tuple(name for name, _ in given)
    stands = tuple(kept)
    return Sheet(file, how, names_kept, cells, rows, *said, above=tops, stands=stands, source=file)


def _trimmed(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    plain = pc.utf8_trim_whitespace(cells)
    return pc.if_else(pc.equal(plain, ""), pa.scalar(None, pa.string()), plain)


def _filled(cells: pa.Table, count: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Say of each row whether any of its cells is filled."""
    some = np.zeros(count, dtype=bool)
    for one in cells.columns:
        some |= pc.is_valid(one).to_numpy(zero_copy_only=False)
    return some
