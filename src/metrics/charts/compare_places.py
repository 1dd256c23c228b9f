"""Places ranked: bars with each one's share, the first of them where there are many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from metrics.charts import border, matrix
from metrics.charts.cell import Cell, by, cells
from metrics.charts.style import BLUE, Drawing, pattern
from metrics.charts.text_size import widest
from metrics.charts.words import source
from metrics.numbers import percent
from metrics.statuses import PLANNED
from metrics.topics.compare_places import RANKED

LINE_PX, BAR_ROOM = 26, 1.6
NARROW_BELOW_PX, NARROW_PX, LEAST_BAR_PX = 640, 340, 12


def draw(rows: pd.DataFrame, derived: pd.DataFrame, document: str) -> Drawing:
    """Return the bars of the first places of the metric compare_places, with their shares."""
    every = cells(rows)
    shown = every[:RANKED]
    found = by(cells(derived), "what")
    shares = [_share(found.get(f"share of {c['place']}"), c) for c in shown]
    total = found["all places compared"].text if "all places compared" in found else ""
    return Drawing(
        figure=_bars(shown, shares),
        title=_title(every, shares[0], total),
        subtitle=f"People {lifted(every)}, {shown[0]['status']}; {first_of(len(every), RANKED)}",
        source=source(document, rows),
        alt="Bars: " + "; ".join(f"{c['place']} {c.text}" for c in shown) + ".",
        notes=("A share is of what the places compared state, added up.", *_periods(every)),
    )


def lifted(found: Sequence[Cell]) -> str:
    """Return what the people of compared cells are: lifted out of poverty, or planned to be."""
    planned = found[0]["status"] == PLANNED.name
    return "planned to be lifted out of poverty" if planned else "lifted out of poverty"


def first_of(count: int, most: int) -> str:
    """Say how many places there are, and that only the first are shown, if so."""
    places = "1 place" if count == 1 else f"{count:,} places"
    return f"the first {most} of {places}" if count > most else places


def _share(share: Cell | None, of: Cell) -> str:
    return "" if share is None else percent(share.amount, of.amount)


def _title(every: Sequence[Cell], share: str, total: str) -> str:
    first = every[0]
    tied = [c for c in every if c.value == first.value]
    if len(tied) > 1:
        return f"{len(tied):,} places tie at {first.text} people {lifted(every)}"
    said = f"{first.text} of {total}, {share}" if share and total else first.text
    if len(every) == 1:
        return f"{first['place']}: {first.text} people {lifted(every)}"
    if first["status"] == PLANNED.name:
        return f"{first['place']} planned to lift the most people out of poverty: {said}"
    return f"{first['place']} lifted the most people out of poverty: {said}"


def _periods(every: Sequence[Cell]) -> tuple[str, ...]:
    if len({c["years"] + c["added"] for c in every}) < 2:
        return ()
    return ("The places do not all state the same years: each sum is of the years its row names.",)


def _bars(shown: Sequence[Cell], shares: Sequence[str]) -> go.Figure:
    names = [matrix.line_name(c["place"]) for c in shown]
    layout = matrix.layout([], names, LINE_PX, grid=False)
    layout["height"] = 60 + matrix.line_px(names, LINE_PX) * len(names)
    texts = [" · ".join(filter(None, (c.text, s))) for c, s in zip(shown, shares, strict=True)]
    layout["xaxis"] = _scale(shown, BAR_ROOM)
    plot = NARROW_PX - layout["margin"]["l"]
    narrow = {"xaxis": _scale(shown, _room(plot, widest(texts))), "annotations": []}
    layout["meta"] = {
        "topic": "compare_places",
        "drawn": [[c["place"], c.value] for c in shown],
        "narrow": {"below": NARROW_BELOW_PX, "height": layout["height"], "layout": narrow},
    }
    bars = {
        "type": "bar",
        "x": [c.amount for c in shown],
        "y": names,
        "orientation": "h",
        "text": texts,
        "textposition": "outside",
        "cliponaxis": False,
        "marker": pattern(shown[0]["status"], BLUE),
        "customdata": [c.figure for c in shown],
        "hovertext": [c.hover(f"in {c['place']}, {c['years']}") for c in shown],
        "hoverinfo": "text",
        "showlegend": False,
    }
    return border.figure([bars], layout)


def _scale(shown: Sequence[Cell], room: float) -> dict[str, Any]:
    return {"visible": False, "fixedrange": True, "range": [0, room * largest(shown)]}


def _room(plot_px: float, label_px: float) -> float:
    """Return how many times the longest bar the scale is, so that its label fits beside it."""
    return max(BAR_ROOM, plot_px / max(plot_px - label_px, LEAST_BAR_PX))


def largest(found: Sequence[Cell]) -> float:
    """Return the largest number of the cells, and 1 where all are 0."""
    return max(c.amount for c in found) or 1.0
