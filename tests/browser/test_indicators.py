"""The indicators of a county in real browsers: one journey through all views, by keys alone."""

from __future__ import annotations

import re

from app import drawn, opened, wait_until
from playwright.sync_api import Browser, Page, expect
from test_sweep import PHONE, TALL, barriers, broken

CHOSEN = "indicators=Tap+water&indicators=Income+per+person"
FROM = f"indicators?dataset=monitoring-prefecture&{CHOSEN}"
# Each view and what its first chart says that it is.
VIEWS = {
    "Places": "indicator_ranking",
    "Change": "indicator_change",
    "Grid": "indicator_grid",
    "Map": "indicator_map",
    "Distribution": "indicator_distribution",
    "Two indicators": "indicator_relation",
    "Over time": "indicator_trend",
}
SHOWN = "(topic) => document.querySelector('.vm-plot[data-drawn]')?.layout?.meta?.topic === topic"
STILL = "document.getAnimations().every((one) => !(one instanceof CSSTransition))"
PATIENCE_MS = 30_000


def is_whole(page: Page, what: str) -> None:
    """See that a page fits a phone and keeps nobody out; Firefox is not asked the latter."""
    wait_until(page, STILL)  # a colour on its way to another has too little contrast
    found = [*broken(page)]
    if page.context.browser and page.context.browser.browser_type.name == "chromium":
        found += barriers(page)
    page.set_viewport_size(PHONE)
    wait_until(page, "innerWidth === 390")
    found += broken(page)
    page.set_viewport_size(TALL)
    wait_until(page, f"innerWidth === {TALL['width']}")
    assert found == [], what


def test_each_view_a_place_and_the_search_by_keys_alone(any_browser: Browser, server: str) -> None:
    page = opened(any_browser, f"{server}/{FROM}", viewport=TALL)
    for view, topic in VIEWS.items():
        page.get_by_test_id("stButtonGroup").locator("button", has_text=view).focus()
        page.keyboard.press("Enter")
        wait_until(page, SHOWN, topic)
        assert drawn(page)
        is_whole(page, view)
    page.goto(f"{server}/{FROM}&indicators=Monitored+households&shown=By+year")
    wait_until(page, SHOWN, "indicator_years")
    is_whole(page, "By year")
    page.get_by_role("combobox", name="Search").focus()
    page.keyboard.type("red spring")
    expect(page.get_by_role("option", name="Red Spring").first).to_be_visible(timeout=PATIENCE_MS)
    is_whole(page, "what is found")
    page.get_by_role("combobox", name="Search").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"place\?.*place=Red"), timeout=PATIENCE_MS)
    wait_until(page, SHOWN, "place_numbers")
    is_whole(page, "a place")
