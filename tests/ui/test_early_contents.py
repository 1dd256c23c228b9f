"""The contents of a page of charts that are shown before Streamlit runs."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from starlette.responses import Response

from metrics.topics.catalog import PAGE_TOPICS

Ask = Callable[..., Response]


def contents(answer: Response) -> list[tuple[str, str]]:
    """Return the kind and the name of each content."""
    found = json.loads(bytes(answer.body))
    return [(one["kind"], one.get("name", "")) for one in found]


@pytest.mark.parametrize("dataset", ("yangbi", "fictional-county", "fictional-county+yangbi"))
@pytest.mark.parametrize("page", PAGE_TOPICS)
def test_a_page_begins_with_its_headline_and_ends_with_its_cards(
    ask: Ask, page: str, dataset: str
) -> None:
    answer = ask(f"/early/{page}?dataset={dataset.replace('+', '%2B')}")
    assert answer.headers["cache-control"] == "no-store"
    kinds = contents(answer)
    assert kinds[0] == ("heading", page)
    assert ("card", page) in kinds[1:3]
    assert {kind for kind, _ in kinds} <= {"heading", "filters", "card"}


def test_the_first_page_is_one_content(ask: Ask) -> None:
    assert contents(ask("/early/overview")) == [("overview", "")]


def test_a_card_is_the_one_of_its_own_address(ask: Ask) -> None:
    answer = ask("/early/poverty_exits?years=2014")
    card = json.loads(bytes(ask("yangbi/poverty_exits.card?years=2014").body))
    assert json.loads(bytes(answer.body))[2] == card


@pytest.mark.parametrize("query", ("years=1900", "villages=Nowhere", "version=1"))
def test_nothing_is_early_where_the_page_says_more(ask: Ask, query: str) -> None:
    answer = ask(f"/early/poverty_exits?{query}")
    assert (answer.status_code, bytes(answer.body)) == (204, b"")


@pytest.mark.parametrize(
    ("address", "named"), [("sources", "sources"), ("poverty_exits?dataset=elm", "elm")]
)
def test_what_has_no_charts_is_named(ask: Ask, address: str, named: str) -> None:
    answer = ask(f"/early/{address}")
    assert answer.status_code == 400
    assert named in bytes(answer.body).decode()
