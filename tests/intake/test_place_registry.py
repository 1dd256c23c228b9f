"""Places of several sheets: one a code, or a name within the place above, each with an id."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pytest
from forms import Rows, text

from metrics.intake.files import sheets
from metrics.intake.known_places import County, with_places
from metrics.intake.new_ids import place_id
from metrics.intake.place_registry import PlaceRegistry
from metrics.intake.plan import Proposal
from metrics.intake.understand import understood

CODED: Rows = [
    ["县代码", "县", "年份", "人口(人)"],
    ["532922", "甲县", "2021", "10"],
    ["532923", "乙县", "2021", "20"],
]
NAMED: Rows = [["县", "年份", "户数(户)"], ["甲县", "2021", "3"], ["丙县", "2021", "4"]]


def ids(*tables: Rows) -> list[list[str | None]]:
    """Return the ids of the places of the rows of tables, read one after the other."""
    registry, found = PlaceRegistry(), []
    for rows in tables:
        (sheet,) = sheets("表.csv", text(rows).encode())
        plan = understood(sheet)
        assert isinstance(plan, Proposal)
        cells = dict(enumerate(plan.sheet.cells.columns))
        found.append(registry.ids(plan.plan, cells, len(rows) - 1).to_pylist())
    return found


def test_a_place_with_its_code_and_the_same_without_are_one() -> None:
    assert ids(CODED, NAMED) == [["532922", "532923"], ["532922", "place-3"]]
    assert ids(NAMED, CODED) == [["place-1", "place-2"], ["place-1", "532923"]]


def test_a_name_of_two_codes_is_no_place_of_its_own() -> None:
    twice = [*CODED, ["532924", "甲县", "2021", "30"]]
    assert ids(twice, NAMED) == [["532922", "532923", "532924"], ["甲县", "place-4"]]


@pytest.mark.parametrize(
    ("text", "taken", "found"),
    [
        ("Oak Hill", [], "oak-hill"),
        ("Oak Hill", ["oak-hill"], "oak-hill-2"),
        ("甲村", [], "place-1"),
        ("甲村", ["place-2"], "place-3"),
        ("甲村", ["a", "place-3"], "place-4"),
        ("532922", [], "532922"),
    ],
)
def test_no_two_places_have_one_id(text: str, taken: Sequence[str], found: str) -> None:
    assert place_id(text, taken) == found


def test_a_name_like_a_made_id_is_not_taken_for_one() -> None:
    exits = pa.table({"place_id": ["甲村", "Place 1", "乙村"]})
    places = with_places({"poverty_exits": exits}, County())["places"]
    assert places.column("place_id").to_pylist() == ["place-1", "place-1-2", "place-3"]


def test_codes_of_a_level_that_has_codes_are_left_out_and_said() -> None:
    rows = [["县代码", "统计编码", "县", "年份", "人口(人)"], ["1", "A1", "甲县", "2021", "10"]]
    (sheet,) = sheets("表.csv", text(rows).encode())
    found = understood(sheet)
    assert isinstance(found, Proposal)
    assert [(one.head, one.why) for one in found.plan.of("left out")] == [
        ("统计编码", "“县代码” (column A) has codes of this level")
    ]
