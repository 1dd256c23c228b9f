"""The first page: counts that explain each other, and each finding in the form that says most."""

from __future__ import annotations

import json
from typing import Any

import pytest

from metrics.exports.view import view
from metrics.payloads.addresses import of_dataset
from metrics.payloads.card import card
from metrics.payloads.heading import heading
from metrics.payloads.overview import overview
from metrics.payloads.sources import NO_DOCUMENT, sources
from metrics.selection import Selection
from metrics.store.open import Store
from metrics.topics import document
from metrics.topics.catalog import PAGE_TOPICS
from metrics.topics.figures import FIGURES


def cards(store: Store) -> list[bytes]:
    """Make the cards of the first page."""
    found, about = of_dataset(store), document.about(store)
    return [card(view(store, one, Selection(), about), found, 5) for one in PAGE_TOPICS]


@pytest.fixture(scope="module")
def content(store: Store) -> dict[str, Any]:
    """Make the first page of the built-in dataset and read it back."""
    return dict(json.loads(overview(document.about(store), "Report", cards(store), slogans=3)))


@pytest.mark.slow
def test_the_counts_of_trust_explain_each_other_and_lead_to_their_pages(
    content: dict[str, Any],
) -> None:
    assert [(one["count"], one["label"], one["page"]) for one in content["trust"]] == [
        ("40", "numbers printed, and 3 slogans", "sources"),
        ("17", "garbled, read by a stated rule", "sources"),
        ("3", "with more than one possible reading", "sources"),
        ("16 of 17", "cross-checks hold, 1 cannot be checked", "checks"),
    ]


@pytest.mark.slow
def test_without_a_document_nothing_is_said_of_trust(store: Store) -> None:
    found = json.loads(overview({}, "Ours: your data, unverified", cards(store)))
    assert (found["trust"], found["how_read"], found["place"]) == ([], "", "")


def test_each_finding_takes_the_form_that_says_most(content: dict[str, Any]) -> None:
    forms = {
        one["page"]: next(name for name in ("numbers", "table", "data") if name in one)
        for one in content["findings"]
    }
    assert forms == {
        "poverty_exits": "data",
        "paired_assistance": "data",
        "party_members": "data",
        "training": "table",
        "village_collectives": "numbers",
        "village_industry": "table",
    }


def test_big_numbers_and_short_tables_keep_their_provenance(content: dict[str, Any]) -> None:
    by_page = {one["page"]: one for one in content["findings"]}
    assert [one["cell"] for one in by_page["village_collectives"]["numbers"]] == [
        ["8", "F01"],
        ["8", "F02"],
        ["8", "F03"],
        ["20,000", "F04"],
    ]
    industry = by_page["village_industry"]
    assert industry["table"][0] == [
        [["Lijiazhuang", ""]],
        [["apples", "Lijiazhuang: apples"]],
    ]
    assert (len(industry["table"]), industry["more"]) == (5, -1)
    training = by_page["training"]
    assert (len(training["table"]), training["more"]) == (6, 3)


@pytest.mark.slow
def test_collectives_that_differ_are_drawn(store: Store) -> None:
    found = [json.loads(one) for one in cards(store)]
    collectives = next(one for one in found if one["name"] == "village_collectives")
    value = collectives["rows"]["labels"].index("Value")
    collectives["rows"]["cells"][0][value] = ["9", "F01"]
    page = json.loads(overview({}, "Ours", [json.dumps(collectives).encode()]))
    assert "data" in page["findings"][0]
    assert "numbers" not in page["findings"][0]


@pytest.mark.slow
def test_the_unit_of_one_is_no_plural(store: Store) -> None:
    found = [json.loads(one) for one in cards(store)]
    training = next(one for one in found if one["name"] == "training")
    for name, text in (("Value", "1"), ("Unit", "techniques")):
        training["rows"]["cells"][0][training["rows"]["labels"].index(name)] = [text, ""]
    page = json.loads(overview({}, "Ours", [json.dumps(training).encode()]))
    assert page["findings"][0]["table"][0][1] == [["1", ""], ["technique", ""]]


@pytest.mark.slow
def test_the_headline_is_the_finding_of_the_first_card(store: Store) -> None:
    card = cards(store)[0]
    found = json.loads(heading(card, "Exits from poverty"))
    assert "".join(text for text, _ in found["title"]) == (
        "Yangbi county lifted 2,585 people out of poverty in 2015 and planned 6,000 more for 2016"
    )
    assert found["page"] == "Exits from poverty"
    assert found["about"] == "Households and people lifted out of poverty, year by year."
    assert (found["name"], found["of"]) == ("poverty_exits", json.loads(card)["stamp"])


@pytest.mark.slow
def test_the_list_of_figures_says_what_it_holds_or_that_there_is_no_document(store: Store) -> None:
    rows = FIGURES.rows(store, Selection())
    listed = json.loads(sources(rows, of_dataset(store), [document.about(store)], [], "yangbi"))
    assert listed["says"].endswith("40 numbers and 3 slogans that count nothing.")
    none = json.loads(sources(rows.head(0), {}, [], [], "ours"))
    assert none["says"] == NO_DOCUMENT
