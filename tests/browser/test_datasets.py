"""Another county's tables get the same dashboard: chosen in the sidebar, kept in the address."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from app import MENU, drawn, idle, opened, visit, wait_until
from kept_page import lent_page
from playwright.sync_api import Browser, expect

PLACES = "place_id,name,kind,parent_id\nshire,The Shire,county,\nhob,Hobbiton,hamlet,shire\n"
EXITS = "year,place_id,status,households,people\n2019,shire,achieved,12,40\n"
TALL = {"width": 1280, "height": 1400}  # a list that opens is closed by scrolling to it
SHIRE = [["2019", "achieved", "households", 12], ["2019", "achieved", "people", 40]]


@pytest.fixture(scope="module")
def two(server: str, counties: Path) -> Iterator[str]:
    """Serve the built-in datasets and one of a reader's own, which names no document."""
    put(counties / "shire", {"places": PLACES, "poverty_exits": EXITS})
    yield server
    shutil.rmtree(counties / "shire")


def put(folder: Path, tables: dict[str, str]) -> None:
    """Write a dataset of CSV tables."""
    folder.mkdir()
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    resources = [{"name": name, "path": f"{name}.csv"} for name in tables]
    says = {"name": folder.name, "title": "The Shire", "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(says), encoding="utf-8")


def test_an_address_names_its_dataset_and_the_chart_says_it_is_unverified(
    browser: Browser, two: str
) -> None:
    page = opened(browser, f"{two}/poverty_exits?dataset=shire")
    assert drawn(page) == SHIRE
    said = page.get_by_text("Source: The Shire: your data, unverified")
    expect(said.first).to_be_visible()


def test_a_dataset_is_chosen_in_the_sidebar_and_stays_on_the_next_page(
    browser: Browser, two: str
) -> None:
    page = opened(browser, f"{two}/poverty_exits?years=2014")
    page.get_by_role("combobox", name="Dataset").click()
    page.get_by_role("option", name="shire", exact=True).click()
    expect(page).to_have_url(f"{two}/poverty_exits?dataset=shire")
    expect(page.locator("h1")).to_contain_text("The Shire lifted 40 people")
    page.get_by_role("link", name="Training").first.click()
    expect(page.get_by_text("This dataset states nothing that this chart shows")).to_be_visible()
    expect(page).to_have_url(re.compile("dataset=shire"))


@pytest.mark.parametrize("name", ["", "checks", "sources?figure=F09"])
def test_a_number_of_the_dataset_before_is_not_left_open(
    browser: Browser, two: str, name: str
) -> None:
    page = visit(browser, f"{two}/{name}")
    if not name.startswith("sources"):
        page.locator(".vm-card [data-address]").first.click()
    panel = page.locator(".vm-panel").first
    expect(panel).to_be_visible()
    page.get_by_role("combobox", name="Dataset").click()
    page.get_by_role("option", name="shire", exact=True).click()
    expect(panel).to_be_hidden()


def test_the_first_page_lists_what_the_dataset_does_not_give(browser: Browser, two: str) -> None:
    page = visit(browser, f"{two}/?dataset=shire")
    expect(page.get_by_role("heading", name="The Shire", exact=True)).to_be_visible()
    expect(page.locator(".vm-overview")).to_contain_text("No data for: Paired assistance")
    assert page.locator(".vm-findings article").count() == 1


def test_the_other_pages_stand_without_a_document(browser: Browser, two: str) -> None:
    page = visit(browser, f"{two}/?dataset=shire")
    for title in ("Sources", "Reading room", "Checks and coverage", "Verify a file"):
        page.locator(MENU).get_by_text(title, exact=True).click()
        expect(page).to_have_title(re.compile(title))
        expect(page).to_have_url(re.compile("dataset=shire"))
        page.wait_for_selector("h1")
        idle(page)
        assert page.get_by_test_id("stException").count() == 0, title
        assert page.get_by_text("Traceback").count() == 0, title


def test_a_dataset_that_there_is_not_is_named(browser: Browser, two: str) -> None:
    page = opened(browser, f"{two}/poverty_exits?dataset=mordor")
    expect(page.get_by_text("There is no dataset “mordor”.")).to_be_visible()


def test_a_file_of_the_dataset_has_an_address_and_says_the_same(browser: Browser, two: str) -> None:
    page = lent_page(browser)
    answer = page.request.get(f"{two}/export/shire/poverty_exits.csv")
    text = answer.body().decode("utf-8-sig")
    assert "The Shire: your data, unverified" in text
    assert "dataset=shire&version=" in text
    assert page.request.get(f"{two}/export/mordor/poverty_exits.csv").status == 400


def test_two_counties_of_two_datasets_are_compared_side_by_side(browser: Browser, two: str) -> None:
    page = opened(browser, f"{two}/compare?dataset=fictional-county", viewport=TALL)
    idle(page)
    page.get_by_label("Compare with other datasets").click()
    page.get_by_role("option", name="shire", exact=True).click()
    expect(page).to_have_url(f"{two}/compare?dataset=fictional-county%2Bshire")
    expect(page.locator("h1")).to_contain_text(
        "Most people lifted out of poverty: Fictional County",
        timeout=30_000,  # the datasets are joined first
    )
    both = "document.querySelector('.vm-plot')?.layout?.meta?.drawn.length === 2"
    wait_until(page, both)
    assert ["The Shire", 40] in drawn(page)
    again = opened(browser, page.url)
    assert ["The Shire", 40] in drawn(again)
    name = "fictional-county+shire"
    text = again.request.get(f"{two}/export/{name}/compare_places.csv").body().decode("utf-8-sig")
    assert "fictional, made by a generator" in text
    assert "your data, unverified" in text
