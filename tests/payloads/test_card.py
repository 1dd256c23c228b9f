"""All that a card shows is in its JSON, and follows the choice."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from stated import STATED_TOPICS

from metrics.exports.view import view
from metrics.payloads.addresses import of_dataset
from metrics.payloads.card import card
from metrics.payloads.rows import MOST_ROWS, table
from metrics.selection import Selection
from metrics.store.open import Store
from metrics.topics.catalog import TOPICS
from metrics.ui.page_head import FRONT

TYPES = (FRONT / "types.d.ts").read_text(encoding="utf-8")
TEXTS = {"title", "subtitle", "about", "says", "source", "notes"}  # without links, for programs
DRAWN = {"alt", "says", "data", "layout", "files"}  # parts of a card that has rows


def declared(name: str) -> dict[str, str]:
    """Return the properties of an interface of the front end, each with "?" where it may lack."""
    pattern = rf"interface {name}(?: extends ([\w, ]+))? \{{\n(.*?)\n\}}"
    found = re.search(pattern, TYPES, re.DOTALL)
    assert found
    above = [declared(one) for one in (found[1] or "").split(", ") if one]
    own = dict(re.findall(r"^  (\w+)(\??):", found[2], re.MULTILINE))
    return {key: optional for one in [*above, own] for key, optional in one.items()}


@pytest.fixture
def content(store: Store) -> Callable[..., dict[str, Any]]:
    """Make a card of the built-in dataset and read it back."""

    def made(topic: str, **chosen: object) -> dict[str, Any]:
        selection = Selection(**chosen)  # type: ignore[arg-type] # its filters
        return dict(json.loads(card(view(store, topic, selection), of_dataset(store), 5)))

    return made


@pytest.mark.slow
@pytest.mark.parametrize("topic", STATED_TOPICS)
def test_a_card_has_what_the_front_end_reads(
    content: Callable[..., dict[str, Any]], topic: str
) -> None:
    found, parts = content(topic), declared("CardContent")
    assert {name for name, optional in parts.items() if not optional} <= set(found)
    assert set(found) <= parts.keys() | TEXTS
    assert found["name"] == topic
    assert found["layout"]["meta"]["topic"] == topic


@pytest.mark.slow
def test_the_table_has_each_value_as_text_and_says_what_is_not_stated(
    content: Callable[..., dict[str, Any]],
) -> None:
    rows = content("poverty_exits", years=(2016,))["rows"]
    assert rows["labels"][:5] == ["Year", "Status", "Measure", "Value", "Unit"]
    texts = [[text for text, _ in row] for row in rows["cells"]]
    assert [row[:5] for row in texts] == [
        ["2016", "not stated", "households", "not stated", "households"],
        ["2016", "planned", "people", "6,000", "people"],
    ]
    assert (rows["roles"].index("number"), rows["rows"]) == (3, 2)
    assert rows["roles"][10:12] == ["position", "position"]
    assert texts[1][6:] == ["", "F11", "F12", "6,000 people", "1", "7", "certain", ""]


@pytest.mark.slow
def test_each_number_of_the_table_has_its_address(content: Callable[..., dict[str, Any]]) -> None:
    cells = content("poverty_exits", years=(2016,))["rows"]["cells"]
    assert [[address for _, address in row[:5]] for row in cells] == [
        ["F11", "", "", "", ""],
        ["F11", "", "", "F12", ""],
    ]


@pytest.mark.slow
def test_derived_numbers_come_with_formula_and_arithmetic(
    content: Callable[..., dict[str, Any]],
) -> None:
    share = "share of Party members"
    assert content("party_members")["derived"]["cells"][0] == [
        [share, share],
        ["derived", ""],
        ["66.1", share],
        ["percent", ""],
        ["one decimal", ""],
        ["F27 / F26", share],
        ["170 / 257 = 0.6615", share],
    ]


@pytest.mark.slow
def test_nothing_to_show_names_the_filters_and_keeps_the_making(
    content: Callable[..., dict[str, Any]],
) -> None:
    found = content("poverty_exits", years=(2014,), status=("planned",))
    assert not DRAWN & set(found)
    assert found["empty"] == (
        "The dataset states nothing for this choice. Showing 2014 only, planned only. "
        "Choose another year, village or status, or reset the filters."
    )
    assert (found["rows"]["cells"], found["derived"]["cells"]) == ([], [])
    assert found["making"][0]["values"] == {
        "years": [2014],
        "villages": [],
        "status": ["planned"],
        "measure": [],
    }


@pytest.mark.slow
def test_a_file_is_named_by_what_it_shows(content: Callable[..., dict[str, Any]]) -> None:
    chosen = {"years": (2014, 2015), "villages": ("Lingxiu",), "status": ("achieved",)}
    core = ("poverty_exits", "party_members", "village_industry")
    assert [content(topic, **chosen)["filename"] for topic in core] == [
        "yangbi-poverty-exits-2014-2015-achieved",
        "yangbi-party-members",
        "yangbi-village-industry-lingxiu",
    ]


@pytest.mark.slow
def test_the_making_is_the_sql_that_ran_with_its_values(
    content: Callable[..., dict[str, Any]],
) -> None:
    found = content("village_industry", villages=("Lingxiu",), years=(2014,))["making"]
    topic = TOPICS["village_industry"]
    assert [one["sql"] for one in found] == [topic.rows.sql, ""]
    assert [one["values"] for one in found] == [{"villages": ["Lingxiu"]}, {}]


@pytest.mark.slow
def test_what_a_filter_does_not_change_is_said_on_the_card_and_in_its_file(
    content: Callable[..., dict[str, Any]],
) -> None:
    found = content("poverty_exits", villages=("Lingxiu",))
    said = "for the county only, not for Lingxiu"
    assert said in found["notes"][0]
    footer = found["files"]["report"]["annotations"][-1]["text"].replace("<br>", " ")
    assert said in footer
    assert "Showing all years, achieved and planned." in footer


@pytest.mark.slow
def test_the_stamp_changes_with_the_content_and_only_then(
    content: Callable[..., dict[str, Any]],
) -> None:
    one, same, other = (content("poverty_exits", years=y) for y in ((2014,), (2014,), (2015,)))
    assert one["stamp"] == same["stamp"] != other["stamp"]


def test_a_long_table_is_cut_and_says_how_long_it_is() -> None:
    metric = TOPICS["poverty_exits"].derived
    rows = pd.DataFrame({name: ["1"] * (MOST_ROWS + 1) for name in metric.columns})
    rows["value"] = 1.5
    found = table(metric, rows)
    assert (len(found["cells"]), found["rows"]) == (500, 501)


def test_the_data_of_a_card_lead_to_the_pages_of_its_places(store: Store) -> None:
    shown = view(store, "village_industry", Selection("yangbi"))
    rows = json.loads(card(shown, {}, 1, {"Shiping"}))["rows"]
    assert rows["pages"] == {"Shiping": "place?place=Shiping"}
    assert "place" in rows["roles"]
    assert json.loads(card(shown, {}, 1))["rows"]["pages"] == {}
