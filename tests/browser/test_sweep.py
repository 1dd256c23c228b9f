"""Every page, visited once for each browser and theme, holds what holds of all pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from app import PAGES, go, wait_until
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize
from provenance import Entries, strays
from watched import Watched

TALL = ViewportSize(width=1280, height=3000)
PHONE = ViewportSize(width=390, height=844)
FITS = """document.documentElement.scrollWidth <= innerWidth + 1
    && document.querySelector("[data-testid=stMain]").scrollWidth <= innerWidth"""
DARK = "embed_options=dark_theme"


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


def barriers(page: Page) -> Iterator[str]:
    """Name what axe finds to keep readers with disabilities out."""
    for one in Axe().run(page).response["violations"]:
        if one["impact"] in ("serious", "critical"):
            yield f"{one['id']}: {[node['html'][:200] for node in one['nodes']][:3]}"


def numbers_without_provenance(page: Page, entries: Entries) -> Iterator[str]:
    """Name each displayed number of a page and its tabs that does not lead to where it is from."""
    yield from (f"{one['number']} in {one['text']!r}" for one in strays(page, entries))
    for tab in page.get_by_role("tab").all():
        tab.click()
        yield from (f"{one['number']} in {one['text']!r}" for one in strays(page, entries))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("theme", ["", DARK], ids=["light", "dark"])
def test_each_page_is_whole(
    any_browser: Browser, server: str, entries: Entries, path: str, theme: str
) -> None:
    watched = Watched(any_browser, server, viewport=TALL)
    page = watched.page
    go(page, f"{server}/{path}?{theme}")
    watched.is_clean()  # no other host is asked, and nothing of the page is blocked
    drawn(page)
    page.get_by_role("list", name="Topics").wait_for(state="attached")  # what mends the menu ran
    found = [*broken(page)]
    if any_browser.browser_type.name == "chromium":
        found += barriers(page)
        found += [] if theme else numbers_without_provenance(page, entries)
    page.set_viewport_size(PHONE)
    wait_until(page, "innerWidth === 390")
    found += broken(page)
    assert found == []
