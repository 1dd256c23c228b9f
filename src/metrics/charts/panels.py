"""Horizontal bars in panels, one panel a unit: what is counted differently shares no scale."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import plotly.graph_objects as go

from metrics.charts.style import BLUE, GREY, heading, number, pattern, template
from metrics.charts.words import hover
from metrics.statuses import STATUSES

HEAD, LINE, GAP, LABEL = 30, 48, 14, 60
TOP, BOTTOM, ROOM = 40, 12, 1.45
COLOURS = {"standing": GREY}
Row = Mapping[str, object]


@dataclass(frozen=True)
class Bar:
    """One bar, or a part of one: bars of the same panel and line stand end to end."""

    panel: str
    line: str
    label: str
    cell: Row
    what: str


def figure(bars: Sequence[Bar], topic: str) -> go.Figure:
    """Return the chart of the bars, in their order; `cell` is a row with value, status, address."""
    panels = list(dict.fromkeys(bar.panel for bar in bars))
    lines = {p: list(dict.fromkeys(b.line for b in bars if b.panel == p)) for p in panels}
    heights = [HEAD + LINE * len(lines[p]) + GAP for p in panels]
    layout: dict[str, Any] = {
        "template": template(),
        "height": sum(heights) + TOP + BOTTOM,
        "barmode": "stack",
        "margin": {"l": 8, "r": 8, "t": TOP, "b": BOTTOM},
        "annotations": [],
        "meta": {"topic": topic, "drawn": [[b.panel, b.line, b.cell["value"]] for b in bars]},
    }
    ends = list(accumulate(heights))
    for nth, panel in enumerate(panels):
        top, bottom = ends[nth] - heights[nth] + HEAD, ends[nth] - GAP
        total = _longest([b for b in bars if b.panel == panel])
        span = (1 - bottom / ends[-1], 1 - top / ends[-1])
        _add_panel(layout, nth, panel, lines[panel], span, total)
    return go.Figure(_traces(bars, panels), layout)


def _longest(bars: Sequence[Bar]) -> float:
    lines = {bar.line for bar in bars}
    return max(sum(float(str(b.cell["value"])) for b in bars if b.line == x) for x in lines)


def _add_panel(
    layout: dict[str, Any],
    nth: int,
    title: str,
    lines: Sequence[str],
    span: tuple[float, float],
    longest: float,
) -> None:
    """Give a panel its axes and its title, between two heights of the plot."""
    suffix = str(nth + 1) if nth else ""
    hidden = {"showgrid": False, "showticklabels": False, "zeroline": True, "fixedrange": True}
    layout[f"xaxis{suffix}"] = {**hidden, "range": [0, longest * ROOM], "anchor": f"y{suffix}"}
    layout[f"yaxis{suffix}"] = {
        "type": "category",
        "domain": span,
        "anchor": f"x{suffix}",
        "range": [len(lines) - 0.5, -0.5],
        "categoryarray": [_wrapped(line) for line in lines],
        "ticklabelposition": "inside top",
        "showgrid": False,
        "fixedrange": True,
    }
    layout["annotations"].append(heading(title, span[1]))


def _traces(bars: Sequence[Bar], panels: Sequence[str]) -> list[go.Bar]:
    told: set[str] = set()
    traces = []
    for bar in bars:
        status, at = str(bar.cell["status"]), (bar.panel, bar.line)
        alone = [(b.panel, b.line) for b in bars].count(at) == 1
        traces.append(_trace(bar, panels.index(bar.panel), status not in told, alone))
        told.add(status)
    return traces


def _trace(bar: Bar, nth: int, in_legend: bool, alone: bool) -> go.Bar:
    suffix, value = str(nth + 1) if nth else "", float(str(bar.cell["value"]))
    status = STATUSES[str(bar.cell["status"])]
    word = f" {status.word}" if status.word else ""
    return go.Bar(
        x=[value],
        y=[_wrapped(bar.line)],
        orientation="h",
        width=0.42,
        offset=0.04,  # below the middle of its line, where the line's name stands
        xaxis=f"x{suffix}",
        yaxis=f"y{suffix}",
        name=status.name,
        legendgroup=status.name,
        showlegend=in_legend,
        marker=pattern(status.name, COLOURS.get(status.name, BLUE)),
        text=[f"{number(value)} {bar.label}".strip() + word],
        textposition="outside" if alone else "inside",
        insidetextanchor="middle",
        textangle=0,
        cliponaxis=False,
        constraintext="none",
        customdata=[bar.cell["figure"]],
        hovertext=[hover(bar.cell, bar.what)],
        hoverinfo="text",
    )


def _wrapped(text: str) -> str:
    return "<br>".join(textwrap.wrap(text, LABEL)) or text
