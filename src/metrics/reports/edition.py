"""Hold next year's report against last year's figures: what is the same, and what must be read."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from metrics.reading.find import Printed, by_form
from metrics.reports.candidates import Candidate
from metrics.reports.evidence import Known
from metrics.reports.expressions import expressions
from metrics.reports.report import Report
from metrics.reports.values import Number

State = Literal["same", "moved", "changed", "gone", "new"]
LOOKED_AT = 40  # candidates of the same noun, nearest to where the figure is expected
BRACKETED = re.compile(r"\([^()]*\)")


@dataclass(frozen=True)
class Figure:
    """A figure of the last edition's dataset; `value` is None where no reading was safe."""

    figure_id: str
    printed: str
    start: int
    end: int
    value: Number | None
    unit: str = ""
    counts: str = ""
    kind: str = "statistic"


@dataclass(frozen=True)
class Change:
    """One figure of last year, one number of this year, or both.

    `figure` is None for what is new, `candidate` for what is gone. `found_by` is quote, noun or
    distance: by what the figure was found again.
    """

    state: State
    figure: Figure | None
    candidate: Candidate | None
    found_by: str = ""

    @property
    def to_read(self) -> bool:
        """Say whether a person has to look: the value is not the one read last year."""
        return self.state in ("changed", "gone", "new")


def known_of(figures: Iterable[Figure]) -> list[Known]:
    """Return last year's numbers as evidence for the size of this year's."""
    counted = (one for one in figures if one.value and one.kind == "statistic")
    return [
        Known(one.counts, one.unit, one.value, f"{one.figure_id} of the last edition")
        for one in counted
        if one.value is not None
    ]


def compare(report: Report, figures: Sequence[Figure]) -> tuple[Change, ...]:
    """Return each figure and each number of a report once, in the order of the report.

    A figure is looked for by its quote, then by its unit and noun, then as the only one left
    between the same neighbours. What is gone stands at the end. Takes time in proportion to the
    report and the figures.
    """
    match = _Match(report, [one for one in figures if one.printed and one.kind != "slogan"])
    match.by_quote()
    match.by_noun()
    match.by_distance()
    return tuple(match.changes())


class _Match:
    """Pairs figures with candidates, each at most once, the surest way first."""

    def __init__(self, report: Report, figures: Sequence[Figure]) -> None:
        self._text = report.text
        self._counted = [one for one in report.candidates if one.kind != "none"]
        self._starts = [one.start for one in self._counted]
        self._figures = sorted(figures, key=lambda one: one.start)
        self._pairs: dict[str, tuple[Candidate, str]] = {}
        self._taken: set[int] = set()
        self._quoted: list[tuple[int, int]] = []  # where figures stood, and how far they moved

    def by_quote(self) -> None:
        """Pair each figure whose printed form stands near where it is expected."""
        by_id = {one.figure_id: one for one in self._figures}
        places = [Printed(f.figure_id, f.printed, f.start, f.end) for f in self._figures]
        for found in by_form(self._text, places):
            if found.state != "missing":
                candidate = self._at(found.start, found.end)
                self._pair(by_id[found.figure_id], candidate, "quote")
                self._quoted.append((by_id[found.figure_id].start, found.moved))

    def by_noun(self) -> None:
        """Pair by unit and counted noun; of several the nearest to where it is expected."""
        near = defaultdict(list)
        for one in self._counted:
            if one.noun:
                near[_last_word(one.noun.value)].append(one)
        for figure in self._open():
            self._nearest(figure, near.get(_last_word(_noun_in(figure)), []), "noun")

    def by_distance(self) -> None:
        """Pair a figure and a number that are alone between the same neighbours."""
        for figures, candidates in self._between():
            if len(figures) == len(candidates) == 1 and _alike(figures[0], candidates[0]):
                self._pair(figures[0], candidates[0], "distance")

    def changes(self) -> Iterator[Change]:
        """Yield every figure and every number once."""
        by_number = {one.number: (f, by) for f in self._figures for one, by in self._paired(f)}
        for one in self._counted:
            figure, by = by_number.get(one.number, (None, ""))
            yield Change(_state(figure, one, by) if figure else "new", figure, one, by)
        for figure in self._open():
            yield Change("gone", figure, None)

    def _paired(self, figure: Figure) -> list[tuple[Candidate, str]]:
        pair = self._pairs.get(figure.figure_id)
        return [pair] if pair else []

    def _open(self) -> list[Figure]:
        return [one for one in self._figures if one.figure_id not in self._pairs]

    def _pair(self, figure: Figure, candidate: Candidate | None, by: str) -> None:
        if candidate is not None and candidate.number not in self._taken:
            self._pairs[figure.figure_id] = candidate, by
            self._taken.add(candidate.number)

    def _at(self, start: int, end: int) -> Candidate | None:
        index = bisect_left(self._starts, start)
        inside = self._counted[max(0, index - 1) : index + 2]
        return next((one for one in inside if one.start < end and start < one.end), None)

    def _nearest(self, figure: Figure, candidates: list[Candidate], by: str) -> None:
        expected = self._expected(figure)
        index = bisect_left(candidates, expected, key=lambda one: one.start)
        near = candidates[max(0, index - LOOKED_AT) : index + LOOKED_AT]
        free = [one for one in near if one.number not in self._taken and _alike(figure, one)]
        self._pair(figure, min(free, key=lambda one: abs(one.start - expected), default=None), by)

    def _expected(self, figure: Figure) -> int:
        """Return where a figure should stand: as far moved as the last one quoted before it."""
        index = bisect_right(self._quoted, figure.start, key=lambda one: one[0])
        return figure.start + (self._quoted[index - 1][1] if index else 0)

    def _between(self) -> Iterator[tuple[list[Figure], list[Candidate]]]:
        """Yield what is open on both sides between two numbers that are paired in a row."""
        figures: list[Figure] = []
        low = 0
        for figure in [*self._figures, None]:
            pair = self._pairs.get(figure.figure_id) if figure else None
            if figure and not pair:
                figures.append(figure)
                continue
            high = bisect_left(self._starts, pair[0].start) if pair else len(self._counted)
            inside = self._counted[low:high] if figures else []
            yield figures, [one for one in inside if one.number not in self._taken]
            figures, low = [], max(low, high)


def _number_in(figure: Figure) -> tuple[int, int]:
    """Return where the number stands in a printed form such as "854 households"."""
    found = [one for one in expressions(figure.printed) if one.kind != "none"]
    return (found[0].start, found[-1].end) if found else (0, len(figure.printed))


def _noun_in(figure: Figure) -> str:
    return figure.printed[_number_in(figure)[1] :] or figure.unit


def _last_word(noun: str) -> str:
    words = BRACKETED.sub("", noun).lower().split()
    return words[-1] if words else ""


def _alike(figure: Figure, candidate: Candidate) -> bool:
    """Say whether both are years, or neither, and neither has a unit that the other denies."""
    if (figure.kind == "year") != (candidate.kind == "year"):
        return False
    return not candidate.unit or not figure.unit or _same_unit(figure.unit, candidate.unit)


def _same_unit(one: str, other: str) -> bool:
    return bool({*one.lower().split()} & {*other.lower().split()})


def _state(figure: Figure, candidate: Candidate, by: str) -> State:
    """Return what became of a figure that was found again."""
    values = [reading.value for reading in candidate.readings]
    same = by == "quote" or (
        figure.value is not None and bool(values) and abs(values[0] - figure.value) < 0.0005
    )
    if not same:
        return "changed"
    in_place = candidate.start == figure.start + _number_in(figure)[0]
    return "same" if in_place else "moved"
