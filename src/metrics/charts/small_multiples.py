"""Small charts in rows, one a name, all on one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from metrics.charts.compare_places import largest
from metrics.charts.style import BLUE, heading, pattern, template
from metrics.charts.words import hover, plain

ACROSS, PANEL, GAP = 3, 150, 0.05
Row = Mapping[str, object]


def figure(by: Mapping[str, Sequence[Row]], topic: str) -> go.Figure:
    """Return a chart of bars by year for each name; a row has place, year, value, status."""
    lines = -(-len(by) // ACROSS)
    every = [c for cells in by.values() for c in cells]
    years = sorted({str(c["year"]) for c in every})
    layout: dict[str, Any] = {
        "template": template(),
        "height": 60 + PANEL * lines,
        "margin": {"l": 48, "r": 8, "t": 40, "b": 24},
        "showlegend": False,
        "meta": {
            "topic": topic,
            "drawn": [[c["place"], c["year"], c["value"]] for c in every],
        },
        "annotations": [],
    }
    traces = []
    for nth, (name, cells) in enumerate(by.items()):
        _panel(layout, nth, name, lines, (years, largest(every)))
        traces.append(_years(nth, cells))
    return go.Figure(traces, layout)


def _panel(
    layout: dict[str, Any], nth: int, name: str, lines: int, scale: tuple[Sequence[str], float]
) -> None:
    """Give a place its axes: the same years and the same height as all others."""
    suffix, (line, column) = str(nth + 1) if nth else "", divmod(nth, ACROSS)
    left, top = column / ACROSS, 1 - line / lines
    right, bottom = left + 1 / ACROSS - GAP, top - 1 / lines + 0.3 / lines
    years, most = scale
    ends = [years[0], years[-1]] if len(years) > 1 else list(years)
    layout[f"xaxis{suffix}"] = {
        **{"domain": [left, right], "anchor": f"y{suffix}", "type": "category"},
        **{"categoryarray": years, "range": [-0.6, len(years) - 0.4], "tickvals": ends},
        **{"fixedrange": True, "tickangle": 0},
    }
    layout[f"yaxis{suffix}"] = {
        **{"domain": [bottom, top - 0.1 / lines], "anchor": f"x{suffix}", "range": [0, most]},
        **{"showticklabels": column == 0, "nticks": 3, "fixedrange": True},
    }
    layout["annotations"].append(heading(plain(name), top - 0.1 / lines, left))


def _years(nth: int, cells: Sequence[Row]) -> go.Bar:
    suffix = str(nth + 1) if nth else ""
    return go.Bar(
        x=[c["year"] for c in cells],
        y=[c["value"] for c in cells],
        xaxis=f"x{suffix}",
        yaxis=f"y{suffix}",
        marker=pattern(str(cells[0]["status"]), BLUE),
        customdata=[c["figure"] or "" for c in cells],
        hovertext=[hover(c, f"in {plain(str(c['place']))}, {c['year']}") for c in cells],
        hoverinfo="text",
    )
