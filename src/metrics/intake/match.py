"""Match a sheet to a table, and its columns to the table's; what the reader chose comes first."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metrics.errors import Problem
from metrics.intake.sheet import Sheet
from metrics.intake.synonyms import called, names, plain
from metrics.store.schema import Table
from metrics.store.tables import TABLES

BY_NAME = {table.name: table for table in TABLES}


@dataclass(frozen=True)
class Matched:
    """A sheet, the table it gives, and which of its columns gives which of the table's.

    `left` holds the columns that the reader leaves out, by number.
    """

    sheet: Sheet
    table: Table
    columns: Mapping[str, int]
    left: frozenset[int] = frozenset()

    @property
    def extra(self) -> list[int]:
        """Columns of the sheet that give nothing and were not left out."""
        used = {*self.columns.values(), *self.left}
        return [at for at in range(len(self.sheet.columns)) if at not in used]

    @property
    def missing(self) -> list[str]:
        """Columns that the table needs and the sheet does not give."""
        need = [f.name for f in self.table.fields if f.required or f.name in self.table.key]
        return [
            name
            for name in need
            if name not in self.columns and f"{name}_figure" not in self.columns
        ]

    def head(self, column: str) -> str:
        """Return how the file calls one of the table's columns."""
        at = self.columns.get(column)
        return column if at is None else self.sheet.columns[at] or f"column {at + 1}"

    def faults(self) -> list[Problem]:
        """Return the faults of the sheet itself, and its columns that no table knows."""
        return [*self.sheet.faults, *(self._extra(at) for at in self.extra)]

    def _extra(self, at: int) -> Problem:
        header = self.sheet.columns[at]
        open_ = [f.name for f in self.table.fields if f.name not in self.columns]
        near = difflib.get_close_matches(plain(header), open_, 1)
        hint = f"Did you mean {near[0]}?" if near else "Leave it out, or say which one it is."
        row, expected = self.sheet.how.header_row, f"a column of {self.table.name}"
        name = header or f"column {at + 1}"
        return Problem(
            self.sheet.file, row, name, header, "the column is not known", hint, expected
        )


def guess(sheet: Sheet, names_it: str = "") -> Matched:
    """Match a sheet to the table that it fits best; `names_it` is a table's name, if known."""
    if names_it in BY_NAME:
        return columns(sheet, BY_NAME[names_it])
    return max((columns(sheet, table) for table in TABLES), key=_fit)


def _fit(one: Matched) -> tuple[float, int]:
    """Say how well a sheet fits a table: what is named like it, then what misses least."""
    found = len(one.columns)
    score = found - 2 * len(one.missing) - len(one.extra)
    return score + 1.5 * called(one.table, one.sheet.file), found


def columns(sheet: Sheet, table: Table, chosen: Mapping[str, int | None] | None = None) -> Matched:
    """Match a sheet's columns to a table's: by the reader's choice, by name, by synonym.

    `chosen` maps a column's header to the number of none, or names the table's column that the
    sheet's column of that number gives.
    """
    picked = {name: at for name, at in (chosen or {}).items() if at is not None}
    taken = set(picked.values())
    for field in table.fields:
        if field.name in (chosen or {}):
            continue
        for at in _candidates(sheet.columns, names(table, field), field.name):
            if at not in taken:
                picked[field.name] = at
                taken.add(at)
                break
    return Matched(sheet, table, picked)


def _candidates(headers: Sequence[str], known: set[str], name: str) -> list[int]:
    """Return the columns that may be meant, the one called exactly so first."""
    found = [at for at, header in enumerate(headers) if header and plain(header) in known]
    return sorted(found, key=lambda at: plain(headers[at]) != plain(name))
