"""Places side by side, year by year: small charts on one scale, and a grid coloured by value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from metrics.charts import border, matrix, small_multiples
from metrics.charts import compared_words as words
from metrics.charts.chart_text import first_of, source
from metrics.charts.small_multiples import TICKS, largest, least, period
from metrics.charts.style import GREY, Drawing
from metrics.charts.text_size import wrapped
from metrics.model.rows import Record, Row, Table, records, rows_of
from metrics.numbers import how_many
from metrics.statuses import NOT_STATED
from metrics.topics.compare_sql import MAPPED

MAX_SMALL_MULTIPLES, MAX_MAP_PLACES, LINE_PX = 12, MAPPED, 22
SCALE = [[0, "#DCE9F5"], [1, "#1B5E9E"]]
UNIT_COLUMNS = 14
CROSS = "A cell with a cross is not stated: it is not zero."
By = Mapping[str, Sequence[Row]]


def side_by_side(rows: Table, derived: Table, document: str) -> Drawing:
    """Return a small chart of periods for each of the first places of the metric compare_years."""
    found = records(rows)
    first, count = _by_place(found, MAX_SMALL_MULTIPLES)
    periods = list(dict.fromkeys(period(c) for c in _every(first)))
    by = {name: stated for name, ones in first.items() if (stated := _stated(ones))}
    every = _every(by)
    return Drawing(
        chart=small_multiples.figure(by, periods, "compare_years", (least(every), largest(every))),
        title=f"{' and '.join(list(by)[:2])} beside {how_many(count - 2, 'other place')}"
        if count > 2
        else f"{' and '.join(by)}, period by period",
        subtitle=f"{words.scope(every)}, on one scale; "
        f"{first_of(count, MAX_SMALL_MULTIPLES)}, largest first",
        source=source(document, found[:MAX_SMALL_MULTIPLES]),
        alt=f"Small bar charts of {every[0]['measure']}: " + _values(by),
        notes=(
            "A period without a bar is not stated, or zero: the table of the chart tells which.",
            *_coverage(found),
            *words.breaks(every),
        ),
    )


def years_map(rows: Table, derived: Table, document: str) -> Drawing:
    """Return the grid of places and periods of the metric compare_years, coloured by value."""
    found = records(rows)
    by, count = _by_place(found, MAX_MAP_PLACES)
    every = _stated(_every(by))
    return Drawing(
        chart=_grid(by),
        title=_most(every),
        subtitle=f"{words.scope(every)}; {first_of(count, MAX_MAP_PLACES)}, largest first",
        source=source(document, found[:MAX_SMALL_MULTIPLES]),
        alt="Grid of places and periods. " + _values(by),
        notes=(
            *([CROSS] if any(one["value"] is None for one in found) else []),
            *_coverage(found),
            *words.breaks(every),
        ),
    )


def _every(by: By) -> list[Row]:
    return [cell for found in by.values() for cell in found]


def _stated(found: Sequence[Row]) -> list[Row]:
    return [cell for cell in found if cell.value is not None]


def _coverage(found: Sequence[Record]) -> tuple[str, ...]:
    """Say how many of the places and cells state a number."""
    has = [str(one["place"]) for one in found if one["value"] is not None]
    names, stated = dict.fromkeys(str(one["place"]) for one in found), set(has)
    cells_stated = f"{len(has):,} of {len(found):,} cells state a number."
    said = () if len(has) == len(found) else (cells_stated,)
    without = [name for name in names if name not in stated]
    return (*said, *words.stated_by([n for n in names if n in stated], without))


def _most(every: Sequence[Row]) -> str:
    """Say where the most are in one period; where several have as many, none of them is it."""
    most = max(c.amount for c in every)
    tied = [c for c in every if c.amount == most]
    first = tied[0]
    lead = f"{words.lead(every)} in one {'year' if first['year'] else 'period'}"
    if len(tied) > 1:
        return f"{lead}: {words.number(first)}, in {len(tied):,} cells of the grid"
    return f"{lead}: {first['place']} in {period(first)}, {words.number(first)}"


def _by_place(rows: Sequence[Record], most: int) -> tuple[dict[str, list[Row]], int]:
    """Return the rows of each of the first places, and how many places there are."""
    by: dict[str, list[Record]] = {}
    for one in rows:
        by.setdefault(str(one["place"]), []).append(one)
    return {name: rows_of(by[name]) for name in list(by)[:most]}, len(by)


def _values(by: By) -> str:
    return "; ".join(
        f"{name}: " + ", ".join(f"{period(c)} {c.text}" for c in found)
        for name, found in list(by.items())[:MAX_SMALL_MULTIPLES]
    )


def _grid(by: By) -> border.Chart:
    every = _every(by)
    years = list(dict.fromkeys(period(c) for c in every))
    names = {name: matrix.line_name(name) for name in by}
    of = {(c["place"], period(c)): c for c in every if c.value is not None}
    layout = matrix.layout(years, list(names.values()), LINE_PX, grid=False)
    layout["meta"] = {
        "topic": "compare_map",
        "drawn": [[c["place"], period(c), c.value] for c in of.values()],
    }
    empty = [c for c in every if c.value is None]
    marks = [_not_stated(empty, names)] if empty else []
    return border.figure([_heat(by, years, of, names), *marks], layout)


def _heat(
    by: By,
    years: Sequence[str],
    of: Mapping[tuple[str, str], Row],
    names: Mapping[str, str],
) -> dict[str, Any]:
    grid = [[of.get((name, year)) for year in years] for name in by]
    return {
        "type": "heatmap",
        "x": years,
        "y": list(names.values()),
        "z": [[c.value if c else None for c in line] for line in grid],
        "hovertext": [
            [c.hover(f"in {c['place']}, {period(c)}") if c else "" for c in line] for line in grid
        ],
        "hoverinfo": "text",
        "colorscale": SCALE,
        "zmin": least(_every(by)),
        "zmax": largest(_every(by)),
        "colorbar": {
            **{"title": {"text": _unit(by)}, "thickness": 12, "nticks": 6},
            **{"tickformat": TICKS, "separatethousands": True},
        },
        "xgap": 2,
        "ygap": 2,
    }


def _unit(by: By) -> str:
    """Return the unit of the numbers, in lines that fit over the scale of colours."""
    return "\n".join(wrapped(_every(by)[0]["unit"], UNIT_COLUMNS))


def _not_stated(empty: Sequence[Row], names: Mapping[str, str]) -> dict[str, Any]:
    """Return a cross on each cell that no number is stated for."""
    return {
        "type": "scatter",
        "x": [period(cell) for cell in empty],
        "y": [names[cell["place"]] for cell in empty],
        "mode": "markers",
        "name": NOT_STATED.name,
        "showlegend": True,
        "marker": {"symbol": "x-thin-open", "size": 8, "color": GREY, "line": {"width": 1.5}},
        "customdata": [cell.figure for cell in empty],
        "hovertext": [f"{c['place']}, {period(c)}: {c['added'] or c['status']}" for c in empty],
        "hoverinfo": "text",
    }
