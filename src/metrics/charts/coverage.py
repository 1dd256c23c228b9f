"""A grid of measures and places: stated, not stated, hidden by the filter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from metrics.charts import border, matrix
from metrics.charts.style import BLUE, GREY, ORANGE, Drawing
from metrics.emphasis import bold
from metrics.model.rows import Row, Table, rows_of
from metrics.topics.coverage import HIDDEN, NOT_STATED, STATED

LOOKS = {
    STATED: (BLUE, "square"),
    NOT_STATED: (GREY, "square-open"),
    HIDDEN: (ORANGE, "x-thin-open"),
}
# More places than a phone has room for: thin strokes that do not run into each other.
MANY_PLACES, STROKE_PX = 20, 16
LINE_PX = 30


def draw(rows: Table, derived: Table, document: str) -> Drawing:
    """Return the grid of the rows of the metric coverage: a mark a measure, period and place.

    Columns read: measure, period, place, state (stated, not stated, hidden), figure; of `derived`:
    what, value.
    """
    found = rows_of(rows)
    counts = "; ".join(f"{c.text} {c['what']}" for c in rows_of(derived))
    return Drawing(
        chart=_figure(found),
        title=_title(found),
        subtitle="Each measure and period of the dataset, by place",
        source=f"Source: {document}",
        alt=f"Grid of measures and places. {counts}.",
        notes=("Not stated is not zero: the document gives no number there.", f"{counts}."),
    )


def _title(found: Sequence[Row]) -> str:
    """Return the places with a printed number, in words."""
    places = list(dict.fromkeys(c["place"] for c in found if c.figure))
    if not places:
        return "No number here is printed in a document"
    return f"Numbers are printed for {' and '.join(places[:2])}" + (
        " and other places" if len(places) > len(places[:2]) else " only"
    )


def _measure(cell: Row) -> str:
    if cell["period"] == "undated":
        return cell["measure"]
    comma = "" if cell["period"].isdigit() else ","
    return f"{cell['measure']}{comma} {cell['period']}"


def _figure(found: Sequence[Row]) -> border.Chart:
    lines = list(dict.fromkeys(matrix.line_name(_measure(c)) for c in found))
    places = list(dict.fromkeys(matrix.column_name(c["place"]) for c in found))
    layout = matrix.layout(places, lines, LINE_PX, grid=False)
    drawn = [[_measure(c), c["place"], c["state"]] for c in found]
    layout["meta"] |= {"topic": "coverage", "drawn": drawn}
    states = {state: [c for c in found if c["state"] == state] for state in LOOKS}
    look = _stroke if len(places) > MANY_PLACES else _mark
    return border.figure(
        [_marks(of, state, look(state)) for state, of in states.items() if of], layout
    )


def _mark(state: str) -> dict[str, Any]:
    colour, symbol = LOOKS[state]
    return {"color": colour, "symbol": symbol, "size": 16, "line": {"width": 1.5}}


def _stroke(state: str) -> dict[str, Any]:
    """Return an upright stroke for a cell; what is not stated is a dot."""
    colour, _ = LOOKS[state]
    if state == NOT_STATED:
        return {"color": colour, "symbol": "circle", "size": 3, "line": {"width": 0}}
    line = {"width": 1.5, "color": colour}
    return {"color": colour, "symbol": "line-ns-open", "size": STROKE_PX, "line": line}


def _marks(found: Sequence[Row], state: str, marker: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [matrix.column_name(c["place"]) for c in found],
        "y": [matrix.line_name(_measure(c)) for c in found],
        "mode": "markers",
        "name": state,
        "showlegend": True,
        "marker": marker,
        "customdata": [c.figure for c in found],
        "hovertext": [_hover(c) for c in found],
        "hoverinfo": "text",
    }


def _hover(cell: Row) -> str:
    figure = [f"figure {cell.figure}"] if cell.figure else []
    measure = f"{cell['measure']}, {cell['period']}"
    return "\n".join([bold(cell["state"]), measure, cell["place"], *figure])
