"""Places side by side, year by year: small charts on one scale, and a grid coloured by value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from metrics.charts import border, matrix, small_multiples
from metrics.charts.cell import Cell, cells
from metrics.charts.compare_places import first_of, largest, lifted
from metrics.charts.style import GREY, Drawing
from metrics.charts.words import source
from metrics.statuses import NOT_STATED

MAX_SMALL_MULTIPLES, MAX_MAP_PLACES, LINE_PX = 12, 40, 22
SCALE = [[0, "#DCE9F5"], [1, "#1B5E9E"]]
By = Mapping[str, Sequence[Cell]]


def side_by_side(rows: pd.DataFrame, derived: pd.DataFrame, document: str) -> Drawing:
    """Return a small chart of years for each of the first places of the metric compare_years."""
    by, count = _by_place(rows, MAX_SMALL_MULTIPLES)
    every = _every(by)
    return Drawing(
        figure=small_multiples.figure(by, "compare_years", largest(every)),
        title=f"{' and '.join(list(by)[:2])} beside {_others(count - 2)}"
        if count > 2
        else f"{' and '.join(by)} year by year",
        subtitle=f"People {lifted(every)}, {every[0]['status']}, on one scale; "
        f"{first_of(count, MAX_SMALL_MULTIPLES)}, largest first",
        source=source(document, rows.head(MAX_SMALL_MULTIPLES)),
        alt=f"Small bar charts of people {lifted(every)}: " + _values(by),
        notes=("A year without a bar is not stated, or zero: the table of the chart tells which.",),
    )


def years_map(rows: pd.DataFrame, derived: pd.DataFrame, document: str) -> Drawing:
    """Return the grid of places and years of the metric compare_years, coloured by value."""
    by, count = _by_place(rows, MAX_MAP_PLACES)
    every = _every(by)
    return Drawing(
        figure=_grid(by),
        title=_most(every),
        subtitle=f"People {lifted(every)}, {every[0]['status']}; "
        f"{first_of(count, MAX_MAP_PLACES)}, largest first",
        source=source(document, rows.head(MAX_SMALL_MULTIPLES)),
        alt="Grid of places and years. " + _values(by),
        notes=("A cell with a cross is not stated: it is not zero.",),
    )


def _every(by: By) -> list[Cell]:
    return [cell for found in by.values() for cell in found]


def _most(every: Sequence[Cell]) -> str:
    """Say where the most are in one year; where several have as many, none of them is the most."""
    most = max(c.amount for c in every)
    tied = [c for c in every if c.amount == most]
    if len(tied) > 1:
        return f"The most in one year: {tied[0].text} people, in {len(tied):,} cells of the grid"
    return f"The most in one year: {tied[0]['place']} in {tied[0]['year']}, {tied[0].text} people"


def _others(count: int) -> str:
    return "1 other place" if count == 1 else f"{count:,} other places"


def _by_place(rows: pd.DataFrame, most: int) -> tuple[dict[str, list[Cell]], int]:
    """Return the rows of each of the first places, and how many places there are."""
    names = list(dict.fromkeys(rows["place"]))
    shown = cells(rows[rows["place"].isin(names[:most])])
    return {name: [c for c in shown if c["place"] == name] for name in names[:most]}, len(names)


def _values(by: By) -> str:
    return "; ".join(
        f"{name}: " + ", ".join(f"{c['year']} {c.text}" for c in found)
        for name, found in list(by.items())[:MAX_SMALL_MULTIPLES]
    )


def _grid(by: By) -> go.Figure:
    every = _every(by)
    years = sorted({c["year"] for c in every})
    names = {name: matrix.line_name(name) for name in by}
    of = {(c["place"], c["year"]): c for c in every}
    layout = matrix.layout(years, list(names.values()), LINE_PX, grid=False)
    layout["meta"] = {
        "topic": "compare_map",
        "drawn": [[c["place"], c["year"], c.value] for c in every],
    }
    empty = [(name, year) for name in by for year in years if (name, year) not in of]
    marks = [_not_stated(empty, names)] if empty else []
    return border.figure([_heat(by, years, of, names), *marks], layout)


def _heat(
    by: By,
    years: Sequence[str],
    of: Mapping[tuple[str, str], Cell],
    names: Mapping[str, str],
) -> dict[str, Any]:
    grid = [[of.get((name, year)) for year in years] for name in by]
    return {
        "type": "heatmap",
        "x": years,
        "y": list(names.values()),
        "z": [[c.value if c else None for c in line] for line in grid],
        "hovertext": [
            [c.hover(f"in {c['place']}, {c['year']}") if c else "" for c in line] for line in grid
        ],
        "hoverinfo": "text",
        "colorscale": SCALE,
        "zmin": 0,
        "zmax": largest(_every(by)),
        "colorbar": {
            **{"title": {"text": "people"}, "thickness": 12, "nticks": 6},
            **{"tickformat": ",d", "separatethousands": True},
        },
        "xgap": 2,
        "ygap": 2,
    }


def _not_stated(empty: Sequence[tuple[str, str]], names: Mapping[str, str]) -> dict[str, Any]:
    """Return a cross on each cell that no number is stated for."""
    return {
        "type": "scatter",
        "x": [year for _, year in empty],
        "y": [names[name] for name, _ in empty],
        "mode": "markers",
        "name": NOT_STATED.name,
        "showlegend": True,
        "marker": {"symbol": "x-thin-open", "size": 8, "color": GREY, "line": {"width": 1.5}},
        "customdata": ["" for _ in empty],
        "hovertext": [f"{name}, {year}: {NOT_STATED.name}" for name, year in empty],
        "hoverinfo": "text",
    }
