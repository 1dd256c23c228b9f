"""Places ranked: bars with each one's share, the first of them where there are many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from metrics.charts import matrix
from metrics.charts.style import BLUE, Drawing, number, pattern
from metrics.charts.words import hover, plain, records, source
from metrics.topics.compare_places import RANKED

LINE, ROOM = 26, 1.6
Row = Mapping[str, object]


def draw(rows: pd.DataFrame, derived: pd.DataFrame, document: str) -> Drawing:
    """Return the bars of the first places of the metric compare_places, with their shares."""
    every = records(rows)
    cells = every[:RANKED]
    found = {str(d["what"]): number(float(str(d["value"]))) for d in records(derived)}
    total = found.get("all places compared", "")
    shares = [found.get(f"share of {c['place']}") for c in cells]
    first, share = cells[0], shares[0]
    said = f"{amount(first)} of {total}" + (f", {share} %" if share else "")
    return Drawing(
        figure=_bars(cells, shares),
        title=f"{first['place']} lifted the most people out of poverty: {said}",
        subtitle=f"People lifted out of poverty, {first['status']}; {first_of(len(every), RANKED)}",
        source=source(document, rows),
        alt="Bars: " + "; ".join(f"{c['place']} {amount(c)}" for c in cells) + ".",
        notes=("A share is of what the places compared state, added up.",),
    )


def amount(cell: Row) -> str:
    """Return a row's number as a reader expects it."""
    return number(float(str(cell["value"])))


def first_of(count: int, most: int) -> str:
    """Say how many places there are, and that only the first are shown, if so."""
    places = "1 place" if count == 1 else f"{count:,} places"
    return f"the first {most} of {places}" if count > most else places


def _bars(cells: Sequence[Row], shares: Sequence[str | None]) -> go.Figure:
    names = [plain(str(c["place"])) for c in cells]
    layout = matrix.layout([], names, LINE, grid=False)
    layout["xaxis"] = {"visible": False, "fixedrange": True, "range": [0, ROOM * largest(cells)]}
    layout["height"] = 60 + LINE * len(names)
    layout["meta"] = {"topic": "compare_places", "drawn": [[c["place"], c["value"]] for c in cells]}
    texts = [amount(c) + (f" · {s} %" if s else "") for c, s in zip(cells, shares, strict=True)]
    bar = go.Bar(
        x=[c["value"] for c in cells],
        y=names,
        orientation="h",
        text=texts,
        textposition="outside",
        cliponaxis=False,
        marker=pattern(str(cells[0]["status"]), BLUE),
        customdata=[c["figure"] or "" for c in cells],
        hovertext=[hover(c, f"in {plain(str(c['place']))}, {c['years']}") for c in cells],
        hoverinfo="text",
        showlegend=False,
    )
    return go.Figure([bar], layout)


def largest(cells: Sequence[Row]) -> float:
    """Return the largest number of the rows, and 1 where all are 0."""
    return max(float(str(c["value"])) for c in cells) or 1.0
