"""The candidate readings of an amount of money: the one taken filled, rivals hollow."""

from __future__ import annotations

import math
from typing import Any

from metrics.charts import border
from metrics.charts.style import BLUE, ORANGE, template
from metrics.charts.text_size import widest, wrapped
from metrics.model.rows import Row, Rows
from metrics.model.topic import ById
from metrics.numbers import as_text
from metrics.records.readings import figures_of, tenfold

LOOKS = {
    "reading taken": {"color": BLUE, "symbol": "circle", "size": 18},
    "rival reading": {"color": ORANGE, "symbol": "circle-open", "size": 18, "line": {"width": 3}},
    "no safe reading": {"color": ORANGE, "symbol": "x-thin-open", "size": 16, "line": {"width": 3}},
}
LABEL_COLUMNS, LINE_PX, TEXT_LINE_PX = 24, 54, 18
BESIDE = 0.4  # decades that stay free on both sides, where the numbers of the outer marks stand


def figure(found: Rows, derived: ById) -> border.Chart:
    """Return the marks of rows with value, reading, because and kind: a line a reading."""
    topic = "loan" if found[0]["reading"] == "no safe reading" else "departments_money"
    several = len(figures_of(found)) > 1
    lines = list(dict.fromkeys(_line(c, several) for c in found))
    looks = dict.fromkeys(c["reading"] for c in found)
    traces = [_marks([c for c in found if c["reading"] == name], name, several) for name in looks]
    each = LINE_PX + TEXT_LINE_PX * max(max(line.count("\n") for line in lines) - 2, 0)
    layout = {
        "template": template(),
        "height": 100 + each * len(lines),
        "margin": {"l": round(16 + widest(lines)), "r": 24, "t": 40, "b": 32},
        "xaxis": _scale(found),
        "yaxis": {
            "type": "category",
            "categoryarray": lines,
            "range": [len(lines) - 0.5, -0.5],
            "fixedrange": True,
        },
        "meta": {"topic": topic, "drawn": [[c.value, c["reading"]] for c in found]},
    }
    return border.figure(traces, layout)


def _scale(found: Rows) -> dict[str, Any]:
    """Return the axis of the amounts: a line at each step, a number at its ends, where it fits."""
    axis = {"showgrid": True, "fixedrange": True, "tickangle": 0}
    if not tenfold(found):
        most = max(c.amount for c in found) or 1.0
        ticks = {"tickvals": [0, most], "ticktext": ["0", as_text(most)]}
        return {**axis, **ticks, "type": "linear", "range": [-0.2 * most, 1.2 * most]}
    low = math.floor(min(math.log10(c.amount) for c in found))
    high = max(math.ceil(max(math.log10(c.amount) for c in found)), low + 1)
    steps = [10**step for step in range(low, high + 1)]
    named = {steps[0], steps[-1]}
    return {
        **axis,
        "type": "log",
        "range": [low - BESIDE, high + BESIDE],
        "tickvals": steps,
        "ticktext": [as_text(step) if step in named else "" for step in steps],
    }


def _line(row: Row, several: bool) -> str:
    """Return what a line is called: why it can be read so, and of several numbers, of which."""
    of = f"{row['kind']}, {row.unit}: " if several else ""
    return "\n".join(wrapped(of + row["because"].replace(", reading taken", ""), LABEL_COLUMNS))


def _marks(found: Rows, name: str, several: bool) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [c.amount for c in found],
        "y": [_line(c, several) for c in found],
        "mode": "markers+text",
        "name": name,
        "showlegend": True,
        "marker": LOOKS[name],
        "text": [c.text for c in found],
        "textposition": "top center",
        "cliponaxis": False,
        "customdata": [c.figure for c in found],
        "hovertext": [f"{c.hover(c['kind'])}\n{c['because']}" for c in found],
        "hoverinfo": "text",
    }
