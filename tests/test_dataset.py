"""The built-in dataset is a valid data package and holds what the document prints."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from frictionless import validate
from stated import tables_in

from metrics.store.load import header
from metrics.store.schema import descriptor
from metrics.store.tables import TABLES

YANGBI = Path(__file__).resolve().parents[1] / "data" / "yangbi"


def rows(name: str) -> list[dict[str, str]]:
    with (YANGBI / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.slow
def test_frictionless_finds_the_package_valid() -> None:
    report = validate(str(YANGBI / "datapackage.json"))
    assert report.flatten(["title", "message"]) == []
    assert len(report.tasks) == len(tables_in("yangbi"))


@pytest.mark.parametrize(
    "table", [t for t in TABLES if t.name in tables_in("yangbi")], ids=lambda t: t.name
)
def test_the_package_describes_each_table_as_the_contract_does(table) -> None:  # type: ignore[no-untyped-def] # a parametrized record
    resources = json.loads((YANGBI / "datapackage.json").read_text())["resources"]
    found = {r["name"]: r["schema"] for r in resources}
    assert found[table.name] == descriptor(table, header(YANGBI / f"{table.name}.csv"))


def test_all_forty_numbers_are_there_and_slogans_are_slogans() -> None:
    figures = rows("figures")
    numbers = [f["figure_id"] for f in figures if f["kind"] != "slogan"]
    assert numbers == [f"F{n:02}" for n in range(1, 41)]
    assert [f["figure_id"] for f in figures if f["kind"] == "slogan"] == ["S01", "S02", "S03"]


def test_the_ambiguous_ones_list_their_candidates() -> None:
    found = {
        f["figure_id"]: f["candidates"] for f in rows("figures") if f["certainty"] == "ambiguous"
    }
    assert sorted(found) == ["F23", "F30", "F35"]
    assert [c.split(":")[0] for c in found["F30"].split(" | ")] == ["180000", "1800000", "18000000"]
