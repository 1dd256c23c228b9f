"""The layout of a chart's image file: the same marks, always light, with header and footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from metrics.charts.border import markup
from metrics.charts.style import INK, MUTED, PAPER, Drawing
from metrics.emphasis import bold
from metrics.exports.typeface import BOLD, FONTS, width, wrap

SIDE, GAP, LEAST_PLOT, TURNED, SHRUNK = 40, 12, 240, 0.8, 0.8
LINE, SUBTITLE_LINE, TITLE_LINE = 19, 24, 36
LEGEND_INSET = 5  # what a legend keeps free at its own left, in pixels
# Font sizes in pixels.
TITLE_SIZE, SUBTITLE_SIZE, SIZE, NAME_SIZE = 26, 16, 13, 14


@dataclass(frozen=True)
class Size:
    """A size of image files in CSS pixels: width, least height of the plot, height of the whole.

    A height of 0 is as tall as header, plot and footer make it; `label` is what a reader chooses.
    """

    name: str
    label: str
    width: int
    plot: int
    height: int = 0


SIZES = {
    size.name: size
    for size in (
        Size("report", "Report, landscape", 1200, 380),
        Size("square", "Square", 1080, 380, 1080),
        Size("slide", "Slide, 16:9", 1280, 300, 720),
        Size("column", "A4 column", 640, 340),
        Size("a4", "A4 page", 1240, 380, 1754),
    )
}
# A 2x image has the 300 dots an inch that printers ask for: "report" is then 8 inches (20 cm) wide.
DPI = 150  # of a 1x image
PRINT_SCALE = 2
SCALES = {
    scale: f"{scale}x, {DPI * scale} dpi, {use}"
    for scale, use in ((1, "for the screen"), (PRINT_SCALE, "for print"), (4, "for a poster"))
}


def _text(lines: Sequence[str], y: int, size: int, colour: str, left: int) -> dict[str, Any]:
    """Return lines of text at `y` pixels above (or below) the plot's top (or bottom) edge."""
    return {
        "text": markup("\n".join(lines)),
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


def _margin(drawing: Drawing, across: int) -> dict[str, int]:
    """Return the room around the plot; names below it that must turn need more of it."""
    layout = drawing.chart.layout
    found = {**layout["template"]["layout"]["margin"], **layout.get("margin", {})}
    axis = layout.get("xaxis", {})
    names = axis.get("categoryarray") if axis.get("automargin") else None
    lines = [line for name in names or () for line in str(name).split("<br>")]
    longest = max((width(line, NAME_SIZE) for line in lines), default=0)
    if names and longest > (across - found["l"]) / len(names):
        found["b"] += int(longest * TURNED)
    return found


def _words(
    drawing: Drawing, footer: Sequence[str], across: int, inner: dict[str, int]
) -> tuple[list[dict[str, Any]], int, int]:
    """Return title, subtitle and footer, and the room they take above and below the plot."""
    title = wrap(drawing.title, across, TITLE_SIZE, BOLD)
    subtitle = wrap(drawing.subtitle, across, SUBTITLE_SIZE)
    below = [line for text in footer for line in wrap(text, across, SIZE)]
    under = inner["t"] + SUBTITLE_LINE * len(subtitle) + GAP
    head = under + TITLE_LINE * len(title)
    texts = [
        _text([bold(line) for line in title], head, TITLE_SIZE, INK, inner["l"]),
        _text(subtitle, under, SUBTITLE_SIZE, MUTED, inner["l"]),
        _text(below, -inner["b"] - GAP, SIZE, MUTED, inner["l"]),
    ]
    return texts, head + SIDE, inner["b"] + LINE * len(below) + GAP + SIDE // 2


def file_layout(drawing: Drawing, footer: Sequence[str], size: Size) -> dict[str, Any]:
    """Return the layout of the file as plain JSON values: figure.layout plus header and footer."""
    layout: dict[str, Any] = in_font({"layout": drawing.chart.layout})["layout"]
    across = size.width - 2 * SIDE
    inner = _margin(drawing, across)
    texts, top, bottom = _words(drawing, footer, across, inner)
    drawn = layout["height"] - inner["t"] - inner["b"]
    least = top + bottom + max(LEAST_PLOT if size.height else size.plot, int(SHRUNK * drawn))
    margin = {"l": inner["l"] + SIDE, "r": inner["r"] + SIDE, "t": top, "b": bottom}
    height = max(size.height, least)
    return {
        **layout,
        **_scale(layout, (bottom - inner["b"]) / height),
        "width": size.width,
        "height": height,
        "autosize": False,
        "paper_bgcolor": PAPER,
        "margin": {**margin, "autoexpand": bool(layout.get("xaxis", {}).get("automargin"))},
        "legend": {**layout.get("legend", {}), **_legend(inner["l"], across - inner["r"])},
        "annotations": [*layout.get("annotations", ()), *texts],
    }


def _scale(layout: dict[str, Any], footer: float) -> dict[str, Any]:
    """Return the scale of colours below the plot, above what share of the image the footer has."""
    found = layout.get("coloraxis")
    bar = {**found["colorbar"], "y": footer} if found else {}
    return {"coloraxis": {**found, "colorbar": bar}} if found else {}


def _legend(left: int, right: int) -> dict[str, float]:
    """Return where the legend starts: with the words, not with the plot `left` pixels from them.

    Its place is a share of the plot's width; a margin that expands by itself would make room for
    what stands left of the plot, and push it aside.
    """
    return {"x": -(left - LEGEND_INSET) / (right - left)} if left > LEGEND_INSET else {}


def in_font(figure: dict[str, Any]) -> dict[str, Any]:
    """Return a figure as plain values, its texts in the font of images."""
    template = figure["layout"]["template"]
    inner = template["layout"]
    inner = {**inner, "font": {**inner["font"], "family": FONTS}}
    layout = {**figure["layout"], "template": {**template, "layout": inner}}
    return {**figure, "layout": layout}
