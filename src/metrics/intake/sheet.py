"""What a file is read into: cells that are all text, each row with its number in the file."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from metrics.errors import Problem
from metrics.intake.limits import COLUMNS, ROWS, Unreadable, too_large

Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]
NO_ROWS = "Choose a file that has rows below its header."


@dataclass(frozen=True)
class How:
    """How a file is read; `encoding` and `delimiter` are "" where a file has none."""

    encoding: str = ""
    delimiter: str = ""
    decimal: str = "."
    thousands: str = ""
    header_row: int = 1
    mark: bool = False  # whether a byte order mark stands before the first character


@dataclass(frozen=True)
class Sheet:
    """One table as it stands in a file.

    `columns` are the headers as written; `cells` has a column of text for each, null where empty;
    `rows` gives each row's number in the file, the first line being 1. `id` is of this reading.
    """

    file: str
    how: How
    columns: tuple[str, ...]
    cells: pa.Table
    rows: Numbers
    faults: tuple[Problem, ...] = field(default=())
    id: str = field(default_factory=lambda: uuid.uuid4().hex)

    def cell(self, row: int, column: int) -> str:
        """Return the text of a cell by its row in the file; "" where there is none."""
        at = int(np.searchsorted(self.rows, row))
        found = at < len(self.rows) and self.rows[at] == row
        return (self.cells.column(column)[at].as_py() or "") if found else ""


def sheet(
    file: str,
    how: How,
    header: Sequence[str],
    cells: pa.Table,
    rows: Numbers,
    faults: Sequence[Problem] = (),
) -> Sheet:
    """Return a sheet without its blank rows and cells' outer spaces; refuse one without rows."""
    if len(header) > COLUMNS:
        raise too_large(file, f"{COLUMNS} columns are taken")
    cells = pa.table([_trimmed(one) for one in cells.columns], names=list(cells.column_names))
    filled = _filled(cells)
    cells, rows = cells.filter(pa.array(filled)), rows[filled]
    if len(rows) > ROWS:
        raise too_large(file, f"{ROWS:,} rows are taken")
    if not len(rows) and not faults:
        raise Unreadable(file, "has a header and no rows", NO_ROWS)
    names = tuple(" ".join(str(name or "").split()) for name in header)
    return Sheet(file, how, names, cells, rows, tuple(faults))


def _trimmed(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    plain = pc.utf8_trim_whitespace(cells)
    return pc.if_else(pc.equal(plain, ""), None, plain)


def _filled(cells: pa.Table) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Say of each row whether any of its cells is filled."""
    some = np.zeros(cells.num_rows, dtype=bool)
    for one in cells.columns:
        some |= pc.is_valid(one).to_numpy(zero_copy_only=False)
    return some
