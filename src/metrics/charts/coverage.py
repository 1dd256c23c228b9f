"""A grid of measures and places: stated, not stated, hidden by the filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from metrics.charts import matrix
from metrics.charts.style import BLUE, GREY, ORANGE, Drawing, number
from metrics.charts.words import records
from metrics.topics.coverage import HIDDEN, NOT_STATED, STATED

Row = Mapping[str, object]
LOOKS = {
    STATED: (BLUE, "square"),
    NOT_STATED: (GREY, "square-open"),
    HIDDEN: (ORANGE, "x-thin-open"),
}
LINE = 30


def draw(rows: pd.DataFrame, derived: pd.DataFrame, document: str) -> Drawing:
    """Return the grid of the rows of the metric coverage."""
    cells = records(rows)
    counts = {str(r["what"]): number(float(str(r["value"]))) for r in records(derived)}
    said = "; ".join(f"{count} {what}" for what, count in counts.items())
    return Drawing(
        figure=_figure(cells),
        title=_title(cells),
        subtitle="Each measure and period of the dataset, by place",
        source=f"Source: {document}",
        alt=f"Grid of measures and places. {said}.",
        notes=("Not stated is not zero: the document gives no number there.", f"{said}."),
    )


def _title(cells: Sequence[Row]) -> str:
    """Return the places with a printed number, in words."""
    places = list(dict.fromkeys(str(c["place"]) for c in cells if c["figure"]))
    if not places:
        return "No number here has an address in a document"
    return f"Numbers are printed for {' and '.join(places[:2])}" + (
        " and other places" if len(places) > len(places[:2]) else " only"
    )


def _line(cell: Row) -> str:
    period = "" if cell["period"] in ("undated", "at writing") else f" {cell['period']}"
    return f"{cell['measure']}{period}"


def _figure(cells: Sequence[Row]) -> go.Figure:
    lines = list(dict.fromkeys(_line(c) for c in cells))
    places = list(dict.fromkeys(str(c["place"]) for c in cells))
    layout = matrix.layout(places, lines, LINE, grid=False)
    drawn = [[_line(c), c["place"], c["state"]] for c in cells]
    layout["meta"] = {"topic": "coverage", "drawn": drawn}
    traces = [_marks([c for c in cells if c["state"] == state], state) for state in LOOKS]
    return go.Figure([trace for trace in traces if trace.x], layout)


def _marks(cells: Sequence[Row], state: str) -> go.Scatter:
    colour, symbol = LOOKS[state]
    return go.Scatter(
        x=[str(c["place"]) for c in cells],
        y=[_line(c) for c in cells],
        mode="markers",
        name=state,
        showlegend=True,
        marker={"color": colour, "symbol": symbol, "size": 16, "line": {"width": 1.5}},
        customdata=[c["figure"] or "" for c in cells],
        hovertext=[_hover(c) for c in cells],
        hoverinfo="text",
    )


def _hover(cell: Row) -> str:
    figure = f"<br>figure {cell['figure']}" if cell["figure"] else ""
    period = f"{cell['measure']}, {cell['period']}"
    return f"<b>{cell['state']}</b><br>{period}<br>{cell['place']}{figure}"
