"""Every page is whole for a first visitor, on a small screen, and when its data are broken."""

from __future__ import annotations

from pathlib import Path

from app import DRAWN, drawn, idle, opened, wait_until
from front_files import all_are_served
from kept_page import lent_page
from playwright.sync_api import Browser, Page, expect
from serving import serving


def test_the_first_visitor_of_a_server_sees_a_linked_page_whole(
    browser: Browser, cache: None
) -> None:
    with serving() as fresh:
        all_are_served(fresh.address)
        page = opened(browser, f"{fresh.address}/village_industry")
        expect(page.get_by_test_id("stSidebarNav")).to_contain_text("Industry by village")
        expect(page.get_by_test_id("stSidebarNav").get_by_role("link")).to_have_count(16)
        page.goto(f"{fresh.address}/sources?figure=F23")
        panel = page.locator(".vm-panel").first
        for words in ("4,410,000 yuan (ambiguous: first of 3 readings)", "44110000:", "441000:"):
            expect(panel).to_contain_text(words)


def broken(folder: Path) -> None:
    file = folder / "figures.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("854 households,854,", "854 households,many,"), encoding="utf-8")


def says_where(page: Page) -> None:
    for words in ("figures.csv", "7", "value", "many"):
        expect(page.get_by_test_id("stTable")).to_contain_text(words)
    idle(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_broken_data_leave_the_last_good_chart(
    browser: Browser, server: str, altered: Path
) -> None:
    page = opened(browser, f"{server}/poverty_exits?dataset={altered.name}")
    broken(altered)
    page.goto(page.url)
    expect(page.get_by_role("alert")).to_contain_text("newest files are not shown")
    page.wait_for_selector(DRAWN)
    assert [value for *_, value in drawn(page)] == [854, 2976, 719, 2585, None, 6000]
    says_where(page)


def test_data_broken_from_the_start_are_an_error_without_a_traceback(
    browser: Browser, server: str, altered: Path
) -> None:
    broken(altered)
    page = lent_page(browser)
    page.goto(f"{server}/poverty_exits?dataset={altered.name}")
    expect(page.get_by_role("alert")).to_contain_text("cannot be used", timeout=30_000)
    says_where(page)


def test_a_chart_lies_as_wide_as_a_window_that_is_turned(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}/poverty_exits", viewport={"width": 390, "height": 844})
    height = "document.querySelector('.vm-plot').offsetHeight"
    upright = page.evaluate(height)
    page.set_viewport_size({"width": 1280, "height": 390})
    wait_until(page, f"{height} < {upright}")
    assert len(drawn(page)) == 6
    page.set_viewport_size({"width": 390, "height": 844})
    wait_until(page, f"{height} === {upright}")
