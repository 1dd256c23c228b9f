"""Loading own tables and leaving for another page at once: name and chart are of one dataset."""

from __future__ import annotations

import pytest
from app import drawn, idle, wait_until
from kept_page import lent_page
from playwright.sync_api import Browser, expect
from test_your_data import DRAWN, GOOD, put

CHART = "document.querySelector('.vm-plot')?.layout?.meta?.topic === 'poverty_exits'"


@pytest.mark.parametrize("wait_ms", [0, 80, 200])
def test_a_click_in_the_menu_right_after_loading_shows_what_was_loaded(
    browser: Browser, server: str, wait_ms: int
) -> None:
    page = lent_page(browser)
    put(page, server, "shire.csv", GOOD)
    page.get_by_role("button", name="Check every cell").click()
    load = page.get_by_role("button", name="Load it")
    expect(load).to_be_visible()
    idle(page)
    load.click()
    page.wait_for_timeout(wait_ms)  # somewhere within the run that the click has started
    page.get_by_role("link", name="Exits from poverty").first.click()
    wait_until(page, CHART)
    idle(page)
    assert drawn(page)[:2] == DRAWN
    expect(page.get_by_role("combobox", name="Dataset")).to_have_value("upload-shire")
