"""Numbers worked out of an indicator's values: change, shares, spread and correlation.

Each function yields derived numbers, with their formula, from the typed rows of a metric.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence
from itertools import groupby

from metrics.model.derived import DECIMALS, Derived, rounded
from metrics.model.rows import Row
from metrics.model.units import SHARES
from metrics.numbers import as_text

SUM = "sum of the places that state it"
WEIGHTED = "sum of value x weight / sum of weights"
LEAST_FOR_SPREAD, LEAST_FOR_CORRELATION = 4, 8
MOST_SHARES = 60
UP = "up the values in order, between two of them where it ends there"


def _stated(rows: Sequence[Row]) -> list[tuple[Row, float]]:
    return [(row, row.value) for row in rows if row.value is not None]


def exact(value: float) -> float:
    """Return a difference or sum of decimals without what binary fractions add to it."""
    return round(value, 9)


def changes(rows: Sequence[Row]) -> Iterator[Derived]:
    """Yield what each indicator has changed in each place, from its first period to its last.

    Planned and target values are never compared with what was observed.
    """

    def of(row: Row) -> tuple[str, str]:
        return row["indicator"], row.place

    mine = [row for row in rows if row.own_status in ("", row["main"] or row.own_status)]
    kept = [r for r in mine if not r["main"] or r.status == r["main"]]
    for (indicator, place), group in groupby(sorted(kept, key=of), of):
        stated = sorted(_stated(list(group)), key=lambda one: float(one[0]["seq"] or 0))
        if len(stated) > 1:
            yield from _change(indicator, place, stated[0], stated[-1])


def same_places(start: Row, end: Row) -> bool:
    """Say whether two sums or means are surely of the same places: all of them state both."""
    return start.whole and end.whole and start.places == end.places


def _of(row: Row) -> str:
    return f"{row.stated:,} of {row.places:,} places in {row['period']}"


def _change(
    indicator: str, place: str, first: tuple[Row, float], last: tuple[Row, float]
) -> Iterator[Derived]:
    (start, before), (end, after) = first, last
    what = f"{indicator} in {place}, {start['period']} to {end['period']}"
    names = f"{end.named('{period}')} - {start.named('{period}')}"
    over = "" if same_places(start, end) else f", over {_of(end)} and {_of(start)}"
    value = exact(after - before)
    numbers = f"{as_text(after)} - {as_text(before)}"
    yield Derived(
        f"change/{indicator}/{place}",
        f"change of {what}",
        value,
        "percentage points" if end.unit == "percent" else end.unit,
        DECIMALS[0],
        names + over,
        f"{numbers} = {as_text(value)}",
    )
    if before > 0 and end.unit not in SHARES:
        share = (after - before) / before
        yield Derived(
            f"relative/{indicator}/{place}",
            f"change in percent of {what}",
            rounded(100 * share, 1),
            "percent",
            DECIMALS[1],
            f"({names}) / {start.named('{period}')}{over}",
            f"({numbers}) / {as_text(before)} = {share:.4f}",
        )


def name_of(indicator: str, place: str, period: str) -> str:
    """Return the name of a number that several places make together."""
    return f"{indicator} in {place}, {period}"


def combined(rows: Sequence[Row]) -> Iterator[Derived]:
    """Yield each sum and weighted mean of several places: how it was worked out, of how many."""
    for row, value in _stated(rows):
        how = row["how"]
        if how == "as stated":
            continue
        what = name_of(row["indicator"], row.place, row["period"])
        status = f"/{row.status}"
        formula = SUM if how == "sum" else f"{WEIGHTED}; {how}"
        text = f"{row.stated:,} of {row.places:,} places = {as_text(value, row['rounding'])}"
        yield Derived(
            f"combined/{what}{status}",
            what if row.status == (row["main"] or row.status) else f"{what}, {row.status}",
            value,
            row.unit,
            row["rounding"],
            formula,
            text,
        )


def shares(rows: Sequence[Row]) -> Iterator[Derived]:
    """Yield the sum of the places and the share of each, where the indicator may be added up.

    None where a place lies in another: what lies in both would be added twice.
    """
    stated = [one for one in _stated(rows) if one[0]["across_places"] == "sum"]
    total = exact(math.fsum(value for _, value in stated))
    if len(stated) < 2 or stated[0][0]["nested"]:
        return
    if total <= 0 or any(value < 0 for _, value in stated):
        return
    unit, count = stated[0][0].unit, len(stated)
    text = f"{count:,} places = {as_text(total)}"
    yield Derived("total", "all places shown", total, unit, DECIMALS[0], SUM, text)
    for row, value in stated[:MOST_SHARES]:
        yield Derived(
            f"share/{row.place}",
            f"share of {row.place}",
            rounded(100 * value / total, 1),
            "percent",
            DECIMALS[1],
            f"{row.named('{place}')} / all places shown",
            f"{as_text(value)} / {as_text(total)} = {value / total:.4f}",
        )


def spread(rows: Sequence[Row]) -> Iterator[Derived]:
    """Yield the least, the middle and the most of the values, and where the middle half lies."""
    stated = _stated(rows)
    values = sorted(value for _, value in stated)
    if len(values) < LEAST_FOR_SPREAD:
        return
    unit, count = stated[0][0].unit, len(values)
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    found = {
        "least value": (values[0], "the smallest value"),
        "lower quartile": (low, f"a quarter of the way {UP}"),
        "median": (middle, f"half of the way {UP}"),
        "upper quartile": (high, f"three quarters of the way {UP}"),
        "largest value": (values[-1], "the largest value"),
    }
    for what, (value, formula) in found.items():
        # Two decimals would leave nothing of a number far below 1.
        number = rounded(value, 2) if abs(value) >= 1 else exact(value)
        decimals = 0 if number == exact(value) else 2
        text = f"of {count:,} places, in order: {as_text(number)}"
        yield Derived(what, what, number, unit, DECIMALS[decimals], formula, text)


def correlation(rows: Sequence[Row]) -> Iterator[Derived]:
    """Yield Pearson's correlation of two indicators over the places that state both."""
    names = list(dict.fromkeys(row["indicator"] for row in rows))
    if len(names) != 2:
        return
    first, second = ([row.value or 0.0 for row in rows if row["indicator"] == n] for n in names)
    if len(first) < LEAST_FOR_CORRELATION or len({*first}) < 2 or len({*second}) < 2:
        return
    value = rounded(statistics.correlation(first, second), 2)
    yield Derived(
        "correlation",
        f"correlation of {names[0]} and {names[1]}",
        value,
        "from -1 to 1",
        DECIMALS[2],
        "Pearson's correlation over the places that state both",
        f"{len(first):,} places: {value:.2f}",
    )
