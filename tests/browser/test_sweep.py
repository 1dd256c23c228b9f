"""Every page, wide and narrow, light and dark, holds what holds of all pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from app import BACKGROUND, MENU, PAGES, SCREEN, SHOWN, go, idle, wait_until
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect
from provenance import Entries, strays
from watched import Watched

TALL = ViewportSize(width=1280, height=3000)
PHONE = ViewportSize(width=390, height=844)
FITS = """document.documentElement.scrollWidth <= innerWidth + 1
    && document.querySelector("[data-testid=stMain]").scrollWidth <= innerWidth"""
DARK_THEME = "embed_options=dark_theme"


def drawn(page: Page) -> None:
    """Wait for the first chart of a page, where it has one."""
    if page.locator(".vm-plot").first.count():
        page.wait_for_selector(".vm-plot[data-drawn]", state="attached")


def broken(page: Page) -> Iterator[str]:
    """Name what may stand on no page; charts get some time to follow a new width."""
    try:
        wait_until(page, FITS, seconds=5)
    except TimeoutError:
        yield f"at {page.evaluate('innerWidth')} px the page scrolls sideways"
    if page.get_by_test_id("stException").count():
        yield "an exception is shown"
    if page.locator("text=could not be drawn").count():
        yield "a chart could not be drawn"


def barriers(page: Page, *rules: str) -> Iterator[str]:
    """Name what axe finds to keep readers with disabilities out, by all rules or those named."""
    options = {"runOnly": {"type": "rule", "values": rules}} if rules else None
    for one in Axe().run(page, options=options).response["violations"]:
        if one["impact"] in ("serious", "critical"):
            yield f"{one['id']}: {[node['html'][:200] for node in one['nodes']][:3]}"


def numbers_without_provenance(page: Page, entries: Entries) -> Iterator[str]:
    """Name each displayed number of a page and its tabs that does not lead to where it is from."""
    yield from (f"{one['number']} in {one['text']!r}" for one in strays(page, entries))
    for tab in page.get_by_role("tab").all():
        tab.click()
        yield from (f"{one['number']} in {one['text']!r}" for one in strays(page, entries))


def turned_dark(page: Page) -> None:
    """Have the reader's system turn dark, and wait until the page has followed."""
    page.emulate_media(color_scheme="dark")
    wait_until(page, f"{BACKGROUND} === '{SCREEN['dark']}'")


@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_whole(browser: Browser, server: str, entries: Entries, path: str) -> None:
    watched = Watched(browser, server, viewport=TALL)
    page = watched.page
    go(page, f"{server}/{path}")
    watched.is_clean()  # no other host is asked, and nothing of the page is blocked
    drawn(page)
    page.get_by_role("list", name="Topics").wait_for(state="attached")  # what mends the menu ran
    found = [*broken(page), *barriers(page)]
    turned_dark(page)
    found += [*broken(page), *barriers(page, "color-contrast")]  # the theme changes colours alone
    page.set_viewport_size(PHONE)
    wait_until(page, "innerWidth === 390")
    found += broken(page)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(TALL)
    wait_until(page, "innerWidth === 1280")
    found += numbers_without_provenance(page, entries)
    assert found == []


@pytest.mark.parametrize("theme", ["", DARK_THEME], ids=["light", "dark"])
def test_each_page_is_whole_in_firefox(firefox: Browser, server: str, theme: str) -> None:
    """Each page is led to by the menu, as a reader goes, and is then made narrow."""
    watched = Watched(firefox, server, viewport=TALL)
    page = watched.page
    go(page, f"{server}/?{theme}")
    background = SCREEN["dark" if theme else "light"]
    found = {}
    for path in PAGES:
        page.locator(f"{MENU}[href='{server}/{path}']").click()
        expect(page).to_have_url(re.compile(f"^{server}/{path}(\\?|$)"))
        page.wait_for_selector(SHOWN)
        idle(page)
        drawn(page)
        assert page.evaluate(BACKGROUND) == background
        found[path] = [*broken(page)]
        page.set_viewport_size(PHONE)
        wait_until(page, "innerWidth === 390")
        found[path] += broken(page)
        page.set_viewport_size(TALL)
        wait_until(page, "innerWidth === 1280")
    watched.is_clean()
    assert found == {path: [] for path in PAGES}
