"""Datasets joined: every place and number once, none mixed up, and said to be joined."""

from __future__ import annotations

import json
from pathlib import Path

from metrics.selection import Selection
from metrics.store.joined import joined, parts
from metrics.store.open import Store
from metrics.topics.catalog import CARDS, document_title


def put(folder: Path, county: str, people: int) -> Path:
    """Write a county of one village."""
    folder.mkdir(parents=True)
    places = f"place_id,name,kind,parent_id\ntop,{county},county,\noak,Oak,hamlet,top\n"
    (folder / "places.csv").write_text(places)
    exits = f"year,place_id,status,people\n2019,oak,achieved,{people}\n"
    (folder / "poverty_exits.csv").write_text(exits)
    resources = [{"name": name, "path": f"{name}.csv"} for name in ("places", "poverty_exits")]
    says = json.dumps({"title": county, "resources": resources})
    (folder / "datapackage.json").write_text(says)
    return folder


def test_counties_with_places_of_the_same_id_stay_apart(tmp_path: Path) -> None:
    folders = {"a": put(tmp_path / "a", "Hill", 3), "b": put(tmp_path / "b", "Dale", 5)}
    built = joined("a+b", folders)
    store = Store(built.path, built.fingerprint)
    rows = CARDS["compare_places"].rows.rows(store, Selection())
    assert rows[["place", "value"]].to_numpy().tolist() == [["Dale", 5], ["Hill", 3]]
    assert document_title(store) == (
        "Hill (your data, unverified) and Dale (your data, unverified): "
        "datasets joined, the place of each number is in its own"
    )
    assert joined("a+b", folders) == built


def test_a_change_of_one_dataset_is_joined_anew(tmp_path: Path) -> None:
    folders = {"a": put(tmp_path / "a", "Hill", 3), "b": put(tmp_path / "b", "Dale", 5)}
    before = joined("a+b", folders)
    (tmp_path / "b" / "poverty_exits.csv").write_text(
        "year,place_id,status,people\n2019,oak,achieved,6\n"
    )
    after = joined("a+b", folders)
    assert after != before
    rows = CARDS["compare_places"].rows.rows(Store(after.path, after.fingerprint), Selection())
    assert rows["value"].tolist() == [6, 3]


def test_only_datasets_that_are_there_are_parts(tmp_path: Path) -> None:
    there = {"a": tmp_path, "b": tmp_path}
    assert parts("a+b", there) == ["a", "b"]
    assert parts("a", there) == parts("a+c", there) == parts("a+a", there) == []
