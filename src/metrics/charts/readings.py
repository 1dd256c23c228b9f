"""The candidate readings of an amount of money: the one taken filled, rivals hollow."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from metrics.charts import border
from metrics.charts.cell import Cell, cells
from metrics.charts.style import BLUE, ORANGE, Drawing, template
from metrics.charts.text_size import widest, wrapped
from metrics.charts.words import source
from metrics.numbers import as_text

LOOKS = {
    "reading taken": {"color": BLUE, "symbol": "circle", "size": 18},
    "rival reading": {"color": ORANGE, "symbol": "circle-open", "size": 18, "line": {"width": 3}},
    "no safe reading": {"color": ORANGE, "symbol": "x-thin-open", "size": 16, "line": {"width": 3}},
}
LABEL_COLUMNS, LINE_PX, TEXT_LINE_PX = 24, 54, 18
BESIDE = 0.4  # decades that stay free on both sides, where the numbers of the outer marks stand


def draw(rows: pd.DataFrame, derived: pd.DataFrame, document: str) -> Drawing:
    """Return the chart of candidate readings; on its scale each step is ten times the last."""
    found = cells(rows)
    topic = "loan" if found[0]["reading"] == "no safe reading" else "departments_money"
    scale = "on the scale each step is ten times as much" if _tenfold(found) else "from zero"
    return Drawing(
        figure=_figure(found, topic),
        title=_title(found),
        subtitle=f"Candidate readings of what is printed as “{found[0]['printed']}”; {scale}",
        source=source(document, rows),
        alt="Candidate readings: " + "; ".join(f"{c.text}, {c['because']}" for c in found) + ".",
        notes=("These are readings of one number: they are never added, and no mean is taken.",),
    )


def _tenfold(found: Sequence[Cell]) -> bool:
    """Say whether the scale can be one of tenfold steps: zero has no place on it."""
    return all(c.amount > 0 for c in found)


def _title(found: Sequence[Cell]) -> str:
    kind = found[0]["kind"][:1].upper() + found[0]["kind"][1:]
    taken = [c for c in found if c["reading"] == "reading taken"]
    if taken:
        rivals = " or ".join(c.text for c in found if c not in taken)
        unless = f", unless it is {rivals}" if rivals else ""
        return f"{kind}: {taken[0].with_unit()}{unless}"
    return f"{kind}: not readable, it may be {' or '.join(c.text for c in found)}"


def _figure(found: Sequence[Cell], topic: str) -> go.Figure:
    lines = list(dict.fromkeys(_line(c) for c in found))
    looks = dict.fromkeys(c["reading"] for c in found)
    traces = [_marks([c for c in found if c["reading"] == name], name) for name in looks]
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


def _scale(found: Sequence[Cell]) -> dict[str, Any]:
    """Return the axis of the amounts: a line at each step, a number at its ends, where it fits."""
    axis = {"showgrid": True, "fixedrange": True, "tickangle": 0}
    if not _tenfold(found):
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


def _line(cell: Cell) -> str:
    return "\n".join(wrapped(cell["because"].replace(", reading taken", ""), LABEL_COLUMNS))


def _marks(found: Sequence[Cell], name: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [c.amount for c in found],
        "y": [_line(c) for c in found],
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
