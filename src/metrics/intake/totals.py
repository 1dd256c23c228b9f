"""Rows of totals among a sheet's rows: known by their label, or because they are sums."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from metrics.intake.cells import written
from metrics.intake.footnotes import footnotes, why_left
from metrics.intake.match import Matched
from metrics.intake.total_labels import WHOLE, is_label

LIKELY = r"合\s*计|总\s*计|小\s*计|共\s*计|汇\s*总|(?i:total)|(?i:sum)"
LABELLED = ("place_id", "name", "parent_id", "year", "as_of")  # columns that may hold one
FEWEST, FEWEST_OF_ONE = 3, 5  # rows that a sum without a label adds up, of several and one column
Values = np.ndarray[tuple[int], np.dtype[np.float64]]
Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass(frozen=True)
class Total:
    """A row that is a total, or a note below the table: its number in the file, label and why."""

    row: int
    label: str
    why: str
    kind: Literal["total", "note"] = "total"


def totals(one: Matched, listed: Collection[str] = ()) -> list[Total]:
    """Return the rows of a sheet that are totals, and those that are notes on it.

    A label says so; without one, a row whose numbers are the sums of those above it and whose place
    is not `listed` (by name or id) does.
    """
    notes = footnotes(one)
    labels = _labels(one) | _whole_areas(one, notes, listed)
    numbers, unreadable = _measures(one)
    sums = _Sums(numbers, {*labels, *notes}, unreadable)
    found = [
        Total(int(one.sheet.rows[at]), text, why_left(text), "note") for at, text in notes.items()
    ]
    start = 0
    for at in sorted({*labels, *_candidates(one, sums, listed)} - {*notes}):
        is_sum, why = sums.compared(one, at, start)
        if at in labels or is_sum:
            label = labels.get(at) or _place(one, at)
            found.append(Total(int(one.sheet.rows[at]), label, why or "by its label"))
            start = at + 1
    return sorted(found, key=lambda one: one.row)


class _Sums:
    """The columns that are added up, with what they add up to down to each row.

    Linear in the rows, however many of them may be totals.
    """

    def __init__(
        self, numbers: dict[str, Values], labels: Collection[int], unreadable: Mask
    ) -> None:
        self.numbers = numbers
        is_data = np.ones(len(unreadable))
        is_data[list(labels)] = 0
        self.rows = np.concatenate([[0], np.cumsum(is_data)])
        self.sums = {
            name: np.concatenate([[0], np.cumsum(np.nan_to_num(values) * is_data)])
            for name, values in numbers.items()
        }
        self.unreadable = np.concatenate([[0], np.cumsum(unreadable)])

    def compared(self, one: Matched, at: int, start: int) -> tuple[bool, str]:
        """Hold the numbers of a row against the sums of the rows above, from `start` on.

        Say whether that makes it a total, and what was found; "" where there is nothing to add up.
        """
        given = {name: values[at] for name, values in self.numbers.items() if values[at] >= 0}
        start = start if self.rows[at] - self.rows[start] > 1 else 0
        above = int(self.rows[at] - self.rows[start])
        if not given or above < 2 or self.unreadable[at] > self.unreadable[start]:
            return False, ""
        sums = {name: float(self.sums[name][at] - self.sums[name][start]) for name in given}
        wrong = [name for name in given if abs(sums[name] - given[name]) > 1e-6]
        if not wrong:
            fewest = FEWEST if len(given) > 1 else FEWEST_OF_ONE
            return above >= fewest and any(sums.values()), f"the sum of the {above} rows above"
        head, sum_ = one.head(wrong[0]), sums[wrong[0]]
        stated = f"its {head}, {given[wrong[0]]:,.10g}, is not"
        return False, f"by its label; {stated} the sum of the {above} rows above, {sum_:,.10g}"


def _measures(one: Matched) -> tuple[dict[str, Values], Mask]:
    """Return the columns that are added up as numbers, NaN where a cell holds none.

    Say of each row as well whether a number in it cannot be read: no sum can be held to it.
    """
    table, unreadable = written(one), np.zeros(len(one.sheet.rows), dtype=bool)
    names = [n for n in one.table.measures if n in one.columns and n not in one.table.key]
    found = {n: _numbers(table.column(n)) for n in names if _is_added(one, n)}
    for name, values in found.items():
        unreadable |= np.isnan(values) & pc.is_valid(table.column(name)).to_numpy()
    return found, unreadable


def _is_added(one: Matched, name: str) -> bool:
    """Say whether the numbers of a column are added up: no share, nor what its plan says so of."""
    measure = next(each for each in one.table.numbers if each.name == name)
    return measure.unit != "share" and (one.plan is None or measure.combine == "sum")


def _is_around(name: str) -> bool:
    """Say whether a column of a plan names places around others."""
    return name == "parent_id" or name.startswith("within_")


def _numbers(cells: pa.ChunkedArray) -> Values:
    fits = pc.fill_null(pc.match_substring_regex(cells, r"^-?[0-9]{1,15}(\.[0-9]+)?$"), False)
    plain = pc.if_else(fits, cells, pa.scalar(None, pa.string()))
    values: Values = plain.cast(pa.float64()).to_numpy().astype(float)
    return values


def _labels(one: Matched) -> dict[int, str]:
    """Return which rows are called a total, and how."""
    places = {at for name, at in one.columns.items() if name in LABELLED or _is_around(name)}
    found: dict[int, str] = {}
    for at in sorted({*places, *([0] if one.sheet.columns else [])}):
        cells = one.sheet.cells.column(at)
        likely = pc.fill_null(pc.match_substring_regex(cells, LIKELY), False)
        for row in np.flatnonzero(likely.to_numpy()):
            text = cells[int(row)].as_py()
            if is_label(text):
                found.setdefault(int(row), text)
    return found


def _whole_areas(one: Matched, notes: Collection[int], listed: Collection[str]) -> dict[int, str]:
    """Return the rows of 全县 and the like, where the first or last row is one, and not all are.

    A place that is `listed` by this name is one.
    """
    data = np.setdiff1d(np.arange(len(one.sheet.rows)), list(notes))
    if "place_id" not in one.columns or one.table.name == "places" or not len(data):
        return {}
    around = [at for name, at in one.columns.items() if _is_around(name)]
    texts = pc.coalesce(*(one.sheet.cells.column(at) for at in (one.columns["place_id"], *around)))
    fits = np.flatnonzero(pc.fill_null(pc.match_substring_regex(texts, WHOLE), False).to_numpy())
    ends = {texts[int(at)].as_py() for at in (data[0], data[-1])} - {*listed}
    found = {int(at): texts[int(at)].as_py() for at in fits}
    return {} if len(fits) == len(data) else {at: t for at, t in found.items() if t in ends}


def _candidates(one: Matched, sums: _Sums, listed: Collection[str]) -> Iterator[int]:
    """Yield the rows that may be totals without a label: the last, and those without a place."""
    count = len(one.sheet.rows)
    if not sums.numbers or "place_id" not in one.columns or one.table.name == "places":
        return
    cells = one.sheet.cells.column(one.columns["place_id"])
    around = [one.sheet.cells.column(at) for name, at in one.columns.items() if _is_around(name)]
    blank = np.flatnonzero(pc.is_null(pc.coalesce(cells, *around)).to_numpy())
    if count and _place(one, count - 1) not in listed:
        yield count - 1
    yield from (int(at) for at in blank)


def _place(one: Matched, at: int) -> str:
    place = one.columns.get("place_id")
    return "" if place is None else (one.sheet.cells.column(place)[at].as_py() or "")
