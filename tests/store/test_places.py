"""Places: each has a label of its own, and none lies in itself."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from generated import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.errors import DataProblems
from metrics.store.build import build_tables
from metrics.store.package import read
from metrics.store.parents import DEEPEST

Place = tuple[str, str, str]  # id, name, parent


def put(folder: Path, places: list[Place]) -> Path:
    """Write a dataset of nothing but places."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f'{id_},"{name}",hamlet,{parent}' for id_, name, parent in places]
    text = "\n".join(["place_id,name,kind,parent_id", *lines]) + "\n"
    (folder / "places.csv").write_text(text, encoding="utf-8")
    says = {"resources": [{"name": "places", "path": "places.csv"}]}
    (folder / "datapackage.json").write_text(json.dumps(says), encoding="utf-8")
    return folder


def labels(folder: Path) -> dict[str, str]:
    """Return the label of each place, by its id."""
    with duckdb.connect() as con:
        build_tables(con, read(folder))
        return dict(con.execute("select place_id, label from places").fetchall())


@pytest.mark.slow
def test_a_name_that_looks_like_a_label_is_not_merged_with_it(tmp_path: Path) -> None:
    places = [("a", "A", ""), ("b", "B", ""), ("oak-a", "Oak", "a"), ("oak-b", "Oak", "b")]
    found = labels(put(tmp_path, [*places, ("other", "Oak (A)", "b")]))
    assert found == {
        "a": "A",
        "b": "B",
        "oak-a": "Oak (oak-a)",
        "oak-b": "Oak (B)",
        "other": "Oak (A) (other)",
    }


@pytest.mark.slow
def test_places_of_one_name_are_told_apart_by_the_place_above(tmp_path: Path) -> None:
    places = [("a", "A", ""), ("b", "B", ""), ("oak-a", "Oak", "a"), ("oak-b", "Oak", "b")]
    found = labels(put(tmp_path, places))
    assert (found["oak-a"], found["oak-b"]) == ("Oak (A)", "Oak (B)")


IDS = ("a", "b", "c", "d", "e", "f")
NAMES = st.recursive(
    st.sampled_from(["Oak", "A", "a", "b"]),
    lambda inner: st.tuples(inner, st.sampled_from([*IDS, "A", "Oak"])).map(
        lambda one: f"{one[0]} ({one[1]})"
    ),
    max_leaves=3,
)


@settings(max_examples=examples(15))
@given(names=st.lists(NAMES, min_size=6, max_size=6), parents=st.lists(st.integers(0, 5)))
@pytest.mark.slow
def test_labels_are_unique_whatever_the_names(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], parents: list[int]
) -> None:
    above = [IDS[parent] for parent in parents[:5]]
    given_parents = ["", *above, *[""] * (5 - len(above))]
    placed = [
        (id_, name, parent if parent < id_ else "")
        for id_, name, parent in zip(IDS, names, given_parents, strict=True)
    ]
    found = labels(put(tmp_path_factory.mktemp("places"), placed))
    assert len(set(found.values())) == len(IDS)
    assert all(found[id_].startswith(name) for id_, name, _ in placed)


def faults(folder: Path) -> list[tuple[int | None, str]]:
    """Return row and rule of each fault of the parents."""
    with pytest.raises(DataProblems) as refused:
        labels(folder)
    return [(one.row, one.rule) for one in refused.value.problems if one.column == "parent_id"]


def test_each_place_of_a_cycle_is_named(tmp_path: Path) -> None:
    places = [("a", "A", "b"), ("b", "B", "a"), ("c", "C", "a"), ("d", "D", "")]
    rule = "these places lie in each other: a, b"
    assert faults(put(tmp_path, places)) == [(2, rule), (3, rule)]


def test_two_cycles_are_two_faults_and_a_place_in_itself_has_its_own(tmp_path: Path) -> None:
    three = [("a", "A", "b"), ("b", "B", "c"), ("c", "C", "a")]
    places = [*three, ("x", "X", "y"), ("y", "Y", "x"), ("z", "Z", "z"), ("w", "W", "z")]
    assert sorted(faults(put(tmp_path, places)), key=str) == [
        *((row, "these places lie in each other: a, b, c") for row in (2, 3, 4)),
        *((row, "these places lie in each other: x, y") for row in (5, 6)),
        (7, "the place belongs to itself"),
    ]


def chain(length: int) -> list[Place]:
    """Return places each of which lies in the one before."""
    return [(f"p{n}", f"P{n}", f"p{n - 1}" if n else "") for n in range(length)]


@pytest.mark.slow
def test_places_may_lie_as_deep_as_said_and_no_deeper(tmp_path: Path) -> None:
    assert len(labels(put(tmp_path / "deep", chain(DEEPEST + 1)))) == DEEPEST + 1
    deeper = put(tmp_path / "deeper", chain(DEEPEST + 3))
    rule = f"the place lies in more than {DEEPEST} others"
    assert faults(deeper) == [(DEEPEST + 3, rule), (DEEPEST + 4, rule)]
