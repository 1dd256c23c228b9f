"""Sources and checks are saved as files, and a figure is cited, from where it stands."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from app import visit
from playwright.sync_api import Browser, Page, expect

CLIPBOARD = ["clipboard-read", "clipboard-write"]


def saved(page: Page, label: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=label, exact=True).first.click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


@pytest.mark.parametrize(
    ("name", "file", "rows"), [("sources", "figures", 43), ("checks", "checks", 17)]
)
def test_a_list_is_saved_from_its_page(
    browser: Browser, server: str, tmp_path: Path, name: str, file: str, rows: int
) -> None:
    page = visit(browser, f"{server}/{name}")
    table = saved(page, "CSV", tmp_path)
    assert table.name == f"yangbi-{file}.csv"
    assert len(pd.read_csv(table, encoding="utf-8-sig")) == rows
    expect(page.get_by_role("status").filter(has_text="is made")).to_be_visible()


def test_a_figure_is_cited_where_it_stands(browser: Browser, server: str, tmp_path: Path) -> None:
    page = visit(browser, f"{server}/sources?figure=F09", permissions=CLIPBOARD)
    panel = page.locator(".vm-panel")
    panel.get_by_role("button", name="Copy as BibTeX").click()
    expect(panel.get_by_role("status").filter(has_text="Copied.")).to_be_in_viewport()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("@misc{yangbi-report-F09,")
    assert f"url = {{{server}/sources?figure=F09}}" in text
    (item,) = json.loads(saved(page, "CSL-JSON file", tmp_path).read_text(encoding="utf-8"))
    assert item["id"] == "yangbi-report-F09"
    page.locator("a[href='?figure=F12']").click()
    expect(panel.locator(".vm-kind")).to_contain_text("Figure F12")
    expect(panel.get_by_text("Copied.")).to_have_count(0)


def test_the_document_is_said_to_have_a_title_of_ours(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/sources")
    expect(page.get_by_text("The title is this dataset's own description")).to_be_visible()
