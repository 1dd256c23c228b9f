"""The menu leads on with the dataset and the filters: at once, in another window, and early."""

from __future__ import annotations

from app import EARLY, FILTERS, MENU, go, idle
from kept_page import lent_page
from playwright.sync_api import Browser, Route, expect

CHOSEN = "dataset=fictional-county&years=2014"
MENDS = "**/main.js"  # the component, which mends the menu


def test_before_it_is_mended(any_browser: Browser, server: str) -> None:
    page = lent_page(any_browser)
    page.route(MENDS, never, times=1)
    page.goto(f"{server}/sources?{CHOSEN}")
    page.wait_for_selector(MENU, timeout=30_000)
    idle(page)  # a menu that is drawn anew while it is pressed loses the press
    page.locator(f"{MENU}[href$='/training']").click()
    expect(page).to_have_url(f"{server}/training?{CHOSEN}")
    dataset = page.get_by_role("combobox", name="Dataset")
    expect(dataset).to_have_value("fictional-county", timeout=30_000)


def never(route: Route) -> None:
    """Give a request no answer."""


def test_from_the_early_page(browser: Browser, server: str) -> None:
    page = lent_page(browser)
    page.route("**/static/js/index.*.js", lambda route: route.abort())
    page.goto(f"{server}/?{CHOSEN}")
    link = page.locator(EARLY).get_by_role("link", name="Training").first
    link.click(timeout=30_000)
    expect(page).to_have_url(f"{server}/training?{CHOSEN}")


def test_in_another_window_by_keys(browser: Browser, server: str) -> None:
    page = lent_page(browser)
    go(page, f"{server}/poverty_exits?{CHOSEN}")
    page.locator(f"{MENU}[href$='/training']").focus()
    with page.context.expect_page() as opened:
        page.keyboard.press("ControlOrMeta+Enter")
    expect(opened.value).to_have_url(f"{server}/training?{CHOSEN}")


def test_in_another_window(any_browser: Browser, server: str) -> None:
    page = lent_page(any_browser)
    go(page, f"{server}/poverty_exits?{CHOSEN}")
    with page.context.expect_page() as opened:
        page.locator(f"{MENU}[href$='/training']").click(modifiers=["ControlOrMeta"])
    expect(opened.value).to_have_url(f"{server}/training?{CHOSEN}")
    expect(page).to_have_url(f"{server}/poverty_exits?{CHOSEN}")
    page.locator(FILTERS).get_by_role("button", name="2014").click()
    page.locator(f"{MENU}[href*='/training']").click()
    expect(page).to_have_url(f"{server}/training?dataset=fictional-county")
