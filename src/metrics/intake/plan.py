"""What each column of a table of its own kind is taken for, and what that leaves open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from metrics.errors import Problem
from metrics.intake.sheet import Sheet
from metrics.model.indicators import UNITS

PLACE, CODE, PERIOD, STATUS, GROUP = "place", "code", "period", "status", "group"
INDICATOR, LEFT = "indicator", "left out"
ROLES = (PLACE, CODE, PERIOD, STATUS, GROUP, INDICATOR, LEFT)
ONE_BELOW = (
    "Put the second table below the first, or into a file of its own; or, if the column names no "
    "places of rows, leave it out."
)


@dataclass(frozen=True)
class Column:
    """A column of a sheet: what it is used as, and why.

    `kind` is of a place or a code, or which part of a year it names; `indicator` the id of the one
    whose values it holds, and `period` the one that its header names, "" where the rows say it.
    """

    at: int
    head: str
    role: str
    why: str
    kind: str = ""
    indicator: str = ""
    period: str = ""


@dataclass(frozen=True)
class Indicator:
    """An indicator as indicators.csv will declare it, and why; `counts` the rows of a list."""

    indicator_id: str
    label: str
    label_zh: str
    unit: str
    kind: str
    across_places: str
    across_periods: str
    decimals: int
    why: str
    weight: str = ""
    breaks: str = ""
    counts: bool = False


@dataclass(frozen=True)
class TablePlan:
    """What a sheet's columns are; `period`, `place` and its kind are given once for all rows."""

    columns: tuple[Column, ...]
    indicators: tuple[Indicator, ...]
    period: str = ""
    place: str = ""
    place_kind: str = ""

    def of(self, *roles: str) -> list[Column]:
        """Return the columns that are used as one of these, in the order of the sheet."""
        return [one for one in self.columns if one.role in roles]

    def indicator(self, indicator_id: str) -> Indicator:
        """Return the indicator of an id; KeyError where there is none."""
        return {one.indicator_id: one for one in self.indicators}[indicator_id]

    @property
    def dated(self) -> Column | None:
        """The column that says when a row holds; of two that say it together, that of years."""
        return next((one for one in self.of(PERIOD) if not one.kind), None)

    @property
    def part(self) -> Column | None:
        """The column of months, quarters or halves, its kind which: of the years of `dated`.

        Without such a column they are of the year given for all rows.
        """
        return next((one for one in self.of(PERIOD) if one.kind), None)

    @property
    def lacks_period(self) -> bool:
        """Say whether nothing says when the rows hold: months without years do not."""
        in_header = any(one.period for one in self.columns)
        return not (self.period or self.dated or in_header)

    @property
    def used(self) -> list[Indicator]:
        """The indicators that a column gives values of, or that count the rows."""
        given = {one.indicator for one in self.of(INDICATOR)}
        return [one for one in self.indicators if one.counts or one.indicator_id in given]

    @property
    def unkinded(self) -> list[Column]:
        """The columns of places of which the kind is not known."""
        return [one for one in self.of(PLACE) or self.of(CODE) if not one.kind]

    @property
    def of_one_level(self) -> list[tuple[Column, Column]]:
        """The columns of places of a level that one before them names, each with that one.

        Those of codes of a level too.
        """
        found = [one for one in self.of(PLACE, CODE) if one.kind]
        first = {(one.role, one.kind): one for one in reversed(found)}
        pairs = [(first[one.role, one.kind], one) for one in found]
        return [(before, one) for before, one in pairs if before is not one]

    @property
    def lacks_unit(self) -> bool:
        """Say whether an indicator has no unit, or none that is known."""
        return any(one.unit not in UNITS for one in self.used)


@dataclass(frozen=True)
class Question:
    """What cannot be told from a table: its key, the words, the choices (() for a free text).

    `usual` is the answer that holds where none is given; "" where one is needed.
    """

    key: str
    asked: str
    choices: tuple[str, ...] = ()
    usual: str = ""


@dataclass(frozen=True)
class Proposal:
    """A sheet with the plan proposed for it, what is to be asked, and what is to be known of it."""

    sheet: Sheet
    plan: TablePlan
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()
    why: Mapping[str, str] = field(default_factory=dict)

    @property
    def needed(self) -> list[Question]:
        """The questions without a usual answer."""
        return [one for one in self.questions if not one.usual]

    @property
    def nothing(self) -> str:
        """Why the sheet can give no chart, "" if it can."""
        if self.plan.used:
            return ""
        left = "; ".join(f"“{one.head}”: {one.why}" for one in self.plan.of(LEFT)[:12])
        return f"no column holds numbers, and none names places that could be counted ({left})"


def unanswered(sheet: Sheet, plan: TablePlan) -> Iterator[Problem]:
    """Yield a fault for each thing that a plan does not know yet, in the words of the sheet."""
    if plan.lacks_period and plan.part:
        do = "Add a column of years, or say the year of all rows."
        rule = "no column and no title says of which year"
        yield _fault(sheet, plan.part.head, rule, do, "a year")
    elif plan.lacks_period:
        do = "Add a column of years or other periods, or say one for all rows."
        yield _fault(sheet, "period", "no column and no title says when", do, "a period like 2021")
    yield from _of_places(sheet, plan)
    for each in plan.used:
        if each.unit not in UNITS:
            head = next((c.head for c in plan.columns if c.indicator == each.indicator_id), "")
            do = "Write it into the header in brackets, or choose one of the list."
            rule = "the unit is not known" if each.unit else "the unit is not stated"
            found = _fault(sheet, head, rule, do, f"one of: {', '.join(UNITS[:6])} ...")
            yield replace(found, value=each.unit)


def _of_places(sheet: Sheet, plan: TablePlan) -> Iterator[Problem]:
    """Yield a fault for each thing that a plan does not know of its places, or knows twice."""
    if not plan.place and not plan.of(PLACE, CODE):
        do = "Add a column of places, or say the one place of all rows."
        yield _fault(sheet, "place", "no column names places", do, "a place")
    for before, one in plan.of_one_level:
        heads = [f"“{c.head}” (column {sheet.letter(c.at)})" for c in (before, one)]
        what = "name other places" if one.role == PLACE else "give other codes to places"
        rule = f"{heads[0]} and {heads[1]} {what} of one level, {one.kind}"
        yield _fault(sheet, one.head, rule, ONE_BELOW, "one column of places of a level")
    for one in plan.unkinded:
        do = "Say what kind of places it names."
        yield _fault(sheet, one.head, "what kind of places it names is not known", do, "a kind")


def _fault(sheet: Sheet, column: str, rule: str, do: str, expected: str) -> Problem:
    return Problem(sheet.file, sheet.how.header_row, column, "", rule, do, expected)
