"""Every page is whole for a first visitor, on a small screen, and when its data are broken."""

from __future__ import annotations

from pathlib import Path

import pytest
from app import DRAWN, TOPICS, Start, drawn, idle, opened
from playwright.sync_api import Browser, Page, expect

FIGURES = Path("data/yangbi/figures.csv")


@pytest.mark.parametrize("topic", TOPICS)
def test_the_first_visitor_of_a_server_sees_a_linked_page_whole(
    browser: Browser, fresh: str, topic: str
) -> None:
    page = opened(browser, f"{fresh}/{topic}")
    expect(page.get_by_test_id("stSidebarNav")).to_contain_text("Industry by village")
    expect(page.get_by_test_id("stSidebarNav").get_by_role("link")).to_have_count(16)


def test_every_bar_has_height(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}/poverty_exits")
    heights = page.evaluate(
        "[...document.querySelector('.vm-plot').querySelectorAll('.bars .point path')]"
        ".map(p => p.getBBox().height)"
    )
    assert len(heights) == 5
    assert min(heights) > 20


def test_no_request_leaves_the_machine(browser: Browser, server: str) -> None:
    page = browser.new_page()
    outside: list[str] = []
    page.on(
        "request",
        lambda r: None if r.url.startswith((server, "blob:", "data:")) else outside.append(r.url),
    )
    page.goto(f"{server}/poverty_exits")
    page.wait_for_selector(DRAWN, timeout=30_000)
    assert outside == []


def broken(project: Path) -> None:
    file = project / FIGURES
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("854 households,854,", "854 households,many,"), encoding="utf-8")


def says_where(page: Page) -> None:
    for words in ("figures.csv", "7", "value", "many"):
        expect(page.get_by_test_id("stTable")).to_contain_text(words)
    idle(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_broken_data_leave_the_last_good_chart(
    browser: Browser, project: Path, start: Start
) -> None:
    address = start(project)
    opened(browser, f"{address}/poverty_exits").close()
    broken(project)
    page = opened(browser, f"{address}/poverty_exits")
    expect(page.get_by_role("alert")).to_contain_text("newest files are not shown")
    assert [value for *_, value in drawn(page)] == [854, 2976, 719, 2585, None, 6000]
    says_where(page)


def test_data_broken_from_the_start_are_an_error_without_a_traceback(
    browser: Browser, project: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VILLAGE_METRICS_CACHE", str(project / "cache"))
    broken(project)
    page = browser.new_page()
    page.goto(f"{start(project)}/poverty_exits")
    expect(page.get_by_role("alert")).to_contain_text("cannot be used", timeout=30_000)
    says_where(page)
