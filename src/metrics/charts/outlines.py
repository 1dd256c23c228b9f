"""Outlines of places as filled shapes on plain axes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from metrics.charts.style import GREY
from metrics.model.rows import Row
from metrics.statuses import STATUSES

At = tuple[float, float]
Ring = Sequence[At]
Rings = Mapping[str, Sequence[Ring]]
BETWEEN_RINGS, EDGE_COLOUR, EDGE_PX = "|", "#08306B", 0.8
MOST_POINTS, GRID = 20_000, 1500  # of more points those in one cell of a grid are drawn once


def rings_of(every: Sequence[Row]) -> dict[str, list[Ring]]:
    """Return the outer rings of each place that has an outline."""
    return {
        row["place"]: [_ring(one) for one in row["outline"].split(BETWEEN_RINGS)]
        for row in every
        if row["outline"]
    }


def _ring(text: str) -> Ring:
    pairs = (point.split(" ") for point in text.split(","))
    return [(float(x), float(y)) for x, y in pairs]


def points_of(rings: Rings) -> list[At]:
    """Return all points of all outlines."""
    return [point for one in rings.values() for ring in one for point in ring]


def centres(rings: Rings) -> dict[str, At]:
    """Return the middle of the largest ring of each place, where its mark stands."""
    return {place: _middle(max(one, key=len)) for place, one in rings.items()}


def _middle(ring: Ring) -> At:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def drawn_on_grid(rings: Rings) -> tuple[dict[str, list[Ring]], bool]:
    """Return outlines for drawing, and whether points closer than a pixel were left out."""
    points = points_of(rings)
    if len(points) <= MOST_POINTS:
        return {place: list(one) for place, one in rings.items()}, False
    xs, ys = [x for x, _ in points], [y for _, y in points]
    cell = max(max(xs) - min(xs), max(ys) - min(ys)) / GRID or 1.0
    return {place: [_thinned(ring, cell) for ring in one] for place, one in rings.items()}, True


def _thinned(ring: Ring, cell: float) -> Ring:
    """Return a ring without the points that lie in the same cell as the one before."""
    kept: list[At] = []
    last: tuple[int, int] | None = None
    for x, y in ring:
        at = round(x / cell), round(y / cell)
        if at != last:
            kept.append((x, y))
        last = at
    return [*kept, kept[0]]


def shapes(found: Sequence[Row], rings: Rings, colour: str | None) -> dict[str, Any]:
    """Return the shapes of places of one class; without a colour they are empty, not stated."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for row in found:
        for ring in rings.get(row["place"], ()):
            xs += [*(x for x, _ in ring), None]
            ys += [*(y for _, y in ring), None]
    pattern = STATUSES[found[0]["status"]].pattern if found and colour else ""
    hatch = {"shape": pattern, "fgcolor": colour, "fillmode": "replace"} if pattern else {}
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "fill": "toself",
        "fillcolor": colour or "rgba(0,0,0,0)",
        **({"fillpattern": hatch} if hatch else {}),
        "line": {"color": EDGE_COLOUR if colour else GREY, "width": EDGE_PX},
        "name": "boundary",
        "showlegend": False,
        "hoverinfo": "skip",
        "customdata": [row.figure for row in found],
    }
