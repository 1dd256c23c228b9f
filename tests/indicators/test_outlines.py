"""Outlines of places: read from GeoJSON, checked, drawn as filled shapes, their source named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from declared import write

from metrics.errors import DataProblems
from metrics.exports.view import View, view
from metrics.selection import Selection
from metrics.store import build_cache, outlines
from metrics.store.open import Store

SQUARE = [[100, 25], [101, 25], [101, 26], [100, 26], [100, 25]]


def feature(place: object, ring: object = SQUARE, **more: Any) -> dict[str, Any]:
    """Return a feature of a polygon with one ring."""
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"place": place}, "geometry": geometry, **more}


def dataset(folder: Path, content: object) -> Path:
    """Write a dataset with a GeoJSON file."""
    write(folder, {})
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / "places.geojson").write_text(text, encoding="utf-8")
    described = json.loads((folder / "datapackage.json").read_text())
    described["resources"].append({"name": "outlines", "path": "places.geojson"})
    (folder / "datapackage.json").write_text(json.dumps(described))
    return folder


def collection(*features: object, **more: Any) -> dict[str, Any]:
    """Return features as a collection."""
    return {"type": "FeatureCollection", "features": list(features), **more}


def shown(folder: Path) -> View:
    """Return the map of a dataset."""
    built = build_cache.ensure(folder)
    return view(Store(built.path, built.fingerprint), "indicator_map", Selection("oak"))


@pytest.mark.slow
def test_outlines_are_filled_shapes_and_their_source_is_named(tmp_path: Path) -> None:
    two = {"type": "MultiPolygon", "coordinates": [[SQUARE], [[[x + 3, y] for x, y in SQUARE]]]}
    content = collection(
        feature("a"), feature("ignored", id="b", properties=None, geometry=two), source="a survey"
    )
    drawing = shown(dataset(tmp_path / "oak", content)).drawing
    traces = drawing.figure.to_plotly_json()["data"]
    filled = [trace for trace in traces if trace.get("fill") == "toself"]
    assert {trace["type"] for trace in traces} == {"scatter"}
    assert sum(list(trace["x"]).count(None) for trace in filled) == 3
    [said] = [note for note in drawing.notes if "boundaries" in note]
    assert said.startswith(
        "A schematic map: boundaries as the dataset gives them (source: a survey)"
    )


@pytest.mark.slow
def test_a_place_without_an_outline_is_a_point_or_said(tmp_path: Path) -> None:
    drawing = shown(dataset(tmp_path / "oak", collection(feature("a")))).drawing
    assert any(
        note == "Places without coordinates, in the table of the chart only: 1."
        for note in drawing.notes
    )


@pytest.mark.slow
def test_many_points_are_drawn_to_the_pixel_and_it_is_said(tmp_path: Path) -> None:
    ring = [[100 + n / 100_000, 25 + (n % 2) / 1e5] for n in range(30_000)]
    drawing = shown(dataset(tmp_path / "oak", collection(feature("a", [*ring, ring[0]])))).drawing
    assert "Points of a boundary that are closer than a pixel are not drawn." in drawing.notes
    longest = max(len(trace["x"]) for trace in drawing.figure.to_plotly_json()["data"])
    assert longest < 4_000


@pytest.mark.parametrize(
    ("content", "feature_number", "rule"),
    [
        ("{", None, "the file is not JSON"),
        ({"type": "Feature"}, None, "the file is no GeoJSON collection of features"),
        (collection(feature(None)), 1, "the feature names no place"),
        (collection(feature("a"), "x"), 2, "the feature is no object"),
        (collection(feature("a", SQUARE[:3])), 1, "a polygon has fewer than four points"),
        (collection(feature("a", [[5e5, 3e6]] * 4)), 1, "a point is no longitude and latitude"),
        (collection({"id": "a", "geometry": {"type": "Point"}}), 1, "the feature has no outline"),
        (collection(feature("nowhere")), 1, "no row of places is called this"),
        (collection(feature("a"), feature("a")), 2, "an earlier row has the same place_id, nth"),
    ],
)
def test_bad_outlines_are_named_by_file_and_feature(
    tmp_path: Path, content: object, feature_number: int | None, rule: str
) -> None:
    with pytest.raises(DataProblems) as caught:
        build_cache.ensure(dataset(tmp_path / "oak", content))
    [problem] = caught.value.problems
    assert (problem.file, problem.row) == ("places.geojson", feature_number)
    assert rule in problem.rule
    assert problem.do


def test_too_many_points_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlines, "MOST_POINTS", 9)
    with pytest.raises(DataProblems, match="more than 9 points"):
        build_cache.ensure(dataset(tmp_path / "oak", collection(feature("a"), feature("b"))))
