"""Filters change the charts, live in the address, and say what they cannot change."""

from __future__ import annotations

import re

import pytest
from app import FILTERS, TOPICS, choose, choose_place, drawn, opened, wait_until
from kept_page import lent_page
from playwright.sync_api import Browser, Page, expect

EXITS = [
    ["2014", "achieved", "households", 854],
    ["2014", "achieved", "people", 2976],
    ["2015", "achieved", "households", 719],
    ["2015", "achieved", "people", 2585],
    ["2016", "not stated", "households", None],
    ["2016", "planned", "people", 6000],
]
INDUSTRIES = [
    ["Lijiazhuang", "apples"],
    ["Lingxiu", "yuxiang pears"],
    ["Shiping", "ginger"],
    ["Xiangyang", "cucumbers"],
    ["no village named", "rural eco-tourism"],
]
CHOSEN = "button[aria-pressed=true]"
VIEWS = {"poverty_exits": EXITS, "party_members": [170, 257], "village_industry": INDUSTRIES}


MARKS = {"poverty_exits": 5, "party_members": 257, "village_industry": 0}
HEIGHTS = """[...document.querySelector('.vm-plot').querySelectorAll('.bars .point path')]
    .map((one) => one.getBBox().height)"""


def village(page: Page, name: str) -> None:
    choose_place(page, name)
    expect(page).to_have_url(re.compile(f"villages={name}"))
    expect(page.locator(".vm-card").first).to_contain_text(name)


@pytest.mark.parametrize("topic", TOPICS)
def test_each_chart_shows_the_documents_numbers(browser: Browser, server: str, topic: str) -> None:
    page = opened(browser, f"{server}/{topic}")
    assert drawn(page) == VIEWS[topic]
    boxes = page.evaluate(HEIGHTS)
    assert len(boxes) == MARKS[topic]
    if topic == "poverty_exits":  # each bar has height, the planned one too
        assert min(boxes) > 20
    if topic == "party_members":  # each member is a square
        share = "170 of 257 work-team members are Party members: 66.1 %"
        expect(page.locator("h1")).to_have_text(share)


def test_a_filter_is_kept_across_pages_and_in_a_copied_address(
    browser: Browser, server: str
) -> None:
    page = opened(browser, f"{server}/poverty_exits")
    choose(page, "2015")
    page.get_by_role("link", name="Party members").click()
    expect(page.locator("h1")).to_contain_text("66.1 %")
    page.get_by_role("link", name="Exits from poverty").click()
    expect(page.locator(".vm-says").first).to_contain_text("Showing 2015 only")
    again = opened(browser, page.url)
    assert drawn(again) == drawn(page) == EXITS[2:4]


def test_a_village_narrows_industries_and_leaves_county_exits(
    browser: Browser, server: str
) -> None:
    page = opened(browser, f"{server}/village_industry")
    village(page, "Lingxiu")
    wait_until(page, "document.querySelector('.vm-plot').layout.meta.drawn.length === 2")
    assert drawn(page) == [INDUSTRIES[1], INDUSTRIES[4]]
    page.get_by_role("link", name="Exits from poverty").click()
    expect(page.locator(".vm-says").first).to_contain_text("for the county only, not for Lingxiu")
    wait_until(page, "document.querySelector('.vm-plot').layout?.meta.drawn.length === 6")
    assert drawn(page) == EXITS


def test_planned_alone_is_hatched_and_named(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}/poverty_exits?status=planned")
    assert drawn(page) == EXITS[4:]
    bars = page.evaluate(
        "document.querySelector('.vm-plot').data.map(t => [t.name, t.marker.pattern.shape, t.y])"
    )
    assert bars == [["planned", "/", [6000]]]
    expect(page.locator(".vm-plot").first.locator(".legendtext")).to_have_text("planned")


def test_reset_empties_the_filters_and_the_address(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}/poverty_exits?years=2014&status=achieved")
    assert drawn(page) == EXITS[:2]
    filters = page.locator(FILTERS)
    assert filters.locator(CHOSEN).count() == 2
    choose(page, "Reset filters")
    expect(page).to_have_url(f"{server}/poverty_exits")
    wait_until(page, "document.querySelector('.vm-plot').layout.meta.drawn.length === 6")
    assert drawn(page) == EXITS
    expect(filters.locator(CHOSEN)).to_have_count(0)


def test_a_choice_without_a_number_says_so(browser: Browser, server: str) -> None:
    page = lent_page(browser)
    page.goto(f"{server}/poverty_exits?years=2014&status=planned")
    expect(page.locator(".vm-empty").first).to_contain_text(
        "The dataset states nothing for this choice", timeout=30_000
    )
    card = page.locator(".vm-card").first
    for label in ("PNG", "Download …"):
        expect(card.locator(f".vm-buttons button:has-text('{label}')")).to_be_hidden()
    expect(page.get_by_text("Traceback")).to_have_count(0)


def test_an_unknown_value_in_the_address_is_named(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}/poverty_exits?years=2031")
    expect(page.get_by_text("no year “2031”")).to_be_visible()
    expect(page.get_by_text("The nearest is 2016.")).to_be_visible()
