"""Under a path prefix everything works as at the root: pages, filters, files, links."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from app import DRAWN, choose, opened, visit
from playwright.sync_api import Browser, Page, expect
from serving import serving
from taking import dialog, taken

from metrics.exports.embedded_metadata import read_svg_metadata

PREFIX = "county/stats"


@pytest.fixture(scope="module")
def prefixed(cache: None) -> Iterator[str]:
    """Give the URL of a dashboard under a prefix, without a slash at its end."""
    with serving(STREAMLIT_SERVER_BASE_URL_PATH=PREFIX) as server:
        yield f"{server.address}/{PREFIX}"


def watched(page: Page) -> list[str]:
    """Note what the page asks for in vain."""
    failed: list[str] = []
    page.on("response", lambda one: failed.append(one.url) if one.status >= 400 else None)
    return failed


def test_pages_lead_to_each_other_below_the_prefix(browser: Browser, prefixed: str) -> None:
    page = visit(browser, f"{prefixed}/")
    failed = watched(page)
    expect(page.locator(".vm-mini[data-drawn]").first).to_be_visible()
    expect(page.get_by_text("There is no page")).to_have_count(0)
    page.locator("[data-topic=party_members] a").last.click()
    expect(page).to_have_url(re.compile(f"^{prefixed}/party_members"))
    expect(page.locator(DRAWN).first).to_be_visible()
    assert failed == []


def test_the_prefix_alone_is_the_first_page(browser: Browser, prefixed: str) -> None:
    page = visit(browser, prefixed)
    expect(page.locator(".vm-trust li").first).to_be_visible()
    expect(page.get_by_text("There is no page")).to_have_count(0)


FILES = ["CSV", "Excel", "Parquet", "JSON", "This chart (ZIP)"]
IMAGES = [f"Download the image as {form}" for form in ("PNG", "SVG")]


def test_files_are_made_below_the_prefix(browser: Browser, prefixed: str, tmp_path: Path) -> None:
    page = dialog(browser, f"{prefixed}/poverty_exits")
    for label in [*FILES, *IMAGES]:
        assert taken(page, label, tmp_path).stat().st_size > 500


def test_a_file_names_the_page_below_the_prefix(
    browser: Browser, prefixed: str, tmp_path: Path
) -> None:
    page = opened(browser, f"{prefixed}/poverty_exits")
    choose(page, "2014")
    page.get_by_role("button", name="Download …").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    link = f"{prefixed}/poverty_exits?years=2014&"
    assert link in json.dumps(read_svg_metadata(taken(page, IMAGES[1], tmp_path).read_bytes()))
    assert link in taken(page, "JSON", tmp_path).read_text(encoding="utf-8")
    assert str(page.locator(".vm-on-paper").first.text_content()).startswith(f"This view: {link}")
