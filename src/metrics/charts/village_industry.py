"""A matrix of villages and products, one mark where the document names an industry."""

from __future__ import annotations

from typing import Any

from metrics.charts import border, matrix
from metrics.charts.chart_text import position_text, statement_id
from metrics.charts.style import BLUE, GREEN, GREY, ORANGE
from metrics.emphasis import bold
from metrics.model.rows import Row, Rows
from metrics.model.topic import ById

LOOKS = ((BLUE, "square"), (ORANGE, "circle"), (GREEN, "diamond"), (GREY, "triangle-up"))
LINE_PX = 50


def figure(found: Rows, derived: ById) -> border.Chart:
    """Return the matrix of rows with village, product, sector and provenance."""
    products = list(dict.fromkeys(matrix.column_name(c["product"]) for c in found))
    villages = list(dict.fromkeys(matrix.line_name(c["village"]) for c in found))
    sectors = list(dict.fromkeys(c["sector"] for c in found))
    layout = matrix.layout(products, villages, LINE_PX)
    drawn = [[c["village"], c["product"]] for c in found]
    layout["meta"] = {"topic": "village_industry", "drawn": drawn}
    traces = [_marks([c for c in found if c["sector"] == s], s, i) for i, s in enumerate(sectors)]
    return border.figure(traces, layout)


def _marks(found: Rows, sector: str, look: int) -> dict[str, Any]:
    colour, symbol = LOOKS[look % len(LOOKS)]
    return {
        "type": "scatter",
        "x": [matrix.column_name(c["product"]) for c in found],
        "y": [matrix.line_name(c["village"]) for c in found],
        "mode": "markers",
        "name": sector,
        "showlegend": True,
        "marker": {"color": colour, "symbol": symbol, "size": 22},
        "customdata": [statement_id(c) for c in found],
        "hovertext": [_hover(c) for c in found],
        "hoverinfo": "text",
    }


def _hover(row: Row) -> str:
    first = f"{bold(row['product'])} · {row['village']}"
    sector = f"sector: {row['sector']} (our grouping)"
    return "\n".join([first, sector, position_text(row) or "not printed in a document"])
