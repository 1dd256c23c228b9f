"""Work out the cross-checks of a dataset, which hold the document against itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

import duckdb

from metrics.model.schema import FIGURE_ID
from metrics.store.in_memory import empty_database

Test = Callable[[float, float, float], bool]
RELATIONS: dict[str, tuple[str, Test]] = {
    "=": ("equals", lambda left, right, _: abs(left - right) < 1e-9),
    "about": ("about", lambda left, right, tolerance: abs(left - right) <= tolerance),
    "at least": ("at least", lambda left, right, _: left >= right),
    "at most": ("at most", lambda left, right, _: left <= right),
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


def _number(value: float | None, unit: str | None = None) -> str:
    if value is None:
        return NO_VALUE
    if unit == "year":
        return f"{value:.0f}"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4f}".rstrip("0")


def _figures(con: duckdb.DuckDBPyConnection) -> dict[str, Figure]:
    """Return each figure's number as shown, its number in SQL, and its unit, by figure id."""
    sql = "select figure_id, value, unit, coalesce(value::varchar, 'null') from figures"
    rows = con.execute(sql).fetchall()
    return {name: (_number(value, unit), exact, unit) for name, value, unit, exact in rows}


def _side(
    con: duckdb.DuckDBPyConnection, figures: Mapping[str, Figure], expression: str
) -> tuple[float | None, str]:
    """Return the value of an expression over figures, and its arithmetic in numbers."""
    in_numbers = re.sub(FIGURE_ID, lambda one: figures[one[0]][0], expression)
    in_sql = re.sub(FIGURE_ID, lambda one: f"({figures[one[0]][1]})", expression)
    value = _value(con, in_sql)
    if re.fullmatch(f"{FIGURE_ID}|[0-9.]+", expression):
        return value, in_numbers
    units = [figures[name][2] for name in re.findall(FIGURE_ID, expression)]
    return value, f"{in_numbers} = {_number(value, 'year' if 'year' in units else None)}"


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
    _, left, relation, right, tolerance = row
    (l_value, l_says), (r_value, r_says) = (_side(con, figures, side) for side in (left, right))
    word, holds = RELATIONS[relation]
    arithmetic = f"{l_says}, {word} {r_says}"
    if l_value is None or r_value is None:
        return arithmetic, OPEN
    if relation == "about":
        arithmetic += f"; {_number(abs(l_value - r_value))} apart, {tolerance or 0} allowed"
    return arithmetic, HOLDS if holds(l_value, r_value, tolerance or 0.0) else FAILS


def work_out(rows: Sequence[Row], figures: Mapping[str, tuple[float, str]]) -> list[Verdict]:
    """Return checks that no dataset holds yet with their verdicts.

    A row is id, left, relation, right and tolerance; `figures` has value and unit of each figure.
    The verdicts say nothing but arithmetic.
    """
    known = {n: (_number(v, unit), f"{v:.9f}", unit) for n, (v, unit) in figures.items()}
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
