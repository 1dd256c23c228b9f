"""The layout of a chart's image file: the same marks, always light, with header and footer."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from metrics.charts.style import INK, MUTED, PAPER, Drawing

WIDTH, PLOT, SIDE, GAP, PER_LINE = 1200, 380, 40, 12, 150
LINE, SUBTITLE_LINE, TITLE_LINE = 19, 24, 36


@dataclass(frozen=True)
class ImageWords:
    """What the file adds to the drawing: filters in words, scope notes, version of the data."""

    filters: str
    scope: Sequence[str]
    version: str


def _wrap(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width) or [""]


def _text(lines: Sequence[str], y: int, size: int, colour: str, left: int) -> dict[str, Any]:
    """Return lines of text at `y` pixels above (or below) the plot's top (or bottom) edge."""
    return {
        "text": "<br>".join(lines),
        "showarrow": False,
        "align": "left",
        "font": {"size": size, "color": colour},
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "xanchor": "left",
        "xshift": -left,
        "y": 1 if y > 0 else 0,
        "yanchor": "top",
        "yshift": y,
    }


def footer(drawing: Drawing, words: ImageWords) -> list[str]:
    """Return the lines under the chart: filters, notes, source, version of the data."""
    texts = [words.filters, *words.scope, *drawing.notes, drawing.source]
    texts.append(f"Made with village-metrics from data version {words.version}.")
    return [line for text in texts for line in _wrap(text, PER_LINE)]


def _margin(drawing: Drawing) -> dict[str, int]:
    layout = drawing.figure.layout
    return {**layout.template.layout.margin.to_plotly_json(), **layout.margin.to_plotly_json()}


def file_layout(drawing: Drawing, words: ImageWords) -> dict[str, Any]:
    """Return the layout of the file as plain JSON values: figure.layout plus header and footer."""
    layout: dict[str, Any] = drawing.figure.to_plotly_json()["layout"]
    inner = _margin(drawing)
    title, subtitle = _wrap(drawing.title, 72), _wrap(drawing.subtitle, 120)
    below = footer(drawing, words)
    head = TITLE_LINE * len(title) + SUBTITLE_LINE * len(subtitle) + GAP
    foot = LINE * len(below) + GAP
    under = inner["t"] + SUBTITLE_LINE * len(subtitle) + GAP
    margin = {
        "l": inner["l"] + SIDE,
        "r": inner["r"] + SIDE,
        "t": inner["t"] + head + SIDE,
        "b": inner["b"] + foot + SIDE // 2,
    }
    texts = [
        _text([f"<b>{line}</b>" for line in title], inner["t"] + head, 26, INK, inner["l"]),
        _text(subtitle, under, 16, MUTED, inner["l"]),
        _text(below, -inner["b"] - GAP, 13, MUTED, inner["l"]),
    ]
    return {
        **layout,
        "width": WIDTH,
        "height": PLOT + margin["t"] + margin["b"],
        "autosize": False,
        "paper_bgcolor": PAPER,
        "margin": margin,
        "annotations": [*layout.get("annotations", ()), *texts],
    }
