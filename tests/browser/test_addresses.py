"""Every number on screen can be followed to a printed figure or to an open formula."""

from __future__ import annotations

import re

import pytest
from app import DRAWN, TOPICS, opened, visit
from playwright.sync_api import Browser, Page, expect
from provenance import Entries, marks, strays


def whole(browser: Browser, server: str, path: str) -> Page:
    page = visit(browser, f"{server}/{path}", viewport={"width": 1280, "height": 3000})
    if path in TOPICS or path == "checks":
        page.wait_for_selector(DRAWN)
    return page


@pytest.mark.parametrize("path", [*TOPICS, "checks"])
def test_each_mark_has_an_address(
    browser: Browser, server: str, entries: Entries, path: str
) -> None:
    page = whole(browser, server, path)
    found = marks(page)
    assert found
    drawn = [one for one in found if one["state"] not in ("not stated", "hidden by the filter")]
    if path == "checks":  # an industry of the grid is named without a number
        drawn = [one for one in drawn if one["address"]]
    assert [one for one in drawn if one["address"] not in entries] == []


def test_a_number_that_nobody_printed_is_found_out(
    browser: Browser, server: str, entries: Entries
) -> None:
    page = opened(browser, f"{server}/poverty_exits")
    page.evaluate("document.querySelector('.vm-subtitle').append(' 4711')")
    assert [one["number"] for one in strays(page, entries)] == ["4711"]
    page.evaluate("document.querySelector('h1 [data-address]').textContent = '2,586 people'")
    assert [one["number"] for one in strays(page, entries)] == ["2,586", "4711"]


def test_a_click_on_a_bar_opens_its_figure(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}/poverty_exits")
    page.locator(".vm-plot .bars .point path").nth(1).click(force=True)
    expect(page.locator(".vm-panel").first).to_contain_text("Figure F09")
    expect(page.locator(".vm-panel").first).to_contain_text("7 19 households")
    page.keyboard.press("Escape")
    expect(page.locator(".vm-panel").first).to_be_hidden()


def test_escape_closes_a_dialog_alone(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}/poverty_exits")
    page.locator(".vm-plot .bars .point path").nth(1).click(force=True)
    panel = page.locator(".vm-panel").first
    expect(panel).to_be_visible()
    page.get_by_role("button", name="Download …").first.click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(panel).to_be_visible()


def test_the_keyboard_opens_the_same_from_the_data_tab(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}/poverty_exits")
    page.get_by_role("tab", name="Data").first.click()
    page.get_by_role("button", name="719", exact=True).last.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".vm-panel h3").first).to_have_text("719 households")
    expect(page.locator(".vm-panel h3").first).to_be_focused()


def test_a_share_opens_its_arithmetic(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}/party_members")
    page.get_by_role("button", name="66.1").first.click()
    panel = page.locator(".vm-panel").first
    for words in ("F27 / F26", "170 / 257 = 0.6615", "one decimal", "F26 257 people"):
        expect(panel).to_contain_text(words)


def test_escape_closes_an_address_that_stays_open_over_another_choice(
    browser: Browser, server: str
) -> None:
    page = opened(browser, f"{server}/poverty_exits")
    page.locator(".vm-plot .bars .point path").nth(1).click(force=True)
    expect(page).to_have_url(re.compile("years=2015"))
    expect(page.locator("h1")).not_to_contain_text("2016")
    expect(page.locator(".vm-panel h3").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".vm-panel").first).to_be_hidden()
