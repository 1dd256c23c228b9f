"""A Chinese table that no topic is made for: chosen, asked in one form, seen, loaded, drawn."""

from __future__ import annotations

import os
import re
from pathlib import Path

from app import choose_option
from kept_page import lent_page
from playwright.sync_api import Browser, Page, expect

TABLE = """某市分县统计表,,,,,,
,人口（人）,,村集体收入,,自来水普及率（%）,
县名,2018,2019年,2018,2019年,2018,2019年
青山县,1200,1250,310,330,91.5,93
白水县,2100,2080,420,,88,90.5
红河县,900,910,—,150,97,98
合计,4200,4240,730,480,,
"""


def shots(page: Page, name: str) -> None:
    """Take pictures where a folder for them is named."""
    if folder := os.environ.get("VILLAGE_METRICS_SHOTS"):
        page.screenshot(path=Path(folder, f"{name}.png"), full_page=True)


def test_a_wide_table_is_asked_once_previewed_and_drawn(browser: Browser, server: str) -> None:
    page = lent_page(browser)
    page.goto(f"{server}/your_data")
    page.wait_for_selector("[data-testid=stFileUploader]")
    page.locator("input[type=file]").set_input_files(
        {"name": "统计.csv", "mimeType": "text/csv", "buffer": TABLE.encode("gb18030")}
    )
    expect(page.get_by_text("1 question, as the table does not tell:")).to_be_visible()
    expect(page.get_by_text("the header has two rows")).to_be_visible()
    expect(page.get_by_text("1 row is a total in 统计.csv, left out")).to_be_visible()
    expect(page.get_by_role("button", name="Load it")).to_have_count(0)
    shots(page, "asked")
    choose_option(page, "Unit of “Collective income”", "10,000 yuan")
    expect(page.get_by_text("Every rule holds:")).to_be_visible()
    expect(page.get_by_text("Nothing is loaded yet.")).to_be_visible()
    expect(page.get_by_text("Population in 3 counties: 4,240 people in 2019")).to_be_visible()
    page.wait_for_selector("[data-testid=stPlotlyChart] .plot-container")
    shots(page, "preview")
    page.get_by_role("button", name="Load it").click()
    expect(page.get_by_text("统计 is loaded:")).to_be_visible()
    page.get_by_role("link", name="See its first chart").click()
    page.wait_for_selector(".vm-plot[data-drawn]")
    expect(page).to_have_url(re.compile("/indicators"))
    expect(page.get_by_role("heading", name=re.compile("4,240 people in 2019"))).to_be_visible()
    shots(page, "drawn")
