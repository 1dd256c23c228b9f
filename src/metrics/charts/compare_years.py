"""Places side by side, year by year: small charts on one scale, and a grid coloured by value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from metrics.charts import matrix, small_multiples
from metrics.charts.compare_places import amount, first_of, largest
from metrics.charts.style import Drawing
from metrics.charts.words import hover, plain, records, source

SMALL, MAPPED, LINE = 12, 40, 22
SCALE = [[0, "#DCE9F5"], [1, "#1B5E9E"]]
Row = Mapping[str, object]


def side_by_side(rows: pd.DataFrame, derived: pd.DataFrame, document: str) -> Drawing:
    """Return a small chart of years for each of the first places of the metric compare_years."""
    by, count = _by_place(rows, SMALL)
    return Drawing(
        figure=small_multiples.figure(by, "compare_years"),
        title=f"{' and '.join(list(by)[:2])} beside {_others(count - 2)}"
        if count > 2
        else f"{' and '.join(by)} year by year",
        subtitle=f"People lifted out of poverty, {_status(rows)}, on one scale; "
        f"{first_of(count, SMALL)}, largest first",
        source=source(document, rows.head(SMALL)),
        alt="Small bar charts of people lifted out of poverty: " + _said(by),
        notes=("A year without a bar is not stated, or zero: the table of the chart tells which.",),
    )


def years_map(rows: pd.DataFrame, derived: pd.DataFrame, document: str) -> Drawing:
    """Return the grid of places and years of the metric compare_years, coloured by value."""
    by, count = _by_place(rows, MAPPED)
    cell = max((c for cells in by.values() for c in cells), key=lambda c: float(str(c["value"])))
    return Drawing(
        figure=_grid(by),
        title=f"The most in one year: {cell['place']} in {cell['year']}, {amount(cell)} people",
        subtitle=f"People lifted out of poverty, {_status(rows)}; {first_of(count, MAPPED)}, "
        "largest first",
        source=source(document, rows.head(SMALL)),
        alt="Grid of places and years. " + _said(by),
        notes=("An empty cell is not stated: it is not zero.",),
    )


def _status(rows: pd.DataFrame) -> str:
    return str(rows["status"].iloc[0])


def _others(count: int) -> str:
    return "1 other place" if count == 1 else f"{count:,} other places"


def _by_place(rows: pd.DataFrame, most: int) -> tuple[dict[str, list[dict[str, object]]], int]:
    """Return the rows of each of the first places, and how many places there are."""
    names = list(dict.fromkeys(rows["place"]))
    shown = records(rows[rows["place"].isin(names[:most])])
    return {name: [c for c in shown if c["place"] == name] for name in names[:most]}, len(names)


def _said(by: Mapping[str, Sequence[Row]]) -> str:
    return "; ".join(
        f"{name}: " + ", ".join(f"{c['year']} {amount(c)}" for c in cells)
        for name, cells in list(by.items())[:SMALL]
    )


def _grid(by: Mapping[str, Sequence[Row]]) -> go.Figure:
    every = [c for cells in by.values() for c in cells]
    years = sorted({str(c["year"]) for c in every})
    names = [plain(name) for name in by]
    of = {(c["place"], c["year"]): c for c in every}
    layout = matrix.layout(years, names, LINE, grid=False)
    layout["meta"] = {
        "topic": "compare_map",
        "drawn": [[c["place"], c["year"], c["value"]] for c in every],
    }
    grid = [[of.get((name, year)) for year in years] for name in by]
    heat = go.Heatmap(
        x=years,
        y=names,
        z=[[c["value"] if c else None for c in line] for line in grid],
        hovertext=[
            [hover(c, f"in {plain(str(c['place']))}, {c['year']}") if c else "" for c in line]
            for line in grid
        ],
        hoverinfo="text",
        colorscale=SCALE,
        zmin=0,
        zmax=largest(every),
        colorbar={"title": {"text": "people"}, "thickness": 12},
        xgap=2,
        ygap=2,
    )
    return go.Figure([heat], layout)
