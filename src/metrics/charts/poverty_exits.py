"""Bars of households and people lifted out of poverty, side by side, planned hatched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from metrics.charts import poverty_exits_words as words
from metrics.charts.style import (
    BLUE,
    Drawing,
    heading,
    number,
    pattern,
    template,
)
from metrics.charts.words import hover, records, repaired, source
from metrics.statuses import STATUSES

PANELS = {"households": ("x", "y", (0.0, 0.46)), "people": ("x2", "y2", (0.54, 1.0))}
Row = Mapping[str, object]


def draw(rows: pd.DataFrame, derived: pd.DataFrame, document: str) -> Drawing:
    """Return the chart of the rows of the metric poverty_exits."""
    cells = records(rows)
    place = str(cells[0]["place"])
    return Drawing(
        figure=_figure(cells),
        title=words.title(cells, place),
        subtitle=words.subtitle(cells, place),
        source=source(document, rows),
        alt=words.alt(cells, place),
        notes=words.notes(cells) + repaired(cells),
    )


def _figure(cells: Sequence[Row]) -> go.Figure:
    traces = [
        _bars([c for c in cells if c["measure"] == m and c["status"] == s], m, s)
        for m in PANELS
        for s in STATUSES
    ]
    years = list(dict.fromkeys(str(c["year"]) for c in cells))
    layout: dict[str, object] = {"template": template(), "height": 400, "bargap": 0.35}
    for measure, (x, y, domain) in PANELS.items():
        axis = {"type": "category", "categoryarray": years, "range": [-0.5, len(years) - 0.5]}
        layout[f"xaxis{x[1:]}"] = {**axis, "domain": domain, "anchor": y, "fixedrange": True}
        layout[f"yaxis{y[1:]}"] = {
            "anchor": x,
            "fixedrange": True,
            "range": [0, _top(cells, measure)],
            "nticks": 5,
            "domain": [0, 0.9],
        }
    layout["annotations"] = [
        heading(m.capitalize(), 0.94, domain[0]) for m, (_, _, domain) in PANELS.items()
    ] + [_not_stated(c, years) for c in cells if c["value"] is None]
    drawn = [[c["year"], c["status"], c["measure"], c["value"]] for c in cells]
    layout["meta"] = {"topic": "poverty_exits", "drawn": drawn}
    return go.Figure([t for t in traces if t.x], layout)


def _bars(cells: Sequence[Row], measure: str, status: str) -> go.Bar:
    stated = [c for c in cells if c["value"] is not None]
    x, y, _ = PANELS[measure]
    word = STATUSES[status].word
    values = [int(str(c["value"])) for c in stated]
    return go.Bar(
        x=[str(c["year"]) for c in stated],
        y=values,
        xaxis=x,
        yaxis=y,
        name=status,
        legendgroup=status,
        showlegend=measure == "people",
        marker=pattern(status, BLUE),
        text=[f"{number(v)}<br>{word}" if word else number(v) for v in values],
        textposition="outside",
        textfont={"size": 14},
        cliponaxis=False,
        constraintext="none",
        width=0.62,
        offset=-0.31,
        customdata=[c["figure"] for c in stated],
        hovertext=[hover(c, f"lifted out of poverty, {c['year']}") for c in stated],
        hoverinfo="text",
    )


def _top(cells: Sequence[Row], measure: str) -> float:
    values = [int(str(c["value"])) for c in cells if c["measure"] == measure and c["value"]]
    return max(values, default=1) * 1.22


def _not_stated(cell: Row, years: Sequence[str]) -> dict[str, object]:
    x, y, _ = PANELS[str(cell["measure"])]
    return {
        "text": f"<i>{str(cell['status']).replace(' ', '<br>')}</i>",
        "showarrow": False,
        "xref": x,
        "yref": y,
        "x": years.index(str(cell["year"])),
        "y": 0,
        "yanchor": "bottom",
    }
