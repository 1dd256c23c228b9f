"""Outlines of places from a GeoJSON file, made rows of the table `outlines`.

A feature names its place in `properties.place`, or as its `id`, and is a Polygon or MultiPolygon in
degrees. Of each polygon the outer ring is drawn.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from metrics.errors import Problem
from metrics.model.schema import Field, Table

ENDING = ".geojson"
MEGABYTES, MOST_FEATURES, MOST_POINTS = 20, 10_000, 400_000
OUTLINE = r"-?[0-9.]+ -?[0-9.]+(,-?[0-9.]+ -?[0-9.]+){3,}"
OUTLINES = Table(
    "outlines",
    "one row per place and polygon of its outline; also a GeoJSON file, a feature a place",
    (
        Field("place_id", "place outlined", required=True, refers="places.place_id"),
        Field("nth", "number of the polygon, from 1", "integer", required=True, minimum=1),
        Field(
            "outline",
            "its outer ring: longitude latitude, longitude latitude, ...",
            required=True,
            pattern=OUTLINE,
        ),
        Field("source", "who states the boundary"),
    ),
    ("place_id", "nth"),
)


class _Fault(Exception):
    """What is wrong with a feature: what was found, the rule that it breaks, what to do."""


def is_geojson(table: Table, path: Path) -> bool:
    """Say whether the file of a table is GeoJSON."""
    return table is OUTLINES and path.suffix.lower() == ENDING


def load_geojson(con: duckdb.DuckDBPyConnection, path: Path) -> list[Problem]:
    """Create raw.outlines from a GeoJSON file, `_row` the number of the feature; return faults."""
    try:
        features, source = _read(path)
    except _Fault as fault:
        return [_problem(path, None, fault)]
    rows: list[tuple[int, str, str, str, str]] = []
    faults: list[Problem] = []
    for number, feature in enumerate(features, 1):
        try:
            place = _place(feature)
            for nth, ring in enumerate(_rings(feature), 1):
                rows.append((number, place, str(nth), ring, source))
        except _Fault as fault:
            faults.append(_problem(path, number, fault))
    points = sum(ring.count(",") + 1 for *_, ring, _ in rows)
    if points > MOST_POINTS:
        much = _Fault(
            f"{points:,} points",
            f"the outlines have more than {MOST_POINTS:,} points",
            "Simplify them, for instance with mapshaper -simplify 10%.",
        )
        faults.append(_problem(path, None, much))
    if not faults:
        _create(con, rows)
    return faults


def _problem(path: Path, feature: int | None, fault: _Fault) -> Problem:
    value, rule, do = fault.args
    return Problem(path.name, feature, "feature" if feature else "", value, rule, do)


def _read(path: Path) -> tuple[list[Any], str]:
    """Return the features of a file, and who states the boundaries."""
    if path.stat().st_size > MEGABYTES * 1_000_000:
        raise _Fault("", f"the file has more than {MEGABYTES} MB", "Simplify the outlines.")
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _Fault(str(error)[:100], "the file is not JSON", "Export it again.") from error
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list):
        do = "Give a FeatureCollection with its features."
        raise _Fault("", "the file is no GeoJSON collection of features", do)
    if len(features) > MOST_FEATURES:
        do = "Give the places of one level."
        raise _Fault(f"{len(features):,}", f"there are more than {MOST_FEATURES:,} features", do)
    source = found.get("source") or found.get("name") or ""
    return features, str(source)[:200]


def _place(feature: object) -> str:
    if not isinstance(feature, Mapping):
        raise _Fault("", "the feature is no object", "Export the file again.")
    properties = feature.get("properties")
    named = properties.get("place") if isinstance(properties, Mapping) else None
    place = named if named is not None else feature.get("id")
    if not isinstance(place, str | int) or place == "":
        do = "Write its place_id into properties.place, or make it the id of the feature."
        raise _Fault("", "the feature names no place", do)
    return str(place)


def _rings(feature: Mapping[str, Any]) -> Iterator[str]:
    """Yield the outer ring of each polygon of a feature."""
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    parts = geometry.get("coordinates") if isinstance(geometry, Mapping) else None
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(parts, list) or not parts:
        do = "Give a Polygon or a MultiPolygon; a point stands in places.csv."
        raise _Fault(str(kind or "nothing"), "the feature has no outline", do)
    for polygon in [parts] if kind == "Polygon" else parts:
        yield _ring(polygon[0] if isinstance(polygon, list) and polygon else None)


def _ring(points: object) -> str:
    do = "Give longitude and latitude in degrees, four points or more; not projected metres."
    if not isinstance(points, list) or len(points) < 4:
        raise _Fault("", "a polygon has fewer than four points", do)
    return ",".join(_point(one, do) for one in points)


def _point(point: object, do: str) -> str:
    pair = point[:2] if isinstance(point, list) else []
    numbers = [one for one in pair if isinstance(one, int | float) and not isinstance(one, bool)]
    if len(numbers) < 2 or not (abs(numbers[0]) <= 180 and abs(numbers[1]) <= 90):
        raise _Fault(str(point)[:60], "a point is no longitude and latitude", do)
    return f"{numbers[0]:.5f} {numbers[1]:.5f}"


def _create(con: duckdb.DuckDBPyConnection, rows: list[tuple[int, str, str, str, str]]) -> None:
    names = ("_row", "place_id", "nth", "outline", "source")
    columns = dict(zip(names, zip(*rows, strict=True) if rows else [[]] * 5, strict=True))
    types = {name: pa.int64() if name == "_row" else pa.string() for name in names}
    table = pa.table({name: pa.array(columns[name], types[name]) for name in names})
    con.register("outlines_read", table)
    con.execute(
        "create table raw.outlines as select * replace (nullif(source, '') as source) "
        "from outlines_read"
    )
    con.unregister("outlines_read")
