"""How every chart looks: colours that colour-blind readers can tell apart, fonts, status marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from metrics.charts.border import Chart, figure
from metrics.emphasis import bold, italic
from metrics.statuses import STATUSES

if TYPE_CHECKING:
    import plotly.graph_objects as go

INK, MUTED, GRID, PAPER = "#1D2329", "#5B6670", "#D5DAE0", "#FFFFFF"
BLUE, ORANGE, GREEN, GREY = "#2E86D1", "#D55E00", "#009E73", "#8A949E"
# Fonts of the reader's own machine: a file cannot reach the page's web font, and a text measured in
# one font and drawn in another is cut off.
FONT = "Helvetica, Arial, Noto Sans, DejaVu Sans, sans-serif"
NARROW_BELOW_PX = 640  # the width of a page below which a chart takes its layout for a phone
LEGEND = {"orientation": "h", "x": 0, "y": 1.02, "xanchor": "left", "yanchor": "bottom"}


@dataclass(frozen=True)
class Drawing:
    """A chart with the words around it: finding, unit and scope, source, notes, alt text."""

    chart: Chart
    title: str
    subtitle: str
    source: str
    alt: str
    notes: tuple[str, ...] = field(default=())

    @property
    def figure(self) -> go.Figure:
        """The chart as Plotly's object, for files and tests."""
        return self.chart.figure


def template() -> dict[str, Any]:
    """Return the template of every chart; the screen replaces its three colours by the theme's."""
    axis = {"gridcolor": GRID, "linecolor": GRID, "zerolinecolor": GRID, "tickfont": {"color": INK}}
    layout = {
        "font": {"family": FONT, "size": 14, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": {**axis, "showgrid": False},
        "yaxis": {**axis, "tickformat": ",d", "rangemode": "tozero"},
        "legend": {**LEGEND, "itemclick": False, "itemdoubleclick": False},
        "margin": {"l": 48, "r": 8, "t": 40, "b": 32},
        "hoverlabel": {"align": "left", "font": {"family": FONT}},
        "modebar": {"remove": ["toImage"]},
    }
    return {"layout": layout}


def pattern(status: str, colour: str) -> dict[str, object]:
    """Return the bar marker of a status: filled, or hatched on the page's own colour."""
    shape = STATUSES[status].pattern
    line = {"color": colour, "width": 1.5 if shape else 0}
    if not shape:
        return {"color": colour, "line": line}
    hatch = {"shape": shape, "fgcolor": colour, "bgcolor": "rgba(0,0,0,0)", "size": 8}
    return {"color": colour, "line": line, "pattern": {**hatch, "fillmode": "replace"}}


def patterns(statuses: Sequence[str], colour: str) -> dict[str, object]:
    """Return the marker of bars that may differ in status: one pattern where they do not."""
    if len(set(statuses)) == 1:
        return pattern(statuses[0], colour)
    shapes = [STATUSES[status].pattern for status in statuses]
    hatch = {"shape": shapes, "fgcolor": colour, "bgcolor": "rgba(0,0,0,0)", "size": 8}
    colours = ["rgba(0,0,0,0)" if shape else colour for shape in shapes]
    return {
        "color": colour,
        "line": {"color": colour, "width": 1.5},
        "pattern": {**hatch, "bgcolor": colours, "fillmode": "replace"},
    }


def heading(text: str, y: float, x: float = 0) -> dict[str, object]:
    """Return the title of a panel: it stands on the height `y` of the plot, from `x` on."""
    at = {"x": x, "y": y, "xanchor": "left", "yanchor": "bottom", "xref": "paper", "yref": "paper"}
    return {"text": bold(text), "showarrow": False, "align": "left", **at}


def nothing_drawn(topic: str, text: str) -> Chart:
    """Return a chart without marks that says why there are none."""
    words = {"text": italic(text), "showarrow": False, "xref": "paper", "yref": "paper"}
    hidden = {"visible": False, "fixedrange": True}
    layout = {
        "template": template(),
        "height": 160,
        "xaxis": hidden,
        "yaxis": hidden,
        "annotations": [{**words, "x": 0, "y": 0.5, "xanchor": "left", "align": "left"}],
        "meta": {"topic": topic, "drawn": []},
    }
    return figure([], layout)
