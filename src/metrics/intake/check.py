"""Check a reader's tables by the rules of a dataset, and build them: all, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from metrics.errors import DataProblems, Problem
from metrics.intake.cells import written
from metrics.intake.known_places import County, with_places
from metrics.intake.limits import Unreadable
from metrics.intake.match import Matched
from metrics.intake.pack import ROW, pack
from metrics.store import keep
from metrics.store.keep import Built

Step = Callable[[str, float], None]
Tables = Mapping[str, pa.Table]
ROUNDS = 50  # of leaving out rows that need rows left out before


@dataclass(frozen=True)
class Wish:
    """The sheets to be checked, and what the reader says of the dataset that they make."""

    title: str
    matched: Sequence[Matched]
    county: County = field(default_factory=County)

    def of(self, table: str) -> Matched | None:
        """Return the sheet that gives a table."""
        return next((one for one in self.matched if one.table.name == table), None)

    def faults(self) -> list[Problem]:
        """Return the faults of the sheets themselves, before any rule is looked at."""
        return [fault for one in self.matched for fault in one.faults()]


@dataclass(frozen=True)
class Report:
    """What a check found: faults in the reader's own terms, or the built tables.

    `rows` counts the rows given, by table; `left` those left out.
    """

    folder: Path
    problems: tuple[Problem, ...]
    rows: Mapping[str, int]
    built: Built | None = None
    left: Mapping[str, int] = field(default_factory=dict)


def check(wish: Wish, folder: Path, step: Step, without_bad: bool = False) -> Report:
    """Check tables and build them into `folder`; nothing is built where a fault remains.

    With `without_bad`, rows with a fault are left out, and rows that need them; how many is stated
    in the dataset. A fault of a whole column or file remains. Raises Unreadable where two sheets
    give one table.
    """
    _refuse_twice(wish)
    tables = _tables(wish)
    rows = {name: table.num_rows for name, table in tables.items()}
    own = wish.faults()
    found, built = _built(wish, folder, tables, rows, step)
    for _ in range(ROUNDS if without_bad else 0):
        bad = [one for one in (*own, *found) if _is_of_row(wish, one)]
        if not bad:
            break
        own = [one for one in own if one not in bad]
        tables = _dropped(wish, tables, bad)
        found, built = _built(wish, folder, tables, rows, step)
    every = (*own, *found)
    left = {name: rows[name] - table.num_rows for name, table in tables.items()}
    return Report(
        folder, every, rows, None if every else built, {n: k for n, k in left.items() if k}
    )


def _refuse_twice(wish: Wish) -> None:
    first: dict[str, str] = {}
    for one in wish.matched:
        file = one.sheet.file
        if first.setdefault(one.table.name, file) != file:
            why = f"and {first[one.table.name]} both give the table {one.table.name}"
            raise Unreadable(
                file, why, "Leave one of them out, or say that it gives another table."
            )


def _tables(wish: Wish) -> dict[str, pa.Table]:
    """Return the tables as text, each row with its number in the reader's file."""
    given = {
        one.table.name: written(one).append_column(ROW, pa.array(one.sheet.rows))
        for one in wish.matched
    }
    return with_places(given, wish.county)


def _built(
    wish: Wish, folder: Path, tables: Tables, rows: Mapping[str, int], step: Step
) -> tuple[list[Problem], Built | None]:
    """Return the faults that the rules find in tables, or the tables built."""
    left = {n: (rows[n] - t.num_rows, rows[n]) for n, t in tables.items() if t.num_rows < rows[n]}
    pack(folder, wish.title, tables, left)
    try:
        return [], keep.made(folder, folder.parent, step)
    except DataProblems as found:
        return [_translated(wish, tables, one) for one in found.problems], None


def _translated(wish: Wish, tables: Tables, fault: Problem) -> Problem:
    """Return a fault of a dataset's file as one of the reader's: its file, row, column and cell."""
    name = fault.file.removesuffix(".csv")
    one = wish.of(name)
    if one is None:
        return fault
    column = one.head(fault.column) if fault.column else ""
    if fault.row is None or fault.row < 2:
        return replace(fault, file=one.sheet.file, row=one.sheet.how.header_row, column=column)
    row = int(tables[name].column(ROW)[fault.row - 2].as_py())
    at = one.columns.get(fault.column)
    value = one.sheet.cell(row, at) if at is not None else fault.value
    return replace(fault, file=one.sheet.file, row=row, column=column, value=value)


def _is_of_row(wish: Wish, fault: Problem) -> bool:
    """Say whether a fault goes away with its row."""
    return any(
        fault.file == one.sheet.file and (fault.row or 0) > one.sheet.how.header_row
        for one in wish.matched
    )


def _dropped(wish: Wish, tables: Tables, bad: Iterable[Problem]) -> dict[str, pa.Table]:
    """Return the tables without the rows that have a fault."""
    rows: dict[str, list[int]] = {}
    for fault in bad:
        rows.setdefault(fault.file, []).append(fault.row or 0)
    found = dict(tables)
    for one in wish.matched:
        table = found[one.table.name]
        keeps = ~np.isin(table.column(ROW).to_numpy(), rows.get(one.sheet.file, []))
        found[one.table.name] = table.filter(pa.array(keeps))
    return found
