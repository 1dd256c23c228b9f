"""The candidate readings of an amount of money: the one taken filled, rivals hollow."""

from __future__ import annotations

import textwrap

import pandas as pd
import plotly.graph_objects as go

from metrics.charts.panels import Row
from metrics.charts.style import BLUE, ORANGE, Drawing, number, template
from metrics.charts.words import hover, records, source

LOOKS = {
    "reading taken": {"color": BLUE, "symbol": "circle", "size": 18},
    "rival reading": {"color": ORANGE, "symbol": "circle-open", "size": 18, "line": {"width": 3}},
    "no safe reading": {"color": ORANGE, "symbol": "x-thin-open", "size": 16, "line": {"width": 3}},
}
LABEL, LETTER, LINE = 24, 7, 54


def draw(rows: pd.DataFrame, derived: pd.DataFrame, document: str) -> Drawing:
    """Return the chart of candidate readings on a scale where each step is ten times the last."""
    cells = records(rows)
    topic = "loan" if cells[0]["reading"] == "no safe reading" else "departments_money"
    return Drawing(
        figure=_figure(cells, topic),
        title=_title(cells),
        subtitle=f"Candidate readings of what is printed as “{cells[0]['printed']}”; "
        "on the scale each step is ten times as much",
        source=source(document, rows),
        alt="Candidate readings: " + "; ".join(f"{_value(c)}, {c['because']}" for c in cells) + ".",
        notes=("These are readings of one number: they are never added, and no mean is taken.",),
    )


def _value(cell: Row) -> str:
    return number(float(str(cell["value"])))


def _unit(cell: Row) -> str:
    return "" if cell["unit"] == "not printed" else f" {cell['unit']}"


def _title(cells: list[dict[str, object]]) -> str:
    kind = str(cells[0]["kind"])
    kind = kind[:1].upper() + kind[1:]
    taken = [c for c in cells if c["reading"] == "reading taken"]
    if taken:
        rivals = " or ".join(_value(c) for c in cells if c not in taken)
        return f"{kind}: {_value(taken[0])}{_unit(taken[0])}, unless it is {rivals}"
    options = " or ".join(_value(c) for c in cells)
    return f"{kind}: not readable, it may be {options}"


def _figure(cells: list[dict[str, object]], topic: str) -> go.Figure:
    lines = [_line(c) for c in cells]
    longest = max(len(part) for line in lines for part in line.split("<br>"))
    found = dict.fromkeys(str(c["reading"]) for c in cells)
    traces = [_marks([c for c in cells if c["reading"] == name], name) for name in found]
    layout = {
        "template": template(),
        "height": 100 + LINE * len(lines),
        "margin": {"l": 16 + LETTER * longest, "r": 24, "t": 40, "b": 32},
        "xaxis": {
            "type": "log",
            "dtick": 1,
            "showgrid": True,
            "fixedrange": True,
            "tickformat": ",d",
        },
        "yaxis": {
            "type": "category",
            "categoryarray": lines,
            "range": [len(lines) - 0.5, -0.5],
            "fixedrange": True,
        },
        "meta": {"topic": topic, "drawn": [[c["value"], c["reading"]] for c in cells]},
    }
    return go.Figure(traces, layout)


def _line(cell: Row) -> str:
    return "<br>".join(textwrap.wrap(str(cell["because"]).replace(", reading taken", ""), LABEL))


def _marks(cells: list[dict[str, object]], name: str) -> go.Scatter:
    return go.Scatter(
        x=[float(str(c["value"])) for c in cells],
        y=[_line(c) for c in cells],
        mode="markers+text",
        name=name,
        showlegend=True,
        marker=LOOKS[name],
        text=[_value(c) for c in cells],
        textposition="top center",
        cliponaxis=False,
        customdata=[c["figure"] for c in cells],
        hovertext=[f"{hover(c, str(c['kind']))}<br>{c['because']}" for c in cells],
        hoverinfo="text",
    )
