"""The measure is chosen in the page: the choice stands in the URL, the finding and the files."""

from __future__ import annotations

from app import FILTERS, drawn, idle, opened, wait_until
from kept_page import lent_page
from playwright.sync_api import Browser, expect

COUNTY = "compare?dataset=fictional-county"


def test_exits_are_shown_by_people_alone(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}/poverty_exits")
    people = page.get_by_role("button", name="people", exact=True)
    people.click()
    wait_until(page, "() => location.search.includes('measure=people')")
    expect(page.locator(".vm-card").first).to_contain_text("Showing people only")
    idle(page)
    assert {row[2] for row in drawn(page)} == {"people"}
    people.click()
    wait_until(page, "() => !location.search.includes('measure')")
    expect(page.locator(".vm-card").first).to_contain_text("Showing all years")
    idle(page)
    assert {row[2] for row in drawn(page)} == {"households", "people"}


def test_places_are_compared_by_the_measure_picked(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}/{COUNTY}&years=2016")
    expect(page.get_by_text("Years", exact=True)).to_be_visible()
    page.get_by_label("Compare places by").select_option("share of Party members")
    wait_until(page, "() => document.querySelector('h1').innerText.startsWith('Highest share')")
    idle(page)
    assert "compare=share+of+Party+members" in page.url
    expect(page.get_by_text("Years", exact=True)).to_have_count(0)
    expect(page.locator(".vm-card").first).to_contain_text("The year filter does not change")


def test_the_url_chooses_a_measure_and_a_wrong_one_is_said(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}/{COUNTY}&compare=people+per+household")
    expect(page.locator("h1")).to_contain_text("Highest people per household")
    page.goto(f"{server}/poverty_exits?measure=cats")
    expect(page.get_by_text("This dataset has no measure “cats”")).to_be_visible()


def test_one_place_says_what_can_be_compared_and_how(browser: Browser, server: str) -> None:
    page = lent_page(browser)
    page.goto(f"{server}/compare")
    expect(page.locator("h1")).to_have_text("Nothing to compare yet")
    expect(page.locator(".vm-card")).to_have_count(1)
    expect(page.locator(".vm-card")).to_contain_text("Choose a second dataset")
    expect(page.locator(FILTERS)).to_have_count(0)
