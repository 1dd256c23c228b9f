"""A card that a browser holds is not sent again, unless it has changed."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from starlette.responses import Response

Ask = Callable[..., Response]
YEARS = ["", "?years=2014", "?years=2014&years=2016", "?status=planned"]


@pytest.mark.slow
@pytest.mark.parametrize("query", YEARS)
def test_the_etag_of_a_card_is_its_stamp_and_saves_the_answer(ask: Ask, query: str) -> None:
    first = ask(f"yangbi/poverty_exits.card{query}")
    stamp = json.loads(bytes(first.body))["stamp"]
    assert first.headers["etag"] == f'W/"{stamp}"'
    assert first.headers["cache-control"] == "no-cache"
    for held in (f'W/"{stamp}"', f'"{stamp}"', f'"other", W/"{stamp}"'):
        again = ask(f"yangbi/poverty_exits.card{query}", if_none_match=held)
        assert (again.status_code, bytes(again.body)) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]


def test_another_card_is_sent_whole(ask: Ask) -> None:
    held = ask("yangbi/poverty_exits.card?years=2014").headers["etag"]
    answer = ask("yangbi/poverty_exits.card?years=2015", if_none_match=held)
    assert answer.status_code == 200
    assert json.loads(bytes(answer.body))["kind"] == "card"
    assert answer.headers["etag"] != held


def test_places_are_listed_level_by_level_or_by_name(ask: Ask) -> None:
    def names(query: str) -> list[object]:
        return [name for name, _ in options(query)]

    def options(query: str) -> list[list[object]]:
        answer = ask(f"fictional-county/places.options{query}")
        assert answer.headers["cache-control"] == "no-cache"
        found: list[list[object]] = json.loads(bytes(answer.body))["options"]
        return found

    topmost = options("")
    assert topmost == [["Fictional County", True]]
    assert "East Well" in names("?find=east+we")
    assert names("?find=nowhere+at+all") == []
    assert names("?within=no+such+place") == []
    assert ask("yangbi/poverty_exits.options").status_code == 400
