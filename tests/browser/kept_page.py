"""Pages of each browser that are used by test after test, cleared in between.

A new context has an empty cache and a process of its own that compiles the whole front end: its
first chart costs the browser four times as much as another chart of a page that is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, ViewportSize

WIDE = ViewportSize(width=1280, height=720)
MOST_STEPS = 30  # a browser keeps 50 steps of a page's history, and a test may count its own
BLANK = "blank-page-of-a-test"
_kept: dict[Browser, list[Page]] = {}
_lent: dict[Browser, int] = {}


def lent_page(
    browser: Browser,
    viewport: ViewportSize | None = None,
    color_scheme: Literal["light", "dark"] = "light",
    permissions: Sequence[str] = (),
) -> Page:
    """Return a kept page of a browser, as of a new visitor, until the test is over.

    Each call of a test gives another visitor. A second window of one is `page.context.new_page()`.
    """
    pages, nth = _kept.setdefault(browser, []), _lent.get(browser, 0)
    if nth == len(pages):
        pages.append(browser.new_context().new_page())
    _lent[browser] = nth + 1
    page = pages[nth]
    page.set_viewport_size(viewport or WIDE)
    page.emulate_media(color_scheme=color_scheme)
    if permissions:
        page.context.grant_permissions(permissions)
    return page


def close_pages(browser: Browser) -> None:
    """Clear the pages that a test was lent, and close all others."""
    pages = _kept.get(browser, [])
    for page in pages[: _lent.pop(browser, 0)]:
        pages[pages.index(page) : pages.index(page) + 1] = _cleared(page)
    kept = [page.context for page in pages]
    for context in browser.contexts:
        if context not in kept:
            context.close()


def states(browser: Browser) -> list[str]:
    """Say of each page that is lent where it is, and whether it is connected to its server."""
    return [_state(page) for page in _kept.get(browser, [])[: _lent.get(browser, 0)]]


def _state(page: Page) -> str:
    try:
        found = page.evaluate(
            "Object.entries(document.querySelector('[data-testid=stApp]')?.dataset ?? {})"
        )
    except Error as error:
        found = error.message
    return f"{page.url} {found}"


def _cleared(page: Page) -> list[Page]:
    """Return a page of the same context that is as of a new visitor; none if that fails."""
    try:
        _leave(page)
        page.emulate_media(media="null")
        page.mouse.move(0, 0)  # or the next page is pointed at
        _forget(page.context)
        return [_with_short_history(page)]
    except Error:
        return []


def _leave(page: Page) -> None:
    """Leave the dashboard for a blank page of the same site, which is of the same process."""
    for other in page.context.pages:
        if other is not page:
            other.close()
    page.unroute_all(behavior="ignoreErrors")
    page.context.set_offline(False)
    if page.url.startswith("http"):
        page.evaluate("localStorage.clear(), sessionStorage.clear()")
        _go_to_blank(page, page.url)


def _go_to_blank(page: Page, url: str) -> None:
    """Answer in the server's place, which may have been stopped."""
    parts = urlsplit(url)
    pattern = f"**/{BLANK}"
    page.route(pattern, _answer)
    page.goto(f"{parts.scheme}://{parts.netloc}/{BLANK}", timeout=10_000)
    page.unroute(pattern, _answer)


def _answer(route: Route) -> None:
    route.fulfill(body="<title>blank</title>", content_type="text/html")


def _with_short_history(page: Page) -> Page:
    """Return the page, or a new one beside it in the same process where it has many steps."""
    if page.evaluate("history.length") <= MOST_STEPS:
        return page
    new = page.context.new_page()
    _go_to_blank(new, page.url)
    page.close()
    return new


def _forget(context: BrowserContext) -> None:
    context.clear_cookies()
    if context.browser and context.browser.browser_type.name == "chromium":
        context.clear_permissions()
