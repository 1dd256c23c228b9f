"""One page of each browser that is used by test after test, cleared in between.

A new page is a process of its own that compiles the whole front end: it takes the browser more than
twice as long to show the first chart.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Page, ViewportSize

WIDE = ViewportSize(width=1280, height=720)
MOST_STEPS = 30  # a browser keeps 50 steps of a page's history, and a test may count its own
_kept: dict[Browser, Page] = {}
_lent: set[Browser] = set()


def lent_page(browser: Browser, **options: Any) -> Page:
    """Return the kept page of a browser, as of a new visitor, until the test is over.

    A page of its own where the test has the kept one already, or asks for more than a viewport.
    """
    if browser in _lent or options.keys() - {"viewport"}:
        return browser.new_context(**options).new_page()
    page = _kept.get(browser) or browser.new_context().new_page()
    page.set_viewport_size(options.get("viewport") or WIDE)
    _kept[browser] = page
    _lent.add(browser)
    return page


def close_pages(browser: Browser) -> None:
    """Close the pages of a browser after a test, but for the kept one, which is cleared."""
    if browser in _lent and not _is_cleared(_kept[browser]):
        del _kept[browser]
    _lent.discard(browser)
    kept = _kept.get(browser)
    for context in browser.contexts:
        if kept is None or context is not kept.context:
            context.close()


def _is_cleared(page: Page) -> bool:
    """Leave the dashboard for a page of the same server, which is of the same process."""
    if page.is_closed() or page.context.pages != [page]:
        return False
    try:
        if page.evaluate("history.length") > MOST_STEPS:
            return False
        page.evaluate("localStorage.clear(), sessionStorage.clear()")
        page.unroute_all(behavior="ignoreErrors")
        parts = urlsplit(page.url)
        answer = page.goto(f"{parts.scheme}://{parts.netloc}/_stcore/health", timeout=10_000)
        page.mouse.move(0, 0)  # or the next page is pointed at
        _forget(page.context)
    except Error:  # its server is gone
        return False
    return answer is not None and answer.ok


def _forget(context: BrowserContext) -> None:
    context.clear_cookies()
    if context.browser and context.browser.browser_type.name == "chromium":
        context.clear_permissions()
