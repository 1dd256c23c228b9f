"""What a reader sees and takes away, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from app import DRAWN, TOPICS, drawn, opened
from playwright.sync_api import Browser, expect


@pytest.mark.parametrize("name", TOPICS)
def test_a_first_visitor_with_a_link_sees_the_page_whole(
    browser: Browser, server: str, name: str
) -> None:
    page = opened(browser, f"{server}/{name}")
    expect(page.get_by_test_id("stSidebarNav")).to_contain_text("Village industry")
    expect(page.get_by_role("button", name="Reset filters")).to_be_visible()


def test_exits_show_every_bar_and_the_planned_one_has_height(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}/poverty_exits")
    assert [row[3] for row in drawn(page)] == [854, 2976, 719, 2585, None, 6000]
    boxes = page.evaluate(
        "[...document.querySelectorAll('.vm-plot .bars .point path')].map(p => p.getBBox().height)"
    )
    assert len(boxes) == 5
    assert min(boxes) > 20


def test_filters_change_the_chart_and_live_in_the_address(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}/poverty_exits")
    before = page.get_attribute(".vm-plot", "data-drawn")
    page.get_by_test_id("stSidebar").get_by_role("button", name="2014").click()
    page.wait_for_function(
        "b => document.querySelector('.vm-plot').dataset.drawn !== b", arg=before
    )
    assert [row[:3] for row in drawn(page)] == [
        ["2014", "achieved", "households"],
        ["2014", "achieved", "people"],
    ]
    expect(page).to_have_url(re.compile("years=2014"))
    again = opened(browser, page.url)
    assert drawn(again) == drawn(page)


def test_an_unknown_value_in_the_address_is_named(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}/poverty_exits?years=2031")
    expect(page.get_by_text("no year “2031”")).to_be_visible()
    expect(page.get_by_text("The nearest is 2016.")).to_be_visible()


@pytest.mark.parametrize("form", ["png", "svg"])
def test_an_image_file_is_made_in_the_browser(
    browser: Browser, server: str, form: str, tmp_path: Path
) -> None:
    page = opened(browser, f"{server}/poverty_exits", color_scheme="dark")
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"Download the chart as {form.upper()}").click()
    assert waiting.value.suggested_filename == f"yangbi-poverty-exits.{form}"
    waiting.value.save_as(tmp_path / "chart")
    content = (tmp_path / "chart").read_bytes()
    if form == "png":
        assert content.startswith(b"\x89PNG")
        return
    text = content.decode()
    for word in ("854", "719", "2,976", "2,585", "6,000", "Yangbi county lifted", "Source: Party"):
        assert word in text
    assert "rgb(255, 255, 255)" in text


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
