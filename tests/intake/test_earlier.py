"""Answers kept with a dataset: used where they are whole, and named where they are damaged."""

from __future__ import annotations

import copy
import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from metrics.intake.earlier import damaged, of_file
from metrics.intake.files import sheets
from metrics.intake.kept_answers import as_mapping
from metrics.intake.propose import propose

NAME = "datapackage.json"
TABLE = "村名,年份,人口(人),人均纯收入(元)\n石龙村,2020,800,8000\n白章村,2020,900,9000\n"


def mapping() -> dict[str, Any]:
    """Return the answers that are kept with a table of two indicators."""
    (sheet,) = sheets("own.csv", TABLE.encode())
    return as_mapping(propose(sheet).plan)


def package(kept: object) -> bytes:
    """Return a ZIP file of a package that keeps something as its answers."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as into:
        into.writestr(f"own/{NAME}", json.dumps({"mappings": kept}))
    return out.getvalue()


def test_answers_as_they_are_written_are_whole() -> None:
    kept = mapping()
    assert of_file("own.zip", package([kept])) == [kept]
    assert damaged("own.zip", package([kept])) == ""


def _no_number(kept: dict[str, Any]) -> None:
    kept["indicators"] = 5


def _unknown_indicator(kept: dict[str, Any]) -> None:
    kept["columns"]["人口(人)"]["indicator"] = "gone"


def _unknown_weight(kept: dict[str, Any]) -> None:
    kept["indicators"][0]["weight"] = "gone"


def _unknown_kind(kept: dict[str, Any]) -> None:
    kept["indicators"][0]["across_places"] = "squared"


def _twice(kept: dict[str, Any]) -> None:
    kept["indicators"].append(kept["indicators"][0])


def _list_for_a_text(kept: dict[str, Any]) -> None:
    kept["indicators"][0]["label"] = ["a", "b"]


def _unknown_level(kept: dict[str, Any]) -> None:
    kept["columns"]["村名"]["kind"] = "planet"


DAMAGES = (
    *(_no_number, _unknown_indicator, _unknown_weight, _unknown_kind, _twice, _list_for_a_text),
    _unknown_level,
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_answers_say_nothing_and_are_named(
    damage: Callable[[dict[str, Any]], None],
) -> None:
    whole = mapping()
    bad = copy.deepcopy(whole)
    damage(bad)
    data = package([whole, bad])
    assert of_file("own.zip", data) == [whole]
    assert damaged("own.zip", data).startswith(
        "own.zip: in its datapackage.json, mappings 2 cannot"
    )


@pytest.mark.parametrize("kept", [5, "words", {"columns": 1}])
def test_answers_that_are_no_list_are_damaged(kept: object) -> None:
    assert of_file("own.zip", package(kept)) == []
    assert "mappings 1 cannot be read" in damaged("own.zip", package(kept))


def test_a_descriptor_of_another_checksum_says_nothing() -> None:
    data = package([mapping()]).replace(b'{"mappings"', b'{"Mappings"', 1)
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(BytesIO(data)).read(f"own/{NAME}")
    assert of_file("own.zip", data) == []
