"""A report that is dropped back is known, and the page says that it works while it works."""

from __future__ import annotations

from pathlib import Path

import pytest
from app import idle
from kept_page import lent_page
from playwright.sync_api import Browser, Page, expect

from metrics.exports.make import ExportRequest, render_export
from metrics.store.open import Store


def desk(browser: Browser, server: str) -> Page:
    """Open the page where files are dropped back."""
    page = lent_page(browser)
    page.goto(f"{server}/verify")
    expect(page.get_by_text("Nothing is dropped yet")).to_be_visible(timeout=30_000)
    return page


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_a_report_matches(
    browser: Browser, server: str, store: Store, tmp_path: Path, form: str
) -> None:
    file = tmp_path / f"yangbi-report.{form}"
    file.write_bytes(render_export(store, ExportRequest("all", form)))
    page = desk(browser, server)
    page.locator("input[type=file]").set_input_files(file)
    notice = page.get_by_test_id("stAlert").first
    expect(notice).to_contain_text(f"Matches: yangbi-report.{form}.", timeout=30_000)


def test_the_page_says_that_it_works(
    browser: Browser, server: str, store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "yangbi-all.zip"
    file.write_bytes(render_export(store, ExportRequest("all", "zip")))
    page = desk(browser, server)
    page.locator("input[type=file]").set_input_files(file)
    working = page.get_by_test_id("stProgress")
    expect(working).to_contain_text("Comparing", timeout=30_000)
    expect(working).to_contain_text(" of ")
    expect(page.get_by_text("Nothing is dropped yet")).to_have_count(0)
    expect(page.get_by_test_id("stAlert").first).to_contain_text("Matches", timeout=60_000)
    idle(page)
    expect(working).to_have_count(0)
