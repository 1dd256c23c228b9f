"""What is worked out of the numbers of places compared: sums, shares, and how each one is made."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from metrics.model.derived import DECIMALS, Derived, Operator, rounded
from metrics.model.rows import Rows
from metrics.numbers import as_text
from metrics.topics.compare_sql import RANKED
from metrics.topics.indicator_sql import ROUNDED_TO
from metrics.topics.metric import DerivedMetric, Metric, derived_from
from metrics.topics.options import MeasureOption

ALL = "all places compared"
NOTHING = "Nothing is worked out: these numbers do not add up."


def worked_out(
    of: MeasureOption, rows: Metric, sums: str, each: str, add: Operator
) -> DerivedMetric:
    """Return what is worked out of rows: of a ratio each number, of what adds up its sums too.

    `sums` and `each` say in words what `add` and the numbers of single rows are.
    """
    if of.of.bottom is not None:
        return derived_from(rows, each, ratios)
    found = [(sums, add)] if of.of.adds else []
    found += [(each, partial(combined, of))] if of.of.rows else []
    says = " ".join(words for words, _ in found) or NOTHING
    return derived_from(rows, says, *([operator for _, operator in found] or [add]))


def shares(of: MeasureOption, rows: Rows) -> Iterator[Derived]:
    """Yield the sum of places that can be added up, and the share in it of each of the largest."""
    stated = [row for row in rows if row.value is not None]
    if not stated or not can_be_added(stated):
        return
    total = sum(row.amount for row in stated)
    yield sum_of(of, ALL, stated)
    for row in stated[:RANKED] if total > 0 and stated[-1].amount >= 0 else ():
        numbers = f"{numeral(of, row.amount)} / {numeral(of, total)}"
        yield Derived(
            f"share/{row['place']}",
            f"share of {row['place']}",
            rounded(100 * row.amount / total, 1),
            "percent",
            DECIMALS[1],
            f"{row['place']} / {ALL}",
            f"{numbers} = {row.amount / total:.4f}",
        )


def can_be_added(stated: Rows) -> bool:
    """Say whether numbers of places are of one status and period each, and none holds another."""
    first = stated[0]
    same = len({(row.own_status, row["latest"]) for row in stated}) == 1
    return bool(first["adds"]) and not first["nested"] and same


def sum_of(of: MeasureOption, what: str, stated: Rows) -> Derived:
    """Return the sum of the numbers of several places."""
    total = round(sum(row.amount for row in stated), 9)
    return Derived(
        what,
        what,
        total,
        of.unit,
        DECIMALS[0],
        "sum of the places compared",
        f"{len(stated):,} places = {numeral(of, total)}",
    )


def numeral(of: MeasureOption, number: float) -> str:
    """Return a number of a measure as arithmetic gives it."""
    if of.of.rows:
        return as_text(number)
    return f"{number:,.0f}" if of.of.top.type == "integer" else f"{number:g}"


def ratios(rows: Rows) -> Iterator[Derived]:
    """Yield how the ratio of each row that a chart shows was worked out."""
    for row in rows:
        if row.value is not None and row["what"]:
            yield Derived(
                row["what"],
                row["what"],
                row.value,
                row.unit,
                row["rounding"],
                row["formula"],
                row["arithmetic"],
            )


def combined(of: MeasureOption, rows: Rows) -> Iterator[Derived]:
    """Yield how each number of an indicator that places or periods make together is made."""
    for row in rows:
        if row.value is not None and row["what"]:
            value = numeral(of, row.value)
            yield Derived(
                row["what"],
                row["what"],
                row.value,
                row.unit,
                DECIMALS[0] if of.of.adds else ROUNDED_TO[of.of.decimals],
                row["formula"],
                f"{row['added']} = {value}",
            )
