"""The search box with the keyboard alone, in both browsers, and what it says when it fails."""

from __future__ import annotations

import re

from app import visit
from playwright.sync_api import Browser, expect

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


def test_nothing_found_and_a_server_that_fails_are_said(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/checks")
    box = page.get_by_role("combobox", name="Search")
    box.fill("zzz")
    expect(page.get_by_text("Nothing begins with “zzz”.")).to_be_visible(timeout=PATIENCE_MS)
    page.route("**/search/**", lambda route: route.abort())
    box.fill("zzzz")
    expect(page.get_by_text("This cannot be searched now.")).to_be_visible(timeout=PATIENCE_MS)
