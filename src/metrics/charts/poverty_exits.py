"""Bars of households and people lifted out of poverty, side by side, planned hatched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from metrics.charts import border
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
    place = found[0]["place"]
    return Drawing(
        figure=_figure(found),
        title=words.title(found, place),
        subtitle=words.subtitle(found, place),
        source=source(document, rows),
        alt=words.alt(found, place),
        notes=words.notes(found) + repaired(found),
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
    ] + [_not_stated(c, years) for c in found if c.value is None]
    drawn = [[c["year"], c["status"], c["measure"], c.value] for c in found]
    layout["meta"] = {"topic": "poverty_exits", "drawn": drawn}
    traces = [
        _bars([c for c in found if c["measure"] == m and c["status"] == s], m, s)
        for m in PANELS
        for s in STATUSES
    ]
    return border.figure([t for t in traces if t["x"]], layout)


def _bars(found: Sequence[Cell], measure: str, status: str) -> dict[str, Any]:
    stated = [c for c in found if c.value is not None]
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
        "width": BAR_WIDTH,
        "offset": -BAR_WIDTH / 2,
        "customdata": [c.figure for c in stated],
        "hovertext": [c.hover(f"lifted out of poverty, {c['year']}") for c in stated],
        "hoverinfo": "text",
    }


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
