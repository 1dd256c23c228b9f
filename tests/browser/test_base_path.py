"""Under a path prefix everything works as at the root: pages, filters, files, links.

The server has no Chrome, as many have none: only PDF is missing.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from app import DRAWN, MAIN, choose, visit
from front_files import all_are_served
from playwright.sync_api import Browser, Page, expect
from serving import serving
from taking import button, taken

from metrics.exports.embedded_metadata import read_svg_metadata

PREFIX = "county/stats"


FILES = ["CSV", "Excel", "Parquet", "JSON", "This chart (ZIP)"]
IMAGES = [f"Download the image as {form}" for form in ("PNG", "SVG")]


def watched(page: Page) -> list[str]:
    """Note what the page asks for in vain."""
    failed: list[str] = []
    page.on("response", lambda one: failed.append(one.url) if one.status >= 400 else None)
    return failed


def test_everything_works_below_a_prefix_and_without_chrome(
    browser: Browser, cache: None, tmp_path: Path
) -> None:
    none = str(tmp_path / "none")
    with serving(STREAMLIT_SERVER_BASE_URL_PATH=PREFIX, BROWSER_PATH=none) as server:
        prefixed = f"{server.address}/{PREFIX}"
        all_are_served(prefixed)
        page = visit(browser, prefixed)
        the_prefix_alone_is_the_first_page(page)
        pages_lead_to_each_other(page, prefixed)
        page.goto(f"{prefixed}/poverty_exits")
        page.wait_for_selector(DRAWN)
        choose(page, "2014")
        page.get_by_role("button", name="Download …").first.click()
        expect(page.get_by_role("dialog")).to_be_visible()
        files_are_made_and_name_the_page(page, prefixed, tmp_path)
        paper_is_not_offered_and_its_absence_explained(page)


def the_prefix_alone_is_the_first_page(page: Page) -> None:
    expect(page.locator(".vm-trust li").first).to_be_visible()
    expect(page.get_by_text("There is no page")).to_have_count(0)


def pages_lead_to_each_other(page: Page, prefixed: str) -> None:
    page.goto(f"{prefixed}/")
    failed = watched(page)
    expect(page.locator(f"{MAIN} .vm-mini[data-drawn]").first).to_be_visible()
    expect(page.get_by_text("There is no page")).to_have_count(0)
    page.locator("[data-topic=party_members] a").last.click()
    expect(page).to_have_url(re.compile(f"^{prefixed}/party_members"))
    expect(page.locator(DRAWN).first).to_be_visible()
    assert failed == []


def files_are_made_and_name_the_page(page: Page, prefixed: str, folder: Path) -> None:
    link = f"{prefixed}/poverty_exits?years=2014&"
    made = {label: taken(page, label, folder) for label in (*FILES, *IMAGES)}
    assert [label for label, file in made.items() if file.stat().st_size <= 500] == []
    assert link in json.dumps(read_svg_metadata(made[IMAGES[1]].read_bytes()))
    assert link in made["JSON"].read_text(encoding="utf-8")
    assert str(page.locator(".vm-on-paper").first.text_content()).startswith(f"This view: {link}")


def paper_is_not_offered_and_its_absence_explained(page: Page) -> None:
    expect(button(page, "Download the image as PDF")).to_be_disabled()
    expect(button(page, "Report (PDF)")).to_be_disabled()
    expect(page.get_by_role("dialog")).to_contain_text("apt-get install chromium")
