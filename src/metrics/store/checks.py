"""Work out the cross-checks of a dataset, which hold the document against itself.

Numbers less than a billionth apart count as the same in each relation: a fraction worked out in
binary is seldom the decimal one. A result has four decimals, and more where it would read like what
it is compared with and is not, or is small.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

import duckdb

from metrics.model.schema import FIGURE_ID
from metrics.numbers import as_text
from metrics.store.in_memory import empty_database

Test = Callable[[float, float, float], bool]
SAME = 1e-9  # numbers less apart are the same
DECIMALS, MOST_DECIMALS = 4, 10
RELATIONS: dict[str, tuple[str, Test]] = {
    "=": ("equals", lambda left, right, _: abs(left - right) < SAME),
    "about": ("about", lambda left, right, tolerance: abs(left - right) < tolerance + SAME),
    "at least": ("at least", lambda left, right, _: left > right - SAME),
    "at most": ("at most", lambda left, right, _: left < right + SAME),
}
HOLDS, FAILS, OPEN = "holds", "fails", "cannot be checked"
NO_VALUE = "no safe value"
_WITH_VERDICTS = """
create or replace table checks as
select c.*, v.arithmetic, v.verdict from checks c left join (
    select unnest($ids::varchar[]) as check_id, unnest($arithmetic::varchar[]) as arithmetic,
           unnest($verdict::varchar[]) as verdict) v using (check_id)
order by c.rowid"""
Row = tuple[str, str, str, str, float | None]
Figure = tuple[str, str, str | None]


@dataclass(frozen=True)
class Verdict:
    """One cross-check: what it says, its arithmetic, and holds / fails / cannot be checked."""

    check_id: str
    says: str
    arithmetic: str
    verdict: str


@dataclass(frozen=True)
class _Side:
    """One side of a check: its value, its numbers as shown, and whether it is worked out."""

    value: float | None
    numbers: str
    worked_out: bool
    year: bool

    def against(self, other: float | None) -> str:
        """Return the side in numbers, with its result told apart from the other side's value."""
        if not self.worked_out:
            return self.numbers
        if self.year or self.value is None:
            return f"{self.numbers} = {_exact(self.value, 'year' if self.year else None)}"
        return f"{self.numbers} = {_rounded(self.value, other)}"


def _exact(value: float | None, unit: str | None = None) -> str:
    if value is None:
        return NO_VALUE
    return f"{value:.0f}" if unit == "year" else as_text(value)


def _rounded(value: float, other: float | None) -> str:
    """Return a number with decimals that tell it from another one and are true to a tenth."""
    apart = other is not None and abs(value - other) >= SAME
    for decimals in range(DECIMALS, MOST_DECIMALS):
        found = round(value, decimals)
        alike = apart and found == round(other or 0.0, decimals)
        if not alike and abs(found - value) <= max(abs(value) / 10, SAME):
            return as_text(found)
    return as_text(round(value, MOST_DECIMALS))


def _figures(con: duckdb.DuckDBPyConnection) -> dict[str, Figure]:
    """Return each figure's number as shown, its number in SQL, and its unit, by figure id."""
    sql = "select figure_id, value, unit, coalesce(value::varchar, 'null') from figures"
    rows = con.execute(sql).fetchall()
    return {name: (_exact(value, unit), exact, unit) for name, value, unit, exact in rows}


def _side(con: duckdb.DuckDBPyConnection, figures: Mapping[str, Figure], expression: str) -> _Side:
    """Return an expression over figures with its value."""
    in_numbers = re.sub(FIGURE_ID, lambda one: figures[one[0]][0], expression)
    in_sql = re.sub(FIGURE_ID, lambda one: f"({figures[one[0]][1]})", expression)
    units = [figures[name][2] for name in re.findall(FIGURE_ID, expression)]
    worked_out = not re.fullmatch(f"{FIGURE_ID}|[0-9.]+", expression)
    return _Side(_value(con, in_sql), in_numbers, worked_out, "year" in units)


def _value(con: duckdb.DuckDBPyConnection, expression: str) -> float | None:
    """Return what an expression over numbers comes to; None where it comes to nothing finite."""
    if alone := re.fullmatch(r"\(([0-9]+(?:\.[0-9]+)?)\)", expression):
        return float(alone[1])  # a figure alone needs no query
    try:
        row = con.execute(f"select ({expression})::double").fetchone()
    except duckdb.Error:
        return None
    return row[0] if row and row[0] is not None and isfinite(row[0]) else None


def _worked_out(
    con: duckdb.DuckDBPyConnection, figures: Mapping[str, Figure], row: Row
) -> tuple[str, str]:
    """Return the arithmetic of a check and its verdict."""
    _, one, relation, other, tolerance = row
    left, right = (_side(con, figures, side) for side in (one, other))
    word, holds = RELATIONS[relation]
    arithmetic = f"{left.against(right.value)}, {word} {right.against(left.value)}"
    if left.value is None or right.value is None:
        return arithmetic, OPEN
    allowed = tolerance or 0.0
    if relation == "about":
        apart = _rounded(abs(left.value - right.value), allowed)
        arithmetic += f"; {apart} apart, {as_text(allowed)} allowed"
    return arithmetic, HOLDS if holds(left.value, right.value, allowed) else FAILS


def work_out(rows: Sequence[Row], figures: Mapping[str, tuple[float, str]]) -> list[Verdict]:
    """Return checks that no dataset holds yet with their verdicts.

    A row is id, left, relation, right and tolerance; `figures` has value and unit of each figure.
    The verdicts say nothing but arithmetic.
    """
    known = {n: (_exact(v, unit), f"{v:.9f}", unit) for n, (v, unit) in figures.items()}
    with empty_database() as con:
        found = [(row[0], *_worked_out(con, known, row)) for row in rows]
    return [Verdict(name, "", arithmetic, verdict) for name, arithmetic, verdict in found]


def add_verdicts(con: duckdb.DuckDBPyConnection) -> None:
    """Add the columns `arithmetic` and `verdict` to the table checks."""
    figures = _figures(con)
    rows = con.execute('select check_id, "left", relation, "right", tolerance from checks')
    found = [(row[0], *_worked_out(con, figures, row)) for row in rows.fetchall()]
    ids, arithmetic, verdict = ([one[column] for one in found] for column in range(3))
    con.execute(_WITH_VERDICTS, {"ids": ids, "arithmetic": arithmetic, "verdict": verdict})


def verdicts(con: duckdb.DuckDBPyConnection) -> list[Verdict]:
    """Return every check with its verdict, in the order of the file."""
    sql = "select check_id, says, arithmetic, verdict from checks"
    return [Verdict(*row) for row in con.execute(sql).fetchall()]
