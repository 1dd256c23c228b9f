"""A menu that is folded leaves more room: every chart takes it, and gives it back."""

from __future__ import annotations

import pytest
from app import visit, wait_until
from playwright.sync_api import Browser

COLLAPSE = "[data-testid=stSidebarCollapseButton] button"
EXPAND = "[data-testid=stExpandSidebarButton]"
# Whether each chart is as wide as its place; then how wide the first is.
FITS = """[...document.querySelectorAll(".vm-plot[data-drawn]")].every((plot) => {
    const svg = plot.querySelector(".main-svg")
    return Math.abs(svg.getBoundingClientRect().width - plot.clientWidth) < 1
}) && document.querySelector(".vm-plot[data-drawn]").clientWidth """


@pytest.mark.parametrize("address", ["", "poverty_exits", "party_members"])
def test_charts_fit_the_room_that_the_menu_leaves(
    any_browser: Browser, server: str, address: str
) -> None:
    page = visit(any_browser, f"{server}/{address}")
    page.wait_for_selector(".vm-plot[data-drawn]", timeout=30_000)
    before = page.evaluate("document.querySelector('.vm-plot').clientWidth")
    page.locator("[data-testid=stSidebarHeader]").hover()  # which shows the button
    page.locator(COLLAPSE).click()
    wait_until(page, f"{FITS} > {before}")
    page.locator(EXPAND).click()
    wait_until(page, f"{FITS} === {before}")
