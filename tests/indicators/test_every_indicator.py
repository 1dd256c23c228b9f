"""Every indicator of the example has its cards and files, and no number without provenance."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from stores import stored

from metrics.exports import chrome
from metrics.exports.make import ExportRequest, file_name, render_export
from metrics.exports.verify import verify
from metrics.exports.view import view
from metrics.payloads.card import card
from metrics.selection import Selection
from metrics.store.open import Store
from metrics.topics.catalog import choices
from metrics.topics.indicators import ONE_BY_ONE

pytestmark = pytest.mark.slow
NAME = "monitoring-prefecture"
DATA = Path(__file__).resolve().parents[2] / "data" / NAME
NORTH, VILLAGE = "North County (fictional)", "Red Spring"
CARDS = tuple(name for name in ONE_BY_ONE if name != "indicator_years")
QUARTERLY = (
    *("Monitored households", "Households on subsistence allowance"),
    "Labour transfer (by quarter)",
)
NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?")
# Charts that nothing is drawn in, and what their title says of why.
UNDRAWN = {
    ("Satisfaction index", "indicator_trend"): "they make no number together",
    ("Village type: weak village", "indicator_change"): "one period only",
}
# How many rows a finding is of.
COUNTED = re.compile(r"(?:rose|fell) in [\d,]+|[\d,]+ (?:of [\d,]+ )?places")
Stated = Mapping[tuple[str, str, str], float]


@pytest.fixture(scope="module")
def prefecture(cache: None) -> Store:
    """Open the built tables of the example."""
    return stored(DATA)


@pytest.fixture(scope="module")
def stated(prefecture: Store) -> Stated:
    """Read what observations.csv states, by place, series and period, as its text has it."""

    def rows(name: str) -> list[dict[str, str]]:
        with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    labels = {one["indicator_id"]: one["label"] for one in rows("indicators")}
    places = prefecture.frame("select place_id, label from places")
    named = dict(zip(places["place_id"], places["label"], strict=True))
    return {
        (
            named[one["place_id"]],
            ": ".join(filter(None, (labels[one["indicator_id"]], one["group"]))),
            one["period"],
        ): float(one["value"])
        for one in rows("observations")
        if one["value"]
    }


def content_of(store: Store, topic: str, **chosen: tuple[str, ...]) -> dict[str, Any]:
    """Return a card as a page gets it."""
    selection = Selection(NAME, **chosen)  # type: ignore[arg-type] # its filters
    return dict(json.loads(card(view(store, topic, selection), {}, 1)))


def strays(content: Mapping[str, Any], stated: Stated) -> Iterator[str]:
    """Name each number of a card that is neither stated as it is nor leads to how it is made."""
    labels = content["rows"]["labels"]
    for cells in content["rows"]["cells"]:
        row = {label: cell[0] for label, cell in zip(labels, cells, strict=True)}
        value, address = cells[labels.index("Value")]
        if value in ("not stated", "not combined"):
            continue
        made = content["addresses"].get(address, {"facts": []})
        if row["How places make one"] != "as stated":
            if "Formula" not in dict(made["facts"]):
                yield f"{row}: no formula"
            continue
        series = re.sub(r" \(by \w+\)$", "", row[labels[0]])  # an indicator, or a number of a place
        if stated.get((row["Place"], series, row["Period"])) != float(value.replace(",", "")):
            yield f"{row}: not what is stated"
    said = {one for cells in content["rows"]["cells"] for text, _ in cells for one in _in(text)}
    for piece, address in [] if content.get("empty") else content["linked"]["title"]:
        counted = COUNTED.sub("", piece)
        yield from (f"{one} in {piece!r}" for one in _in(counted) - said if not address)


def _in(text: str) -> set[str]:
    return {one.replace(",", "") for one in NUMBER.findall(text)}


def test_every_number_of_every_card_is_stated_or_leads_to_how_it_is_made(
    prefecture: Store, stated: Stated
) -> None:
    for series in choices(prefecture).indicators:
        for topic in CARDS:
            content = content_of(prefecture, topic, indicators=(series,))
            reason = UNDRAWN.get((series, topic), "")
            assert bool(content.get("data")) == (not reason), (series, topic)
            assert reason in content["title"]
            assert [*strays(content, stated)] == [], (series, topic)
    for series in QUARTERLY:
        content = content_of(prefecture, "indicator_years", indicators=(series,))
        assert content.get("data"), series
        assert [*strays(content, stated)] == [], series


def test_every_indicator_stands_on_the_page_of_a_place(prefecture: Store, stated: Stated) -> None:
    found: set[str] = set()
    for place in (NORTH, VILLAGE):
        content = content_of(prefecture, "place_numbers", place=(place,))
        assert [*strays(content, stated)] == [], place
        found |= {cells[0][0] for cells in content["rows"]["cells"]}
    labels = {re.sub(r" \(by \w+\)$", "", one) for one in choices(prefecture).indicators}
    assert labels <= {re.sub(r" \(by \w+\)$", "", one) for one in found}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_files_of_every_indicator_match(prefecture: Store, form: str) -> None:
    for series in choices(prefecture).indicators:
        wish = ExportRequest("indicator_ranking", form, Selection(NAME, indicators=(series,)))
        content = render_export(prefecture, wish)
        [verdict] = verify(prefecture, NAME, file_name(prefecture, wish), content)
        assert (verdict.word, verdict.differences) == ("matches", ()), series


def test_every_indicator_has_an_image_that_matches(prefecture: Store) -> None:
    if chrome.missing():
        pytest.skip("no Chrome draws images here")
    for series in choices(prefecture).indicators:
        wish = ExportRequest("indicator_ranking", "png", Selection(NAME, indicators=(series,)))
        content = render_export(prefecture, wish)
        [verdict] = verify(prefecture, NAME, file_name(prefecture, wish), content)
        assert verdict.word == "matches", series
