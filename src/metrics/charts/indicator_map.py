"""An indicator where its places lie: shapes or points on plain axes, or tiles by the place above.

Nothing is asked of another host: there is no map below the marks, and the map says so.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from metrics.charts import border, outlines
from metrics.charts import indicator_parts as parts
from metrics.charts.border import Chart
from metrics.charts.chart_text import source
from metrics.charts.style import GREY, Drawing, template
from metrics.model.notes import repaired
from metrics.model.rows import Row, Table, rows_of
from metrics.numbers import as_text
from metrics.selection import joined

NAME = "indicator_map"
# Five classes that stay apart in grey and for colour-blind readers, each with a shape of its own.
LOOKS = (
    ("#C6DBEF", "circle"),
    ("#9ECAE1", "circle"),
    ("#5BA3D0", "circle"),
    ("#2171B5", "circle"),
    ("#08306B", "circle"),
)
ACROSS, TILE_PX, EDGE, TILE_EDGE = 12, 24, 0.06, 0.4
At = tuple[float, float]


def draw(rows: Table, derived: Table, document: str) -> Drawing:
    """Return the map of the rows of the metric indicator_innermost."""
    every = rows_of(rows)
    rings, thinned = outlines.drawn_on_grid(outlines.rings_of(every))
    placed = [c for c in every if (c["latitude"] and c["longitude"]) or c["place"] in rings]
    one, said = every[0], parts.stated(every)
    by_tile = not placed
    points = {c["place"]: _point(c) for c in placed if c["place"] not in rings}
    at = _tiles(every) if by_tile else {**points, **outlines.centres(rings)}
    return Drawing(
        chart=_figure(every, at, by_tile, rings),
        title=_title(said, one),
        subtitle=f"{one['indicator']}, {one['unit']}, {one['period']}, {one['status']}; "
        f"{len(every):,} places",
        source=source(document, rows),
        alt="Map: " + "; ".join(f"{c['place']} {c.text}" for c in said[:60]) + ".",
        notes=(*parts.silent(every), *_notes(every, placed, rings, thinned), *repaired(said)),
    )


def _title(said: Sequence[Row], one: Row) -> str:
    if not said:
        return f"{one['indicator']}: no place shown states it"
    first, last, name = said[0], said[-1], f"{one['indicator']} in {one['period']}"
    if first.value == last.value:
        count = "1 place" if len(said) == 1 else f"each of {len(said):,} places"
        return f"{name}: {parts.number(first)} in {count}"
    return (
        f"{name}: from {last.text} in {last['place']} to {parts.number(first)} in {first['place']}"
    )


def _notes(
    every: Sequence[Row], placed: Sequence[Row], rings: outlines.Rings, thinned: bool
) -> tuple[str, ...]:
    if not placed:
        return (
            "The dataset gives no coordinates: each place is a tile under the place above it, in "
            "the order of their names. Where a tile stands means nothing else.",
        )
    left = len(every) - len(placed)
    notes = _of_points(placed, rings) if len(rings) < len(placed) else []
    if rings:
        sources = {c["outline_source"] or "not stated" for c in every if c["place"] in rings}
        notes.append(
            f"A schematic map: boundaries as the dataset gives them (source: "
            f"{joined(sorted(sources))}); they show where places lie and settle no line."
        )
    if thinned:
        notes.append("Points of a boundary that are closer than a pixel are not drawn.")
    if left:
        notes.append(f"Places without coordinates, in the table of the chart only: {left:,}.")
    return tuple(notes)


def _of_points(placed: Sequence[Row], rings: outlines.Rings) -> list[str]:
    without = [c for c in placed if c["place"] not in rings]
    datums = joined(sorted({c["datum"] or "not stated" for c in without}))
    drawn = "no boundary is drawn" if not rings else "they have no boundary here"
    return [
        "A schematic map: points by latitude and longitude as the dataset's places.csv gives them "
        f"(datum: {datums}); {drawn}."
    ]


def _point(cell: Row) -> At:
    return float(cell["longitude"]), float(cell["latitude"])


def _tiles(every: Sequence[Row]) -> dict[str, At]:
    """Return where each tile stands: rows of tiles under the place above."""
    found: dict[str, At] = {}
    row = 0
    for names in _groups(every).values():
        for nth, name in enumerate(names):
            found[name] = (nth % ACROSS, -(row + nth // ACROSS))
        row += -(-len(names) // ACROSS) + 1
    return found


def _groups(every: Sequence[Row]) -> dict[str, list[str]]:
    """Return the places in each place above, both in the order of their names."""
    groups: dict[str, list[str]] = {}
    for cell in every:
        groups.setdefault(cell["parent"] or "", []).append(cell["place"])
    return {parent: sorted(groups[parent]) for parent in sorted(groups)}


def _names_above(every: Sequence[Row], at: Mapping[str, At]) -> list[dict[str, Any]]:
    """Return the name of each place above, over its first row of tiles."""
    return [
        {
            **{"text": parent, "x": -TILE_EDGE, "y": at[names[0]][1] + TILE_EDGE},
            **{"xanchor": "left", "yanchor": "bottom", "xref": "x", "yref": "y"},
            **{"showarrow": False, "align": "left", "font": {"size": 11}},
        }
        for parent, names in _groups(every).items()
        if parent
    ]


def _classes(said: Sequence[Row]) -> list[float]:
    """Return the lower ends of up to five classes of as many places each."""
    values = sorted(c.amount for c in said)
    if len(set(values)) < len(LOOKS):
        return sorted(set(values))
    cuts = statistics.quantiles(values, n=len(LOOKS), method="inclusive")
    return sorted({values[0], *(min(v for v in values if v >= cut) for cut in cuts)})


def _figure(
    every: Sequence[Row], at: Mapping[str, At], by_tile: bool, rings: outlines.Rings
) -> Chart:
    shown = [c for c in every if c["place"] in at]
    said = parts.stated(shown)
    lows = _classes(said) if said else []
    silent = [c for c in shown if c.value is None]
    classes = [_inside(nth, lows, said) for nth in range(len(lows))]
    traces = [] if not rings else [outlines.shapes(silent, rings, None)]
    traces += (
        [outlines.shapes(inside, rings, _look(nth, lows)[0]) for nth, inside in enumerate(classes)]
        if rings
        else []
    )
    traces += [_class(inside, _look(nth, lows), at, by_tile) for nth, inside in enumerate(classes)]
    traces.append(_silent(silent, at, by_tile))
    layout = {
        **_layout([*at.values(), *outlines.points_of(rings)], by_tile),
        **({"hoverdistance": 40} if rings else {}),
        "annotations": _names_above(shown, at) if by_tile else [],
        "meta": {"topic": NAME, "drawn": [[c["place"], c.value] for c in shown]},
    }
    return border.figure([trace for trace in traces if trace["x"]], layout)


def _layout(at: Sequence[At], by_tile: bool) -> dict[str, Any]:
    xs, ys = [x for x, _ in at], [y for _, y in at]
    wide, high = (max(xs) - min(xs)) or 1.0, (max(ys) - min(ys)) or 1.0
    # A degree of longitude is shorter the further from the equator.
    ratio = 1.0 if by_tile else 1 / max(0.2, math.cos(math.radians(statistics.fmean(ys))))
    axis = {"fixedrange": True, "showgrid": False, "zeroline": False, "visible": False}
    height = 72 + TILE_PX * (high + 2) if by_tile else 520
    within_x = [min(xs) - EDGE * wide, max(xs) + EDGE * wide]
    within_y = [min(ys) - EDGE * high, max(ys) + EDGE * high]
    if by_tile:  # tiles lie as close where they are few, and leave room for the names above
        within_x, within_y = [-1.0, float(ACROSS)], [min(ys) - 0.5, 1.5]
    return {
        "template": template(),
        "height": round(min(max(height, 200), 1600)),
        "margin": {"l": 8, "r": 8, "t": 64, "b": 8},
        "xaxis": {**axis, "range": within_x},
        "yaxis": {
            **axis,
            "rangemode": "normal",
            "range": within_y,
            **({} if by_tile else {"scaleanchor": "x", "scaleratio": ratio}),
        },
    }


def _inside(nth: int, lows: Sequence[float], said: Sequence[Row]) -> list[Row]:
    upper = lows[nth + 1] if nth + 1 < len(lows) else math.inf
    return [c for c in said if lows[nth] <= c.amount < upper]


def _look(nth: int, lows: Sequence[float]) -> tuple[str, str]:
    return LOOKS[nth + len(LOOKS) - len(lows)]


def _class(
    inside: Sequence[Row], of_class: tuple[str, str], at: Mapping[str, At], by_tile: bool
) -> dict[str, Any]:
    ends = sorted({c.amount for c in inside})
    text = " to ".join(dict.fromkeys(map(as_text, (ends[0], ends[-1]))))
    colour, symbol = of_class
    look = {
        "color": colour,
        "symbol": "square" if by_tile else symbol,
        "size": 16 if by_tile else 11,
    }
    line = {"color": "#08306B", "width": 0.8}
    return {**_marks(inside, at), "name": text, "marker": {**look, "line": line}}


def _silent(silent: Sequence[Row], at: Mapping[str, At], by_tile: bool) -> dict[str, Any]:
    look = {"symbol": "x-thin-open", "size": 9, "color": GREY, "line": {"width": 1.5}}
    return {**_marks(silent, at), "name": "not stated", "marker": look}


def _marks(found: Sequence[Row], at: Mapping[str, At]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [at[c["place"]][0] for c in found],
        "y": [at[c["place"]][1] for c in found],
        "showlegend": True,
        "customdata": [c.figure for c in found],
        "hovertext": [
            "\n".join(filter(None, (parts.hover(c), c["parent"] and f"in {c['parent']}")))
            for c in found
        ],
        "hoverinfo": "text",
    }
