"""Datasets joined, in a browser: one name in the address, and every number with its own dataset."""

from __future__ import annotations

from app import drawn, idle, opened, visit
from kept_page import lent_page
from playwright.sync_api import Browser, expect

NAME = "yangbi%2Bfictional-county"


def test_an_address_with_a_plus_as_one_types_it_is_understood(
    browser: Browser, server: str
) -> None:
    page = opened(browser, f"{server}/poverty_exits?dataset=fictional-county+yangbi")
    expect(page).to_have_url(f"{server}/poverty_exits?dataset={NAME}")
    assert page.get_by_text("There is no dataset").count() == 0
    assert ["2016", "planned", "people", 6000] in drawn(page)
    expect(page.locator("h2").first).to_contain_text("Fictional County lifted 7,599 people")
    note = page.get_by_text("2016 planned of Yangbi county", exact=False)
    assert note.count() > 0
    shapes = page.evaluate("document.querySelector('.vm-plot').layout.shapes.length")
    assert shapes == 2  # before 2016, of households and of people


def test_sources_lists_every_figure_with_its_dataset(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/sources?dataset={NAME}")
    said = page.locator(".vm-card ul[data-rows] li")
    expect(said).to_have_count(2)
    expect(said.nth(0)).to_contain_text("A: yangbi")
    expect(said.nth(0)).to_contain_text("40 numbers and 3 slogans")
    expect(said.nth(1)).to_contain_text("B: fictional-county")
    expect(said.nth(1)).to_contain_text("No document is named here")
    page.get_by_role("link", name="A:F09", exact=True).click()
    panel = page.locator(".vm-panel")
    expect(panel).to_contain_text("Figure A:F09")
    expect(panel).to_contain_text("yangbi")
    panel.get_by_role("button", name="A:C12", exact=True).click()
    expect(panel).to_contain_text("Check A:C12")
    again = visit(browser, f"{server}/sources?dataset={NAME}&figure=A:F09")
    expect(again.locator(".vm-panel")).to_contain_text("719 households")


def test_a_link_to_a_figure_keeps_its_dataset(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/sources?dataset={NAME}&figure=A:F09")
    link = page.get_by_role("link", name="Link to this figure")
    expect(link).to_have_attribute("href", f"{server}/sources?dataset={NAME}&figure=A%3AF09")


def test_a_dataset_without_a_document_asks_for_no_shorter_search(
    browser: Browser, server: str
) -> None:
    page = visit(browser, f"{server}/sources?dataset=fictional-county")
    expect(page.locator(".vm-card")).to_contain_text("No document is named here")
    expect(page.get_by_text("No figure matches")).to_be_hidden()
    expect(page.get_by_role("searchbox")).to_be_hidden()


def test_checks_are_of_each_dataset(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/checks?dataset={NAME}")
    said = page.locator(".vm-card ul[data-rows] li")
    expect(said.nth(0)).to_contain_text("17 cross-checks.")
    expect(said.nth(1)).to_contain_text("No cross-checks.")
    expect(page.get_by_text("A:C12").first).to_be_visible()


def test_the_reading_room_sends_to_the_dataset_itself(browser: Browser, server: str) -> None:
    page = lent_page(browser)
    page.goto(f"{server}/reading_room?dataset={NAME}")
    idle(page)
    expect(page.get_by_text("Choose one of them by itself to open its document")).to_be_visible()
