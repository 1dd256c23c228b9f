"""One press makes one file, and closing the dialog stops whatever it makes."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Browser, Page, Route, expect
from taking import SAID, button, dialog

BUSY = "[aria-disabled=true]"


def test_a_double_click_on_a_table_downloads_it_once(browser: Browser, server: str) -> None:
    page = dialog(browser, f"{server}/poverty_exits")
    saved: list[object] = []
    waiting: list[Route] = []
    page.on("download", lambda one: saved.append(one))
    page.route("**/*.csv?*", lambda route: waiting.append(route))
    csv = button(page, "CSV")
    csv.dblclick()
    expect(csv).to_have_attribute("aria-disabled", "true")
    page.wait_for_timeout(200)  # a second question would have come by then
    assert len(waiting) == 1
    waiting[0].continue_()
    expect(page.locator(SAID)).to_contain_text("yangbi-poverty-exits.csv is made")
    expect(page.locator(BUSY)).to_have_count(0)
    assert len(saved) == 1


def _wait_for_three(page: Page, events: Sequence[object]) -> None:
    """Wait until the browser has told of three requests: it tells later than the page shows."""
    for _ in range(100):
        if len(events) >= 3:
            return
        page.wait_for_timeout(50)


def test_closing_the_dialog_stops_every_file_that_is_being_made(
    browser: Browser, server: str
) -> None:
    page = dialog(browser, f"{server}/poverty_exits")
    asked: list[Route] = []
    stopped: list[str] = []
    page.on("requestfailed", lambda one: stopped.append(one.url.partition("?")[0][-4:]))
    page.route("**/export/**", lambda route: asked.append(route))
    for form in ("CSV", "JSON", "Parquet"):
        button(page, form).click()
    expect(page.locator(BUSY)).to_have_count(3)
    _wait_for_three(page, asked)
    page.keyboard.press("Escape")
    expect(page.locator(BUSY)).to_have_count(0)
    _wait_for_three(page, stopped)
    assert sorted(stopped) == [".csv", "json", "quet"]
