"""Match a sheet to a table, and its columns to the table's; what the reader chose comes first."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from metrics import records
from metrics.errors import Problem
from metrics.intake.facts import facts
from metrics.intake.heads import head_of, is_running, stem
from metrics.intake.plan import TablePlan, unanswered
from metrics.intake.sheet import Sheet
from metrics.intake.synonyms import called, names, plain
from metrics.model.indicators import OBSERVATIONS
from metrics.model.schema import Field, Table
from metrics.store.tables import TABLES

BY_NAME = {table.name: table for table in TABLES}
# Columns that only say of what, when or how a number is: a table of these alone tells nothing.
FRAME = {"place_id", "parent_id", "name", "note", "year", "as_of", "status", "unit", "period"}
# Parts of a table's key that a table without them leaves empty.
MAY_LACK = {OBSERVATIONS.name: ("status", "group")}
# What tables of every kind count: no header of these alone says what a table is of.
COUNTED_ANYWHERE = {"人口", "人数", "户数", "people", "persons", "population", "households"}


@dataclass(frozen=True)
class Matched:
    """A sheet, the table it gives, and which of its columns gives which of the table's.

    `left` holds the columns that the reader leaves out, by number; `given` the values that the
    reader gives once for all rows, by the table's column; `keeps_totals` says that rows which look
    like totals are data. Of a table that is none of those known, `plan` says what each column is,
    and `notes` what is to be said of its numbers.
    """

    sheet: Sheet
    table: Table
    columns: Mapping[str, int]
    left: frozenset[int] = frozenset()
    given: Mapping[str, str] = field(default_factory=dict)
    keeps_totals: bool = False
    plan: TablePlan | None = None
    notes: tuple[str, ...] = ()

    @property
    def extra(self) -> list[int]:
        """Columns of the sheet that give nothing and were not left out."""
        used = {*self.columns.values(), *self.left}
        return [at for at in range(len(self.sheet.columns)) if at not in used]

    @property
    def lacking(self) -> list[Field]:
        """Columns that the table needs and the sheet does not have."""
        return [
            one
            for one in self.table.fields
            if (one.required or one.name in self.table.key)
            and one.name not in MAY_LACK.get(self.table.name, ())
            and one.name not in self.columns
            and f"{one.name}_figure" not in self.columns
        ]

    @property
    def missing(self) -> list[str]:
        """Names of the columns that the table needs and nothing gives."""
        return [one.name for one in self.lacking if not self.given.get(one.name)]

    @property
    def tells_nothing(self) -> bool:
        """Say whether no column is known that holds what the table is of."""
        if self.plan is not None:
            return False
        if self.table.name == "places":
            return not ({"kind", "parent_id"} & set(self.columns) or "place_id" in self.columns)
        return set(self.columns) <= FRAME

    @property
    def unknown(self) -> list[str]:
        """Headers of the columns that are not known."""
        return [self.sheet.name(at) for at in self.extra]

    def head(self, column: str) -> str:
        """Return how the file calls one of the table's columns, apart from all others."""
        at = self.columns.get(column)
        return column if at is None else self.sheet.name(at)

    def header(self, column: str) -> str:
        """Return the header of one of the table's columns as it is written; "" for none."""
        at = self.columns.get(column)
        return "" if at is None else self.sheet.columns[at]

    def faults(self) -> list[Problem]:
        """Return the faults of the sheet itself, and its columns that are unknown or missing."""
        if self.plan is not None:
            return [*self.sheet.faults, *unanswered(self.sheet, self.plan)]
        extra = (self._extra(at) for at in self.extra)
        return [*self.sheet.faults, *extra, *(self._missing(name) for name in self.missing)]

    def _extra(self, at: int) -> Problem:
        header = self.sheet.columns[at]
        open_ = [f.name for f in self.table.fields if f.name not in self.columns]
        near = difflib.get_close_matches(plain(header), open_, 1)
        hint = f"Did you mean {near[0]}?" if near else "Leave it out, or say which one it is."
        row, expected = self.sheet.how.header_row, f"a column of {self.table.name}"
        name = self.sheet.name(at)
        return Problem(
            self.sheet.file, row, name, header, "the column is not known", hint, expected
        )

    def _missing(self, name: str) -> Problem:
        expected = self.table.field(name).expected
        do = f"Add a column named {name}, or give it once for all rows: {expected}."
        row = self.sheet.how.header_row
        return Problem(self.sheet.file, row, name, "", "the column is missing", do, expected)


def guess(sheet: Sheet, names_it: str = "") -> Matched:
    """Match a sheet to the table that it fits best; `names_it` is a table's name, if known."""
    if names_it in BY_NAME:
        return columns(sheet, BY_NAME[names_it])
    return max((columns(sheet, table) for table in TABLES), key=_fit)


def fits_badly(one: Matched) -> bool:
    """Say whether a table knows no more of the columns of numbers of a sheet than it does not.

    A column in another unit than the table's is not the one that it knows; and people or households
    alone do not make the table, where its other columns are missing and the file is not named so.
    """
    if one.tells_nothing:
        return True
    units = {measure.name: measure.unit for measure in one.table.numbers}
    known = [n for n in one.table.measures if n in one.columns and n not in FRAME]
    other = [name for name in known if _in_other_unit(one, name, units.get(name, ""))]
    heads = {plain(one.header(name)) for name in known}
    if one.missing and heads <= COUNTED_ANYWHERE and not called(one.table, stem(one.sheet.file)):
        return True
    strange = [at for at in one.extra if not is_running(one.sheet.columns[at])]
    numbers = sum(facts(one.sheet.cells.column(at)).is_numeric for at in strange) + len(other)
    return numbers > 0 and numbers >= len(known) - len(other)


def _in_other_unit(one: Matched, name: str, unit: str) -> bool:
    said = head_of(one.header(name)).unit
    return bool(said and unit) and said != unit


def _fit(one: Matched) -> tuple[bool, float, int]:
    """Say how well a sheet fits a table: what is named like it, then what misses least."""
    found = len(one.columns)
    score = found - 2 * len(one.missing) - len(one.extra)
    return not one.tells_nothing, score + 1.5 * called(one.table, stem(one.sheet.file)), found


def columns(sheet: Sheet, table: Table, chosen: Mapping[str, int | None] | None = None) -> Matched:
    """Match a sheet's columns to a table's: by the reader's choice, by name, by synonym.

    `chosen` maps a column's header to the number of none, or names the table's column that the
    sheet's column of that number gives.
    """
    picked = {name: at for name, at in (chosen or {}).items() if at is not None}
    taken = set(picked.values())
    headers = [plain(header) for header in sheet.columns]
    known = Counter(name for one in table.fields for name in names(table, one))
    for one in table.fields:
        if one.name in (chosen or {}):
            continue
        for at in _candidates(headers, names(table, one), one.name, known):
            if at not in taken:
                picked[one.name] = at
                taken.add(at)
                break
    return Matched(sheet, table, picked)


def _candidates(
    headers: Sequence[str], known: set[str], name: str, fields: Mapping[str, int]
) -> list[int]:
    """Return the columns that may be meant: the one called exactly so, then what means no other.

    `fields` counts the columns of the table that a name can mean: 单位 is a place or a unit.
    """
    found = [at for at, header in enumerate(headers) if header and header in known]
    return sorted(found, key=lambda at: (headers[at] != plain(name), fields[headers[at]]))


def _telling(table: Table) -> list[str]:
    """Return the columns of a table that hold what it is of."""
    return [name for name in table.measures if name not in FRAME] or [
        one.name for one in table.fields if one.required and one.name not in FRAME
    ]


def nothing_known(one: Matched) -> str:
    """Say of a sheet of which nothing is known that it cannot be shown, and what can."""
    heads = ", ".join(f"“{head}”" for head in one.unknown[:12]) or "none"
    more = f" and {len(one.unknown) - 12} more" if len(one.unknown) > 12 else ""
    shown = "; ".join(f"{table.name} ({', '.join(_telling(table))})" for table in records.TABLES)
    return (
        f"no table of these pages has a column for {heads}{more}, so the file cannot be shown. "
        f"These numbers can: {shown}"
    )
