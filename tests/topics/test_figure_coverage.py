"""Every number of the document stands on some page of numbers."""

from __future__ import annotations

import json

import pytest

from metrics.exports.view import view
from metrics.payloads.addresses import of_dataset
from metrics.payloads.card import card
from metrics.selection import Selection
from metrics.store.open import Store
from metrics.topics.catalog import TOPICS

ALL = {f"F{number:02}" for number in range(1, 41)}


@pytest.fixture(scope="module")
def opened(store: Store) -> dict[str, set[str]]:
    """Return the figures that each topic's chart, tables and words can open."""
    entries = of_dataset(store)
    cards = {t: json.loads(card(view(store, t, Selection()), entries, 0)) for t in TOPICS}
    return {
        topic: {address for address in found["addresses"] if address in ALL}
        for topic, found in cards.items()
    }


@pytest.mark.slow
def test_all_forty_numbers_stand_on_a_page(opened: dict[str, set[str]]) -> None:
    assert set().union(*opened.values()) == ALL


def test_each_topic_shows_the_numbers_of_its_own(opened: dict[str, set[str]]) -> None:
    assert opened["village_collectives"] == {"F01", "F02", "F03", "F04"}
    assert opened["departments_money"] == {"F23"}
    assert opened["loan"] == {"F30"}
    assert opened["training"] == {f"F{number}" for number in range(31, 41)}
    assert opened["paired_assistance"] == {f"F{n}" for n in range(13, 26)} - {"F23"}
