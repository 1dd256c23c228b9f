"""A matrix of villages and products, one mark where the document names an industry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from metrics.charts import matrix
from metrics.charts.style import BLUE, GREEN, GREY, ORANGE, Drawing
from metrics.charts.words import place, records, source, statement

LOOKS = ((BLUE, "square"), (ORANGE, "circle"), (GREEN, "diamond"), (GREY, "triangle-up"))
LINE = 50
Row = Mapping[str, object]


def draw(rows: pd.DataFrame, derived: pd.DataFrame, document: str) -> Drawing:
    """Return the matrix of the rows of the metric village_industry."""
    cells = records(rows)
    return Drawing(
        figure=_figure(cells),
        title=_title(cells),
        subtitle="Industries that the document names, by village; it gives no quantities",
        source=source(document, rows),
        alt="Matrix of villages and products. "
        + "; ".join(f"{c['village']}: {c['product']}" for c in cells)
        + ".",
        notes=tuple(
            f"The document names no village for {c['product']}." for c in cells if not c["kind"]
        ),
    )


def _title(cells: Sequence[Row]) -> str:
    named = [c for c in cells if c["kind"]]
    if not named:
        return "The document names no village for this industry"
    villages = {str(c["village"]) for c in named}
    if len(villages) == 1:
        products = " and ".join(str(c["product"]) for c in named)
        return f"{villages.pop()}: {products}"
    kinds = {str(c["product"]) for c in named}
    if len(named) == len(villages) == len(kinds):
        return f"Each of the {len(villages)} villages named has a product of its own"
    return f"{len(villages)} villages are named with {len(kinds)} products"


def _figure(cells: Sequence[Row]) -> go.Figure:
    products = list(dict.fromkeys(str(c["product"]) for c in cells))
    villages = list(dict.fromkeys(str(c["village"]) for c in cells))
    sectors = list(dict.fromkeys(str(c["sector"]) for c in cells))
    layout = matrix.layout(products, villages, LINE)
    drawn = [[c["village"], c["product"]] for c in cells]
    layout["meta"] = {"topic": "village_industry", "drawn": drawn}
    traces = [_marks([c for c in cells if c["sector"] == s], s, i) for i, s in enumerate(sectors)]
    return go.Figure(traces, layout)


def _marks(cells: Sequence[Row], sector: str, look: int) -> go.Scatter:
    colour, symbol = LOOKS[look % len(LOOKS)]
    return go.Scatter(
        x=[str(c["product"]) for c in cells],
        y=[str(c["village"]) for c in cells],
        mode="markers",
        name=sector,
        showlegend=True,
        marker={"color": colour, "symbol": symbol, "size": 22},
        customdata=[statement(c) for c in cells],
        hovertext=[_hover(c) for c in cells],
        hoverinfo="text",
    )


def _hover(cell: Row) -> str:
    return (
        f"<b>{cell['product']}</b> · {cell['village']}<br>sector: {cell['sector']} (our grouping)"
        f"<br>{place(cell)}"
    )
