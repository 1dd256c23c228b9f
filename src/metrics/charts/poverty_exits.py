"""Bars of households and people lifted out of poverty, side by side, planned hatched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from metrics.charts import border, exits_places
from metrics.charts import poverty_exits_words as words
from metrics.charts.border import italic
from metrics.charts.cell import Cell, cells
from metrics.charts.style import BLUE, Drawing, heading, pattern, template
from metrics.charts.words import repaired, source
from metrics.statuses import STATUSES

PANELS = {"households": ("x", "y", (0.0, 0.46)), "people": ("x2", "y2", (0.54, 1.0))}
BAR_WIDTH, LABEL_PX = 0.62, 12
PANEL_PX, SLOT_LEAST_PX = 400, 21  # the width of a panel on a wide page; a turned label's room


def draw(rows: pd.DataFrame, derived: pd.DataFrame, document: str) -> Drawing:
    """Return the chart of the rows of the metric poverty_exits."""
    found = cells(rows)
    place = exits_places.places(found)
    return Drawing(
        figure=_figure(found),
        title=words.title(found),
        subtitle=words.subtitle(found, place),
        source=source(document, rows),
        alt=words.alt(found, place),
        notes=exits_places.notes(found) + words.notes(found) + repaired(found),
    )


def _figure(found: Sequence[Cell]) -> go.Figure:
    years = list(dict.fromkeys(c["year"] for c in found))
    layout: dict[str, Any] = {"template": template(), "height": 400, "bargap": 0.35}
    for measure, (x, y, domain) in PANELS.items():
        axis = {"type": "category", "categoryarray": years, "range": [-0.5, len(years) - 0.5]}
        layout[f"xaxis{x[1:]}"] = {**axis, "domain": domain, "anchor": y, "fixedrange": True}
        layout[f"yaxis{y[1:]}"] = {
            "anchor": x,
            "fixedrange": True,
            "range": [0, _top(found, measure)],
            "nticks": 5,
            "domain": [0, 0.9],
        }
    layout["annotations"] = [
        heading(m.capitalize(), 0.94, domain[0]) for m, (_, _, domain) in PANELS.items()
    ] + [
        _not_stated(c, years)
        for c in found
        if c.value is None and not exits_places.beside(c, found)
    ]
    if apart := _lines(found, years):
        layout["shapes"] = apart
    drawn = [[c["year"], c["status"], c["measure"], c.value] for c in found]
    layout["meta"] = {"topic": "poverty_exits", "drawn": drawn}
    traces = [
        _bars([c for c in found if c["measure"] == m], m, s) for m in PANELS for s in STATUSES
    ]
    return border.figure([t for t in traces if t["x"]], layout)


def _lines(found: Sequence[Cell], years: Sequence[str]) -> list[dict[str, Any]]:
    """Return a dotted line wherever the bars of a panel begin to be of other places."""
    lines = []
    for measure, (x, y, _) in PANELS.items():
        before = exits_places.breaks([c for c in found if c["measure"] == measure], years)
        lines += exits_places.lines(before, x, y)
    return lines


def _bars(found: Sequence[Cell], measure: str, status: str) -> dict[str, Any]:
    stated = [c for c in found if c.value is not None and c["status"] == status]
    x, y, _ = PANELS[measure]
    word = STATUSES[status].word
    return {
        "type": "bar",
        "x": [c["year"] for c in stated],
        "y": [int(c.amount) for c in stated],
        "xaxis": x,
        "yaxis": y,
        "name": status,
        "legendgroup": status,
        "showlegend": measure == "people",
        "marker": pattern(status, BLUE),
        "text": [f"{c.text}\n{word}" if word else c.text for c in stated],
        "textposition": "outside",
        "textfont": {"size": 14},
        "cliponaxis": False,
        "constraintext": "none",
        **_slots(stated, found),
        "customdata": [c.figure for c in stated],
        "hovertext": [c.hover(f"lifted out of poverty, {c['year']}") for c in stated],
        "hoverinfo": "text",
    }


def _slots(stated: Sequence[Cell], found: Sequence[Cell]) -> dict[str, Any]:
    """Return width and offset of bars: those of one year, achieved and planned, stand abreast."""
    abreast = [[o for o in found if o.value is not None and o["year"] == c["year"]] for c in stated]
    if all(len(others) == 1 for others in abreast):
        return {"width": BAR_WIDTH, "offset": -BAR_WIDTH / 2}
    widths = [BAR_WIDTH / len(others) for others in abreast]
    nth = [others.index(cell) for others, cell in zip(abreast, stated, strict=True)]
    starts = [-BAR_WIDTH / 2 + n * width for n, width in zip(nth, widths, strict=True)]
    return {"width": widths, "offset": starts}


def _top(found: Sequence[Cell], measure: str) -> float:
    return max((c.amount for c in found if c["measure"] == measure and c.value), default=1) * 1.22


def _not_stated(cell: Cell, years: Sequence[str]) -> dict[str, Any]:
    x, y, _ = PANELS[cell["measure"]]
    return {
        "text": italic(cell["status"].replace(" ", "\n")),
        "showarrow": False,
        "xref": x,
        "yref": y,
        "x": years.index(cell["year"]),
        "y": 0,
        "yanchor": "bottom",
    }
