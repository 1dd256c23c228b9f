"""An indicator over its innermost places: how its values are distributed, and against another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from metrics.charts import border
from metrics.charts import indicator_parts as parts
from metrics.charts.border import Chart
from metrics.charts.chart_text import source
from metrics.charts.style import BLUE, ORANGE, Drawing, nothing_drawn, template
from metrics.emphasis import bold
from metrics.model.notes import repaired
from metrics.model.rows import Row, Table, by, rows_of
from metrics.numbers import as_text, how_many

BINS, LEAST, NAMED = 14, 4, 20
STEPS = (1, 2, 2.5, 5, 10)


def distribution(rows: Table, derived: Table, document: str) -> Drawing:
    """Return the bars of how many places have which value, of the metric indicator_innermost."""
    every, found = rows_of(rows), by(rows_of(derived), "id")
    said, one = parts.stated(every), every[0]
    middle = found.get("median")
    title = f"{one['indicator']}: too few places state it to show how they are distributed"
    if middle is not None:
        of = f"the middle of {len(said):,} places is {parts.number(middle)}"
        title = f"{one['indicator']} in {one['period']}: {of}"
    bins = _bins(said) if middle is not None else []
    return Drawing(
        chart=_histogram(bins, middle, one) if bins else _few("indicator_distribution"),
        title=title,
        subtitle=f"Places by {one['indicator']}, {one['unit']}, {one['period']}, {one['status']}",
        source=source(document, rows),
        alt="Bars: "
        + "; ".join(f"{name}: {how_many(len(group), 'place')}" for name, _, group in bins)
        + ".",
        notes=(
            *parts.silent(every),
            "A bar holds the values from its first number up to, but not with, its second.",
            *repaired(said),
        ),
    )


def _few(topic: str) -> Chart:
    return nothing_drawn(topic, f"Fewer than {LEAST} places state a number.")


def step_of(size: float) -> float:
    """Return a round step that is no smaller than a size."""
    power = 10.0 ** math.floor(math.log10(size)) if size > 0 else 1.0
    return next((power * step for step in STEPS if power * step >= size * (1 - 1e-9)), power * 10)


def _bins(said: Sequence[Row]) -> list[tuple[str, float, list[Row]]]:
    """Return bins of a round width: the name, the lower end, and the cells in it."""
    values = [c.amount for c in said]
    step = step_of((max(values) - min(values)) / BINS)
    low = _bin(min(values), step)
    count = _bin(max(values), step) - low + 1
    bins: list[tuple[str, float, list[Row]]] = []
    for nth in range(low, low + count):
        ends = (round(nth * step, 9), round((nth + 1) * step, 9))
        inside = [c for c in said if _bin(c.amount, step) == nth]
        bins.append((" to ".join(map(as_text, ends)), ends[0], inside))
    return bins


def _bin(value: float, step: float) -> int:
    """Return the number of a value's bin."""
    # Rounded, since 0.3 / 0.1 is less than 3 in binary, and 0.3 is at the lower end of its bin.
    return math.floor(round(value / step, 9))


def _histogram(bins: Sequence[tuple[str, float, list[Row]]], middle: Row | None, one: Row) -> Chart:
    names = [as_text(low) for _, low, _ in bins]
    bars = {
        "type": "bar",
        "x": names,
        "y": [len(group) for _, _, group in bins],
        "marker": {"color": BLUE},
        "hovertext": [_inside(name, group, one["unit"]) for name, _, group in bins],
        "hoverinfo": "text",
        "customdata": ["" for _ in bins],
        "showlegend": False,
    }
    axis = {"type": "category", "fixedrange": True, "categoryarray": names, "tickangle": 0}
    step = -(-len(names) // parts.MOST_TICKS)
    layout = {
        "template": template(),
        "height": 320,
        "bargap": 0.06,
        "margin": {"l": 56, "r": 8, "t": 24, "b": 48},
        "xaxis": {**axis, "tickvals": names[::step], "title": {"text": f"from … {one['unit']}"}},
        "yaxis": {"fixedrange": True, "title": {"text": "places"}, "nticks": 6},
        "meta": {
            "topic": "indicator_distribution",
            "drawn": [[name, len(group)] for name, _, group in bins],
        },
    }
    return border.figure([bars], layout)


def _inside(name: str, group: Sequence[Row], unit: str) -> str:
    named = [c["place"] for c in group[:NAMED]]
    more = [f"and {len(group) - NAMED} more"] if len(group) > NAMED else []
    return "\n".join([f"{name} {unit}: {how_many(len(group), 'place')}", *_lines([*named, *more])])


def _lines(names: Sequence[str]) -> list[str]:
    return [", ".join(names[at : at + 4]) for at in range(0, len(names), 4)]


def relation(rows: Table, derived: Table, document: str) -> Drawing:
    """Return a mark a place of the metric indicator_relation: one indicator against another."""
    every = rows_of(rows)
    names = [c["indicator"] for c in every[:2]]
    first = {c["place"]: c for c in every if c["indicator"] == names[0]}
    second = {c["place"]: c for c in every if c["indicator"] == names[1]}
    both = [(first[place], second[place]) for place in first if place in second]
    found = by(rows_of(derived), "id").get("correlation")
    return Drawing(
        chart=_scatter(both),
        title=_together(names, found, len(both)),
        subtitle=f"{names[0]} ({both[0][0]['unit']}) and {names[1]} ({both[0][1]['unit']}), "
        f"{both[0][0]['period']}; {len(both):,} places that state both",
        source=source(document, rows),
        alt=f"Marks of {len(both)} places by {names[0]} and {names[1]}.",
        notes=(
            "That two numbers go together does not say that one is the cause of the other.",
            "Places that state one of the two only are left out.",
            *repaired(every),
        ),
    )


def _together(names: Sequence[str], found: Row | None, count: int) -> str:
    pair = f"{names[0]} and {names[1]}"
    if found is None or found.value is None:
        return f"{pair}: {count:,} places state both, too few or too alike to compare"
    value = found.value
    strong = "hardly" if abs(value) < 0.2 else "somewhat" if abs(value) < 0.6 else "closely"
    way = "go together" if value >= 0 else "go against each other"
    return f"{pair} {strong} {way}: correlation {found.text}"


def _scatter(both: Sequence[tuple[Row, Row]]) -> Chart:
    def text(x: Row, y: Row) -> str:
        values = f"{x['indicator']}: {parts.number(x)}\n{y['indicator']}: {parts.number(y)}"
        return f"{bold(x['place'])}\n{values}\n{x['period']}, {x['status']}"

    marks: dict[str, Any] = {
        "type": "scatter",
        "mode": "markers",
        "x": [x.value for x, _ in both],
        "y": [y.value for _, y in both],
        "marker": {"color": ORANGE, "size": 9, "opacity": 0.75, "line": {"width": 0.5}},
        "customdata": [x.figure or y.figure for x, y in both],
        "hovertext": [text(x, y) for x, y in both],
        "hoverinfo": "text",
        "showlegend": False,
    }
    ends = {"fixedrange": True, "tickformat": ",~r", "rangemode": "normal", "nticks": 6}
    x, y = both[0]
    layout = {
        "template": template(),
        "height": 420,
        "margin": {"l": 72, "r": 12, "t": 16, "b": 52},
        "xaxis": {**ends, "showgrid": True, "title": {"text": f"{x['indicator']}, {x['unit']}"}},
        "yaxis": {**ends, "title": {"text": f"{y['indicator']}, {y['unit']}"}},
        "meta": {
            "topic": "indicator_relation",
            "drawn": [[a["place"], a.value, b.value] for a, b in both],
        },
    }
    return border.figure([marks], layout)
