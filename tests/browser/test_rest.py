"""The pages of the rest of the document, the front page, and a click that filters."""

from __future__ import annotations

import pytest
from app import PAGES, idle, opened, visit
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
LEADS = {
    "poverty_exits": "2,585 people",
    "paired_assistance": "106 departments for 65 villages",
    "party_members": "66.1 %",
    "training": "1,200 attendances",
    "village_collectives": "All 8 pilot villages",
    "village_industry": "4 villages",
}
DARK = "embed_options=dark_theme"


def bar(page: Page, nth: int) -> tuple[float, float]:
    """Return the middle of a bar."""
    box = page.locator(".vm-plot .bars .point path").nth(nth).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_front_page_says_what_it_is_and_leads_to_each_page(
    browser: Browser, server: str
) -> None:
    page = opened(browser, server)
    expect(page.locator(".vm-mini[data-drawn]")).to_have_count(6)
    expect(page.locator(".vm-overview")).to_contain_text("Yangbi county, Dali Bai Autonomous")
    for words in LEADS.values():
        expect(page.locator(".vm-findings")).to_contain_text(words)
    page.get_by_role("link", name="Training: see the chart").click()
    expect(page.get_by_role("heading", name="Training", exact=True)).to_be_visible()


def test_a_click_on_a_bar_sets_the_visible_filter_and_a_double_click_undoes_it(
    browser: Browser, server: str
) -> None:
    page = opened(browser, f"{server}/poverty_exits")
    page.mouse.click(*bar(page, 1))
    expect(page.locator(".vm-says").first).to_contain_text("Showing 2015 only")
    assert page.url.endswith("?years=2015")
    expect(page.locator(".vm-panel h3").first).to_have_text("719 households")
    chosen = page.get_by_test_id("stSidebar").get_by_role("button", name="2015")
    expect(chosen).to_have_attribute("aria-pressed", "true")
    idle(page)
    page.wait_for_timeout(600)  # the panel has come into view
    page.mouse.dblclick(*bar(page, 0))
    expect(page.locator(".vm-says").first).to_contain_text("Showing all years")


def test_the_same_by_keyboard(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}/village_industry")
    page.get_by_role("tab", name="Data").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="ginger").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Show only Shiping").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".vm-says").first).to_contain_text("Showing Shiping only")
    page.get_by_role("button", name="Show all", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".vm-says").first).to_contain_text("Showing all villages")


def fits(page: Page) -> bool:
    """Say whether nothing of the page is cut off at the right."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("theme", ["", DARK], ids=["light", "dark"])
def test_each_page_is_whole(
    any_browser: Browser, server: str, path: str, size: dict[str, int], theme: str
) -> None:
    page = visit(any_browser, f"{server}/{path}?{theme}", viewport=size)
    if page.locator(".vm-plot").first.count():
        page.wait_for_selector(".vm-plot[data-drawn]", state="attached")
    assert fits(page)
    assert page.get_by_test_id("stException").count() == 0
    assert page.locator(".vm-said:has-text('could not be drawn')").count() == 0


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: Browser, server: str, path: str, scheme: str) -> None:
    page = visit(browser, f"{server}/{path}", color_scheme=scheme)
    if page.locator(".vm-plot").first.count():
        page.wait_for_selector(".vm-plot[data-drawn]", state="attached")
    found = Axe().run(page).response["violations"]
    grave = {
        one["id"]: [node["target"] for node in one["nodes"]][:3]
        for one in found
        if one["impact"] in ("serious", "critical")
    }
    assert grave == {}
