"""The pages of the rest of the document, the front page, and a click that filters."""

from __future__ import annotations

from app import FILTERS, idle, opened
from playwright.sync_api import Browser, Page, expect

LEADS = {
    "poverty_exits": "2,585 people",
    "paired_assistance": "106 departments for 65 villages",
    "party_members": "66.1 %",
    "training": "1,200 attendances",
    "village_collectives": "All 8 pilot villages",
    "village_industry": "4 villages",
}


def bar(page: Page, nth: int) -> tuple[float, float]:
    """Return the middle of a bar."""
    box = page.locator(".vm-plot .bars .point path").nth(nth).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_front_page_says_what_it_is_and_leads_to_each_page(
    browser: Browser, server: str
) -> None:
    page = opened(browser, server)
    expect(page.locator(".vm-mini[data-drawn]")).to_have_count(3)
    expect(page.locator(".vm-overview")).to_contain_text("Yangbi county, Dali Bai Autonomous")
    for words in LEADS.values():
        expect(page.locator(".vm-findings")).to_contain_text(words)
    page.get_by_role("link", name="Paired assistance: see the chart").click()
    expect(page.locator(".vm-about").first).to_contain_text("Paired assistance ·")


def test_a_click_on_a_bar_sets_the_visible_filter_and_a_double_click_undoes_it(
    browser: Browser, server: str
) -> None:
    page = opened(browser, f"{server}/poverty_exits")
    page.mouse.click(*bar(page, 1))
    expect(page.locator(".vm-says").first).to_contain_text("Showing 2015 only")
    assert page.url.endswith("?years=2015")
    expect(page.locator(".vm-panel h3").first).to_have_text("719 households")
    chosen = page.locator(FILTERS).get_by_role("button", name="2015")
    expect(chosen).to_have_attribute("aria-pressed", "true")
    idle(page)
    expect(page.locator("[data-opening]")).to_have_count(0)  # the panel has come into view
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
