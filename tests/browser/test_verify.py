"""A file that was taken is dropped back, whole or tampered with."""

from __future__ import annotations

from pathlib import Path

import pytest
from app import idle
from kept_page import lent_page
from playwright.sync_api import Browser, Page, expect
from taking import dialog, taken


@pytest.fixture
def desk(browser: Browser, server: str) -> Page:
    """Open the desk where files are dropped back."""
    page = lent_page(browser)
    page.goto(f"{server}/verify")
    expect(page.get_by_text("Nothing is dropped yet")).to_be_visible(timeout=30_000)
    return page


def dropped(page: Page, file: Path) -> str:
    """Drop a file and return what is said of it."""
    page.locator("input[type=file]").set_input_files(file)
    notice = page.get_by_test_id("stAlert").first
    expect(notice).not_to_contain_text("Nothing is dropped yet", timeout=30_000)
    idle(page)
    return notice.inner_text()


@pytest.mark.parametrize(
    "label", ["Download the image as PNG", "Download the image as SVG", "CSV", "Excel", "Parquet"]
)
def test_a_file_that_was_taken_matches(
    browser: Browser, server: str, desk: Page, tmp_path: Path, label: str
) -> None:
    file = taken(dialog(browser, f"{server}/poverty_exits?years=2015"), label, tmp_path)
    assert dropped(desk, file).startswith(f"Matches: {file.name}.")


def test_a_bundle_that_was_taken_matches_file_by_file(
    browser: Browser, server: str, desk: Page, tmp_path: Path
) -> None:
    file = taken(dialog(browser, f"{server}/poverty_exits"), "All charts (ZIP)", tmp_path)
    said = dropped(desk, file)
    assert said.startswith("Matches: yangbi-all.zip.")
    assert "altered" not in said
    expect(desk.get_by_role("cell", name="yangbi-party-members.xlsx")).to_be_visible()


def test_a_tampered_value_is_named(
    browser: Browser, server: str, desk: Page, tmp_path: Path
) -> None:
    file = taken(dialog(browser, f"{server}/poverty_exits"), "CSV", tmp_path)
    file.write_bytes(file.read_bytes().replace(b"2976", b"3976"))
    assert dropped(desk, file).startswith("Altered: yangbi-poverty-exits.csv.")
    for cell in ("2014 · people · achieved", "3976", "2976"):
        expect(desk.get_by_role("cell", name=cell, exact=True)).to_be_visible()


def test_a_strangers_file_is_unknown(desk: Page, tmp_path: Path) -> None:
    file = tmp_path / "other.csv"
    file.write_text("a,b\n1,2\n")
    assert dropped(desk, file).startswith("Unknown: other.csv.")
