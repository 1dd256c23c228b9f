"""What browser tests share: opening a page as a reader does, and reading what it shows."""

from __future__ import annotations

import re
import time
from typing import Any, Literal

from kept_page import lent_page
from playwright.sync_api import Browser, Page, expect

DRAWN = ".vm-plot[data-drawn]"
MAIN = "[data-testid=stMain]"
EARLY = ".vm-early"  # what is shown before Streamlit runs
FILTERS = ".vm-filters"
TOPICS = ("poverty_exits", "party_members", "village_industry")
REST = ("paired_assistance", "training", "village_collectives")
LISTS = ("sources", "reading_room", "checks", "verify", "your_data")
PAGES = ("", *TOPICS, *REST, *LISTS, "compare", "indicators", "place", "read_a_report")
BACKGROUND = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SCREEN = {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 22, 27)"}
MENU = "[data-testid=stSidebarNavLink]"
SHOWN = ".vm-card, [data-testid=stFileUploader], [data-testid=stAlert]"


def opened(browser: Browser, address: str, **context: Any) -> Page:
    """Open a page as a new visitor does and wait for its drawn chart, on Streamlit's page."""
    page = lent_page(browser, **context)
    page.goto(address)
    page.wait_for_selector(f"{MAIN} {DRAWN}", timeout=30_000)
    return page


def drawn(page: Page) -> Any:
    """Return what the chart says it has drawn."""
    return page.evaluate("document.querySelector('.vm-plot').layout.meta.drawn")


def wait_until(page: Page, script: str, arg: object = None, seconds: float = 20) -> None:
    """Wait until a script gives true.

    Playwright's own wait_for_function evaluates in the page, which its content policy forbids.
    """
    end = time.monotonic() + seconds
    while not page.evaluate(script, arg):
        if time.monotonic() > end:
            raise TimeoutError(f"not in {seconds} seconds: {script}")
        page.wait_for_timeout(50)


def choose(page: Page, label: str) -> None:
    """Click a button of the filters and wait until the card has followed."""
    shown = "() => document.querySelector('.vm-card').innerText"
    before = page.evaluate(shown)
    page.locator(FILTERS).get_by_role("button", name=label, exact=True).click()
    wait_until(page, f"(before) => ({shown})() !== before", before)


def choose_place(page: Page, name: str, label: str = "Villages") -> None:
    """Choose a place in the list of the filters by a press on its name, and close the list."""
    page.locator(FILTERS).get_by_role("button", name=label).click()
    page.locator(FILTERS).locator("label").get_by_text(name, exact=True).click()
    expect(page.get_by_role("checkbox", name=name, exact=True)).to_be_checked()
    page.keyboard.press("Escape")


def visit(browser: Browser, address: str, **options: Any) -> Page:
    """Open any page, chart or not, and wait until it stands."""
    page = lent_page(browser, **options)
    go(page, address)
    return page


def go(page: Page, address: str) -> None:
    """Go to any page, chart or not, and wait until it stands."""
    page.goto(address)
    page.wait_for_selector(SHOWN, timeout=30_000)
    page.wait_for_selector(EARLY, state="detached")
    idle(page)


def idle(page: Page) -> None:
    """Wait until the server's script has run to its end."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def choose_option(page: Page, label: str, option: str) -> None:
    """Choose an option of a list by the beginning of its label."""
    box = page.get_by_role("combobox", name=re.compile(label))
    box.click()
    box.press_sequentially(option)
    box.press("Enter")
    idle(page)
