"""The search box with the keyboard alone, in both browsers, and what it says when it fails."""

from __future__ import annotations

import re

from app import visit
from playwright.sync_api import Browser, Route, expect

PATIENCE_MS = 30_000


def test_a_place_is_found_and_opened_by_keys_alone(any_browser: Browser, server: str) -> None:
    page = visit(any_browser, f"{server}/checks?dataset=yangbi")
    box = page.get_by_role("combobox", name="Search")
    box.focus()
    page.keyboard.type("xiangyang")
    option = page.get_by_role("option", name="Xiangyang")
    expect(option).to_be_visible(timeout=PATIENCE_MS)
    page.keyboard.press("ArrowDown")
    assert option.get_attribute("aria-selected") == "true"
    assert box.get_attribute("aria-activedescendant") == option.get_attribute("id")
    page.keyboard.press("Escape")
    expect(option).to_be_hidden()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]place=Xiangyang"), timeout=PATIENCE_MS)


def test_a_list_of_another_text_opens_nothing(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/checks?dataset=yangbi")
    box = page.get_by_role("combobox", name="Search")
    options = page.get_by_role("option")
    box.fill("xiangyang")
    expect(options.first).to_be_visible(timeout=PATIENCE_MS)
    held: list[Route] = []
    page.route("**/search/**", lambda route: held.append(route))
    box.press_sequentially("zzz")
    box.press("Enter")
    expect(options).to_have_count(0)
    assert "/checks" in page.url
    page.wait_for_timeout(300)
    page.locator("h1").first.click()
    for route in held:
        route.continue_()
    page.wait_for_timeout(500)
    expect(box).to_have_attribute("aria-expanded", "false")


def test_nothing_found_and_a_server_that_fails_are_said(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/checks")
    box = page.get_by_role("combobox", name="Search")
    box.fill("zzz")
    expect(page.get_by_text("Nothing begins with “zzz”.")).to_be_visible(timeout=PATIENCE_MS)
    page.route("**/search/**", lambda route: route.abort())
    box.fill("zzzz")
    expect(page.get_by_text("This cannot be searched now.")).to_be_visible(timeout=PATIENCE_MS)
