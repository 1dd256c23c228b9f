"""The head of a page of charts, and the contents that are shown before Streamlit runs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit
from starlette.responses import Response

from metrics.topics.catalog import PAGE_TOPICS
from metrics.ui.early_page import FRONT, modules, started

Ask = Callable[..., Response]
STATIC = Path(streamlit.__file__).parent / "static"
PAGE = (STATIC / "index.html").read_bytes()


def contents(answer: Response) -> list[tuple[str, str]]:
    """Return the kind and the name of each content."""
    found = json.loads(bytes(answer.body))
    return [(one["kind"], one.get("name", "")) for one in found]


def test_streamlits_script_is_named_for_later_in_place_of_its_tag() -> None:
    page = started(PAGE, "poverty_exits").decode()
    then = re.findall(r'data-contents="./early/poverty_exits" data-then="([^"]+)"', page)
    assert len(then) == 1
    assert (STATIC / then[0]).is_file()
    assert f'src="{then[0]}"' not in page
    assert f'src="{then[0]}"' in PAGE.decode()


def test_a_page_without_charts_keeps_streamlits_script_and_has_a_menu_from_the_first() -> None:
    page = started(PAGE, "sources").decode()
    menu = r'<script type="module" async crossorigin src="[^"]+/menu.js"></script>\n'
    assert re.subn(menu, "", page) == (PAGE.decode(), 1)


def test_a_page_without_streamlits_script_stays_as_it_is() -> None:
    assert started(b"<html><head></head></html>", "overview") == b"<html><head></head></html>"


def test_all_modules_that_are_shown_with_are_named() -> None:
    named = {one for name in modules() for one in imports(name)}
    assert named < set(modules())
    assert {"early.js", "card.js", "plots.js", "follower.js"} <= set(modules())
    assert not {"desk.js", "main.js", "start.js"} & set(modules())


def imports(name: str) -> list[str]:
    return re.findall(r'^import [^(]*?"\./(.*?)"', (FRONT / name).read_text("utf-8"), re.MULTILINE)


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
