"""Every figure has a link, is found by search and filter, and can be taken away as text."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from app import opened, visit
from playwright.sync_api import Browser, expect

ROOT = Path(__file__).resolve().parents[2]
FIGURES = Path("data/yangbi/figures.csv")
CLIPBOARD = ["clipboard-read", "clipboard-write"]


def test_each_figure_has_a_link_that_opens_it(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/sources")
    with (ROOT / FIGURES).open(encoding="utf-8") as file:
        ids = [row["figure_id"] for row in csv.DictReader(file)]
    assert len(ids) == 43
    for one in ids:
        page.locator(f"a[href='?figure={one}']").click()
        expect(page.locator(".vm-panel .vm-kind")).to_contain_text(f"Figure {one}")
        expect(page).to_have_url(f"{server}/sources?figure={one}")


def test_an_unknown_figure_is_named_with_the_nearest(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/sources?figure=F77")
    expect(page.get_by_role("alert")).to_contain_text("no figure “F77”")
    expect(page.get_by_role("alert")).to_contain_text("The nearest is F40.")


def test_search_and_filters_narrow_the_list(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/sources")
    rows = page.locator("tbody tr:visible")
    page.get_by_role("searchbox").fill("kloc")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("3/kloc-0 poor villages")
    page.get_by_role("searchbox").fill("")
    page.get_by_label("Certainty").select_option("ambiguous")
    expect(rows).to_have_count(3)
    page.get_by_role("searchbox").fill("nowhere")
    expect(page.get_by_text("No figure matches")).to_be_visible()


def test_a_figure_is_copied_with_place_citation_and_link(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/sources?figure=F09", permissions=CLIPBOARD)
    page.get_by_role("button", name="Copy figure").click()
    expect(page.get_by_role("status").filter(has_text="Copied.")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.splitlines()[0] == "households lifted out of poverty (2015): 719 households"
    assert "Figure F09: paragraph 1, sentence 7, characters 1879 to 1893." in text
    assert text.endswith(f"Link: {server}/sources?figure=F09")
    expect(page.locator(".vm-panel [role=status]").first).to_have_text("Copied.")
    page.locator("a[href='?figure=F10']").click()  # what was said is not said of another figure
    expect(page.get_by_text("Copied.")).to_have_count(0)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()) }")
    page.get_by_role("button", name="Copy BibTeX").click()
    closed = page.locator(".vm-said textarea")
    expect(closed).to_have_value(re.compile("^@misc{yangbi-report,"))


def test_one_changed_value_makes_a_check_fail_on_the_page(
    browser: Browser, server: str, altered: Path
) -> None:
    figures = altered / "figures.csv"
    text = figures.read_text(encoding="utf-8")
    changed = text.replace("34 non-poor villages,34,", "34 non-poor villages,35,")
    assert changed != text
    figures.write_text(changed, encoding="utf-8")
    page = opened(browser, f"{server}/checks?dataset={altered.name}")
    first = page.locator("tr[data-address]").first
    expect(first).to_contain_text("31 + 35 = 66, equals 65")
    expect(first.locator("[data-verdict]")).to_have_text("✗ fails")
