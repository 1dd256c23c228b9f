"""Which columns tell rows apart, and until when and from when a column is filled."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from metrics.intake.facts import without_marks
from metrics.intake.plan import Column
from metrics.intake.sheet import Numbers, Sheet
from metrics.model.periods import Period, parse

SEPARATOR = "\x1f"


def joined(columns: Sequence[pa.ChunkedArray], count: int) -> pa.ChunkedArray:
    """Return a text for each row, of its cells in some columns: equal where all of them are."""
    if not columns:
        return pa.chunked_array([pa.repeat("", count)])
    filled = [pc.fill_null(one, "") for one in columns]
    return pc.binary_join_element_wise(*filled, SEPARATOR)


def telling_groups(sheet: Sheet, used: Sequence[int], words: Sequence[int]) -> list[int]:
    """Return the columns of words that tell rows of one place, period and status apart.

    `used` are the columns of these, and of names of indicators. None where rows are told apart
    already, or no column of words does it.
    """
    count = len(sheet.rows)

    def different(ats: Sequence[int]) -> int:
        return len(pc.unique(joined([sheet.cells.column(at) for at in ats], count)))

    before = different(used)
    if before == count or not words or not used:
        return []
    best = max(words, key=lambda at: different([*used, at]))
    # Rows that stay alike are repeated, whatever tells the others apart.
    return [best] if different([*used, best]) > before + 0.5 * (count - before) else []


def spans(
    sheet: Sheet, columns: Sequence[Column], period_at: int | None
) -> dict[str, tuple[Period, Period]]:
    """Return the first and the last period in which the columns of an indicator are filled."""
    found: dict[str, list[Period]] = {}
    for one in columns:
        filled = pc.is_valid(without_marks(sheet.cells.column(one.at)))
        if one.period:
            texts = [one.period] if pc.any(filled).as_py() else []
        elif period_at is not None:
            texts = pc.unique(sheet.cells.column(period_at).filter(filled)).to_pylist()
        else:
            texts = []
        periods = [period for text in texts if text and (period := parse(text))]
        found.setdefault(one.indicator, []).extend(periods)
    return {
        name: (min(periods, key=_order), max(periods, key=_order))
        for name, periods in found.items()
        if periods
    }


def _order(one: Period) -> tuple[object, object]:
    return one.order


def filled_down(outer: pa.ChunkedArray, inner: pa.ChunkedArray) -> tuple[pa.ChunkedArray, int]:
    """Return a column whose blank cells beside a filled one hold what stands above; and how many.

    A merged cell holds its text in its first row only.
    """
    blank = pc.and_(pc.is_null(outer), pc.is_valid(inner))
    count = pc.sum(blank).as_py() or 0
    if not count:
        return outer, 0
    down = pc.fill_null_forward(outer)
    return pc.if_else(blank, down, outer), count


def row_ids(rows: Numbers, sheet: int, at: int) -> Numbers:
    """Return the ids of cells of one column: of which sheet, which column and which row."""
    ids: Numbers = rows + ((sheet << SHIFT) + ((at + 1) << CELL))
    return ids


def of_cell(row: int) -> tuple[int, int, int]:
    """Return the sheet, the column (-1 for the whole row) and the row that an id is of."""
    return (row >> SHIFT) & ((1 << (CELL - SHIFT)) - 1), (row >> CELL) - 1, row & ((1 << SHIFT) - 1)


def is_in(ids: Numbers, bad: set[int]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Say of each id whether it, or the whole row that it is of, is one of those named."""
    listed = np.array(sorted(bad), dtype=np.int64)
    return np.isin(ids, listed) | np.isin(ids & ((1 << CELL) - 1), listed)


SHIFT, CELL = 32, 48  # bits of an id below its sheet and below its column
