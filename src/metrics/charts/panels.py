"""Horizontal bars in panels, one panel a unit: what is counted differently shares no scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from metrics.charts import border
from metrics.charts.style import BLUE, GREY, heading, nothing_drawn, pattern, template
from metrics.charts.text_size import wrapped
from metrics.model.rows import Row
from metrics.model.topic import ById
from metrics.statuses import STATUSES

HEAD_PX, LINE_PX, TEXT_LINE_PX, GAP_PX, LABEL_COLUMNS = 30, 48, 17, 14, 44
TOP_PX, BOTTOM_PX, BAR_ROOM = 40, 12, 1.45
# A bar holds a label of the least size; it starts below the middle of its line, under the name.
BAR_PX, BELOW_PX, LEAST_LABEL_PX = 22, 2, 12
COLOURS = {"standing": GREY}


@dataclass(frozen=True)
class Bar:
    """One bar, or a part of one: bars of the same panel and line stand end to end."""

    panel: str
    line: str
    label: str
    cell: Row
    what: str


def figure(bars: Sequence[Bar], topic: str, ends: ById | None = None) -> border.Chart:
    """Return the chart of the bars, in their order; each cell states a number.

    `ends` gives the number that stands at the end of a bar of several parts, by its line.
    """
    if not bars:
        return nothing_drawn(topic, "No number is stated here.")
    panels = list(dict.fromkeys(bar.panel for bar in bars))
    lines = {p: list(dict.fromkeys(b.line for b in bars if b.panel == p)) for p in panels}
    line_px = LINE_PX + TEXT_LINE_PX * max(_label(b.line).count("\n") for b in bars)
    heights = [HEAD_PX + line_px * len(lines[p]) + GAP_PX for p in panels]
    layout: dict[str, Any] = {
        "template": template(),
        "height": sum(heights) + TOP_PX + BOTTOM_PX,
        "barmode": "stack",
        "margin": {"l": 8, "r": 8, "t": TOP_PX, "b": BOTTOM_PX},
        "annotations": [],
        # A part of a bar names its number where there is room for it: labels never overlap.
        "uniformtext": {"mode": "hide", "minsize": LEAST_LABEL_PX},
        "meta": {"topic": topic, "drawn": [[b.panel, b.line, b.cell.value] for b in bars]},
    }
    bottoms = list(accumulate(heights))
    for nth, panel in enumerate(panels):
        top, bottom = bottoms[nth] - heights[nth] + HEAD_PX, bottoms[nth] - GAP_PX
        longest = _longest([b for b in bars if b.panel == panel])
        span = (1 - bottom / bottoms[-1], 1 - top / bottoms[-1])
        _add_panel(layout, nth, panel, lines[panel], span, longest)
    traces = [*_traces(bars, panels, line_px), *_ends(bars, panels, line_px, ends or {})]
    return border.figure(traces, layout)


def _ends(
    bars: Sequence[Bar], panels: Sequence[str], line_px: int, ends: ById
) -> Iterator[dict[str, Any]]:
    """Yield a part without length at the end of each bar of several: it says their sum."""
    for line, total in ends.items():
        parts = [bar for bar in bars if bar.line == line]
        if len(parts) > 1:
            last = replace(parts[-1], cell=replace(parts[-1].cell, value=0.0))
            trace = _trace(last, panels.index(last.panel), False, True) | _height(last, line_px)
            yield trace | {
                "text": [f"{total.text} in all"],
                "customdata": [total["what"]],
                "hovertext": [total["arithmetic"]],
            }


def _longest(bars: Sequence[Bar]) -> float:
    lines = {bar.line for bar in bars}
    return max(sum(b.cell.amount for b in bars if b.line == x) for x in lines) or 1.0


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
    layout[f"xaxis{suffix}"] = {**hidden, "range": [0, longest * BAR_ROOM], "anchor": f"y{suffix}"}
    layout[f"yaxis{suffix}"] = {
        "type": "category",
        "domain": span,
        "anchor": f"x{suffix}",
        "range": [len(lines) - 0.5, -0.5],
        "categoryarray": [_label(line) for line in lines],
        "ticklabelposition": "inside top",
        "ticklabeloverflow": "allow",  # else the first name of a panel may be hidden
        "showgrid": False,
        "fixedrange": True,
    }
    layout["annotations"].append(heading("\n".join(wrapped(title, LABEL_COLUMNS)), span[1]))


def _traces(bars: Sequence[Bar], panels: Sequence[str], line_px: int) -> list[dict[str, Any]]:
    in_legend: set[str] = set()
    traces = []
    for bar in bars:
        status, at = bar.cell["status"], (bar.panel, bar.line)
        alone = [(b.panel, b.line) for b in bars].count(at) == 1
        trace = _trace(bar, panels.index(bar.panel), status not in in_legend, alone)
        traces.append(trace | _height(bar, line_px))
        in_legend.add(status)
    return traces


def _height(bar: Bar, line_px: int) -> dict[str, float]:
    """Return width and offset of a bar, as shares of its line: it stands under its whole name."""
    more = TEXT_LINE_PX * _label(bar.line).count("\n") / 2
    return {"width": BAR_PX / line_px, "offset": (BELOW_PX + more) / line_px}


def _trace(bar: Bar, nth: int, in_legend: bool, alone: bool) -> dict[str, Any]:
    suffix, status = str(nth + 1) if nth else "", STATUSES[bar.cell["status"]]
    return {
        "type": "bar",
        "x": [bar.cell.amount],
        "y": [_label(bar.line)],
        "orientation": "h",
        "xaxis": f"x{suffix}",
        "yaxis": f"y{suffix}",
        "name": status.name,
        "legendgroup": status.name,
        "showlegend": in_legend,
        "marker": pattern(status.name, COLOURS.get(status.name, BLUE)),
        "text": [f"{bar.cell.text} {bar.label} {status.word}".replace("  ", " ").strip()],
        "textposition": "outside" if alone else "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "cliponaxis": False,
        "constraintext": "none" if alone else "inside",
        "customdata": [bar.cell.figure],
        "hovertext": [bar.cell.hover(bar.what)],
        "hoverinfo": "text",
    }


def _label(text: str) -> str:
    return "\n".join(wrapped(text, LABEL_COLUMNS))
