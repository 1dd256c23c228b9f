"""A matrix of villages and products, one mark where the document names an industry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from metrics.charts import border, matrix
from metrics.charts.border import bold
from metrics.charts.cell import Cell, cells
from metrics.charts.style import BLUE, GREEN, GREY, ORANGE, Drawing
from metrics.charts.words import place, source, statement

LOOKS = ((BLUE, "square"), (ORANGE, "circle"), (GREEN, "diamond"), (GREY, "triangle-up"))
LINE_PX = 50


def draw(rows: pd.DataFrame, derived: pd.DataFrame, document: str) -> Drawing:
    """Return the matrix of the rows of the metric village_industry."""
    found = cells(rows)
    return Drawing(
        figure=_figure(found),
        title=_title(found),
        subtitle="Industries that the document names, by village; it gives no quantities",
        source=source(document, rows),
        alt="Matrix of villages and products. "
        + "; ".join(f"{c['village']}: {c['product']}" for c in found)
        + ".",
        notes=tuple(
            f"The document names no village for {c['product']}." for c in found if not c["kind"]
        ),
    )


def _title(found: Sequence[Cell]) -> str:
    named = [c for c in found if c["kind"]]
    if not named:
        return "The document names no village for this industry"
    villages = {c["village"] for c in named}
    if len(villages) == 1:
        products = " and ".join(c["product"] for c in named)
        return f"{villages.pop()}: {products}"
    kinds = {c["product"] for c in named}
    if len(named) == len(villages) == len(kinds):
        return f"Each of the {len(villages)} villages named has a product of its own"
    return f"{len(villages)} villages are named with {len(kinds)} products"


def _figure(found: Sequence[Cell]) -> go.Figure:
    products = list(dict.fromkeys(matrix.column_name(c["product"]) for c in found))
    villages = list(dict.fromkeys(matrix.line_name(c["village"]) for c in found))
    sectors = list(dict.fromkeys(c["sector"] for c in found))
    layout = matrix.layout(products, villages, LINE_PX)
    drawn = [[c["village"], c["product"]] for c in found]
    layout["meta"] = {"topic": "village_industry", "drawn": drawn}
    traces = [_marks([c for c in found if c["sector"] == s], s, i) for i, s in enumerate(sectors)]
    return border.figure(traces, layout)


def _marks(found: Sequence[Cell], sector: str, look: int) -> dict[str, Any]:
    colour, symbol = LOOKS[look % len(LOOKS)]
    return {
        "type": "scatter",
        "x": [matrix.column_name(c["product"]) for c in found],
        "y": [matrix.line_name(c["village"]) for c in found],
        "mode": "markers",
        "name": sector,
        "showlegend": True,
        "marker": {"color": colour, "symbol": symbol, "size": 22},
        "customdata": [statement(c.row) for c in found],
        "hovertext": [_hover(c) for c in found],
        "hoverinfo": "text",
    }


def _hover(cell: Cell) -> str:
    first = f"{bold(cell['product'])} · {cell['village']}"
    sector = f"sector: {cell['sector']} (our grouping)"
    return "\n".join([first, sector, place(cell.row) or "not printed in a document"])
