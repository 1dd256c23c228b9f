"""A matrix of villages and products, one mark where the document names an industry."""

from __future__ import annotations

from typing import Any

from metrics.charts import border, matrix
from metrics.charts.chart_text import position_text, statement_id
from metrics.charts.style import BLUE, GREEN, GREY, ORANGE
from metrics.emphasis import bold
from metrics.model.rows import Row, Rows
from metrics.model.topic import ById

COLOURS = (BLUE, ORANGE, GREEN, GREY)
SYMBOLS = (
    *("square", "circle", "diamond", "triangle-up", "cross", "x", "star", "triangle-down"),
    *("pentagon", "hourglass", "hexagram"),
)
SIZE_PX, LEAST_PX, ROOM_PX = 22, 8, 140  # of marks; of all products side by side on a phone
LINE_PX = 50


def figure(found: Rows, derived: ById) -> border.Chart:
    """Return the matrix of rows with village, product, sector and provenance."""
    products = list(dict.fromkeys(matrix.column_name(c["product"]) for c in found))
    villages = list(dict.fromkeys(matrix.line_name(c["village"]) for c in found))
    sectors = list(dict.fromkeys(c["sector"] for c in found))
    layout = matrix.layout(products, villages, LINE_PX)
    drawn = [[c["village"], c["product"]] for c in found]
    layout["meta"] |= {"topic": "village_industry", "drawn": drawn}
    size = max(LEAST_PX, min(SIZE_PX, ROOM_PX // max(len(products), 1)))
    traces = [
        _marks([c for c in found if c["sector"] == sector], sector, _look(nth) | {"size": size})
        for nth, sector in enumerate(sectors)
    ]
    return border.figure(traces, layout)


def _look(nth: int) -> dict[str, Any]:
    """Return the colour and form of a sector: no two of the first 44 have both in common."""
    return {"color": COLOURS[nth % len(COLOURS)], "symbol": SYMBOLS[nth % len(SYMBOLS)]}


def _marks(found: Rows, sector: str, marker: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [matrix.column_name(c["product"]) for c in found],
        "y": [matrix.line_name(c["village"]) for c in found],
        "mode": "markers",
        "name": sector,
        "showlegend": True,
        "marker": marker,
        "cliponaxis": False,
        "customdata": [statement_id(c) for c in found],
        "hovertext": [_hover(c) for c in found],
        "hoverinfo": "text",
    }


def _hover(row: Row) -> str:
    first = f"{bold(row['product'])} · {row['village']}"
    sector = f"sector: {row['sector']} (our grouping)"
    return "\n".join([first, sector, position_text(row) or "not printed in a document"])
