"""The frame of every page: headline, menu, filters that act, history."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from app import FILTERS, MENU, idle, opened, visit
from kept_page import WIDE
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from metrics.environment import ROOT

FRONT = ROOT / "src" / "metrics" / "ui" / "front"
PHONE = ViewportSize(width=390, height=844)
TITLES = {"": "Party organizations", "sources": "Sources", "verify": "Verify a file"}


def follow(page: Page, name: str) -> None:
    """Go to a page by the menu."""
    page.locator(MENU).get_by_text(name, exact=True).click()
    idle(page)


def test_a_topic_leads_with_its_finding_and_its_source_stands_under_the_chart(
    browser: Browser, server: str
) -> None:
    page = opened(browser, f"{server}/poverty_exits", viewport={"width": 1280, "height": 900})
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("h1")).to_contain_text("Yangbi county lifted 2,585 people")
    expect(page.locator(".vm-about").first).to_have_text(
        "Exits from poverty · Households and people lifted out of poverty, year by year."
    )
    box = page.locator(".vm-about").first.bounding_box()
    assert box and box["y"] < 60  # no empty band above
    foot = page.locator(".vm-card").first.locator(".vm-foot > *")
    expect(foot.first).to_contain_text("Source: Party organizations")
    notes = foot.locator("xpath=self::details")
    expect(notes.locator("summary")).to_have_text("3 notes on how these numbers were read")
    expect(notes.locator("p").first).to_be_hidden()
    notes.locator("summary").click()
    expect(notes.locator("p").first).to_be_visible()
    page.locator("h1").get_by_role("button", name="6,000").click()
    expect(page.locator(".vm-panel:visible h3")).to_have_text("6,000 people")


def test_the_menu_has_groups_all_in_view_and_leads_home(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/sources", viewport={"width": 1280, "height": 900})
    headings = page.get_by_test_id("stNavSectionHeader")
    groups = ["Topics", "Compare", "Evidence", "Your files"]
    expect(headings).to_have_text(groups, use_inner_text=True)
    for group, pages in zip(groups, (6, 3, 4, 2), strict=True):
        items = page.get_by_role("list", name=group).get_by_role("listitem")
        expect(items).to_have_count(pages)
    expect(page.locator(MENU)).to_have_count(16)
    for one in page.locator(MENU).all():
        expect(one).to_be_in_viewport()
    expect(page.get_by_text("Every number leads to where it is printed.")).to_be_in_viewport()
    expect(page.get_by_text("Party organizations and targeted").first).to_be_visible()
    page.get_by_role("button", name="Navigate to home page").first.click()
    expect(page).to_have_url(f"{server}/")
    expect(page.locator("h1")).to_contain_text("Party organizations")
    page.locator(MENU).nth(3).focus()
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_filters_stand_where_they_act_and_nowhere_else(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}/poverty_exits?years=2014", viewport=PHONE)
    filters = page.locator(FILTERS)
    toggle = page.get_by_role("button", name="Filters (1 on)")
    expect(filters.get_by_text("Years")).to_be_hidden()
    toggle.click()
    expect(toggle).to_have_attribute("aria-expanded", "true")
    expect(filters.get_by_text("Years")).to_be_visible()
    expect(filters.get_by_text("Villages")).to_have_count(0)
    for path, labels in {
        "training": [],
        "sources": [],
        "village_industry": ["Villages"],
        "": [],
        "checks": ["Years", "Villages", "Status"],
    }.items():
        page.set_viewport_size(WIDE)  # the menu is in view
        page.locator(f"{MENU}[href='{server}/{path}']").click()
        expect(page).to_have_url(re.compile(f"^{server}/{path}(\\?|$)"))
        idle(page)
        page.set_viewport_size(PHONE)
        expect(filters.locator(".vm-filter-label")).to_have_text(labels)
    page.goto(f"{server}/training")
    expect(page.locator(".vm-says").first).to_have_text("Showing all there is: no filter applies.")


def test_each_page_and_each_choice_is_one_step_back_and_forward(
    any_browser: Browser, server: str
) -> None:
    page = visit(any_browser, server, viewport={"width": 1280, "height": 1000})
    page.wait_for_selector(".vm-mini[data-drawn]")
    before = page.evaluate("history.length")
    follow(page, "Exits from poverty")
    expect(page.locator("h1")).to_contain_text("2,585")
    page.locator(FILTERS).get_by_role("button", name="2014").click()
    expect(page).to_have_url(f"{server}/poverty_exits?years=2014")
    follow(page, "Training")
    expect(page.locator("h1")).to_contain_text("1,200")
    expect(page).to_have_url(f"{server}/training?years=2014")
    assert page.evaluate("history.length") - before == 3
    page.go_back()
    expect(page).to_have_url(f"{server}/poverty_exits?years=2014")
    expect(page.locator(".vm-says").first).to_contain_text("Showing 2014 only")
    page.go_back()
    expect(page).to_have_url(f"{server}/poverty_exits")
    expect(page.locator(".vm-says").first).to_contain_text("Showing all years")
    page.go_forward()
    page.go_forward()
    expect(page.locator("h1")).to_contain_text("1,200")
    follow(page, "Exits from poverty")
    expect(page.locator(".vm-says").first).to_contain_text("Showing 2014 only")


def test_a_number_opened_from_a_panel_leads_back(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/sources")
    page.locator("a[href='?figure=F09']").click()
    kind = page.locator(".vm-panel .vm-kind")
    expect(kind).to_contain_text("Figure F09")
    page.locator(".vm-panel [data-address=C12] button").first.click()
    expect(kind).to_contain_text("Check C12")
    page.go_back()
    expect(kind).to_contain_text("Figure F09")
    expect(page).to_have_url(f"{server}/sources?figure=F09")
    page.locator(".vm-panel [data-address=C12] button").first.click()
    page.get_by_role("button", name="← Back to F09").click()
    expect(kind).to_contain_text("Figure F09")


def test_an_unknown_page_is_named_in_our_words(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/no_such_page")
    expect(
        page.get_by_text("There is no page “no_such_page”: this is the page Overview.")
    ).to_be_visible()
    expect(page.get_by_text("pages/ directory")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_first_page_shows_six_findings_with_labels_one_can_read(
    browser: Browser, server: str
) -> None:
    page = opened(browser, server, viewport={"width": 1280, "height": 2400})
    expect(page.locator(".vm-trust a")).to_have_text(
        [
            "40 numbers printed, and 3 slogans",
            "17 garbled, read by a stated rule",
            "3 with more than one possible reading",
            "16 of 17 cross-checks hold, 1 cannot be checked",
        ]
    )
    expect(page.locator(".vm-findings article")).to_have_count(6)
    expect(page.locator(".vm-mini[data-drawn]")).to_have_count(3)
    sizes = page.evaluate(
        """[...document.querySelectorAll('.vm-findings :is(svg text, li, td, th, p)')]
        .filter((one) => one.textContent.trim())
        .map((one) => parseFloat(getComputedStyle(one).fontSize))"""
    )
    assert min(sizes) >= 12
    lead, rest = (
        page.locator(one).first.bounding_box()
        for one in (".vm-findings > article", ".vm-columns article")
    )
    assert lead and rest and lead["width"] > 1.8 * rest["width"]
    page.locator(".vm-trust a").last.click()
    expect(page).to_have_url(f"{server}/checks")


@pytest.fixture
def module(browser: Browser) -> Page:
    """Open a page that can import the parts of the front end, without a server."""

    def answer(route: Route) -> None:
        name = Path(route.request.url).name
        body = (FRONT / name).read_text() if name.endswith(".js") else "<title>parts</title>"
        kind = "text/javascript" if name.endswith(".js") else "text/html"
        route.fulfill(body=body, content_type=kind)

    page = browser.new_page()
    page.route("**/*", answer)
    page.goto("http://front.test/page")
    return page


def test_only_our_own_changes_of_the_url_and_other_pages_are_steps_of_the_history(
    module: Page,
) -> None:
    steps = module.evaluate(
        """async () => {
            const { countOwnSteps } = await import("/streamlit_dom.js")
            const { pushStep } = await import("/panel.js")
            const steps = []
            const target = { state: { kept: 1 } }
            for (const name of ["pushState", "replaceState"]) {
                target[name] = (state, unused, url) => steps.push([name, state, url])
            }
            let led = false
            countOwnSteps(target, () => "http://a/base/exits?years=2014", () => led)
            target.pushState({}, "", "/base/exits")
            target.pushState({}, "", "/base/training?years=2014")
            led = true
            target.pushState({}, "", "/base/checks?years=2014")
            target.pushState({ vmChoice: true }, "", "/base/exits?years=2015")
            pushStep("F09", "C12", target)
            return steps
        }"""
    )
    assert steps == [
        ["replaceState", {"kept": 1}, "/base/exits"],
        ["pushState", {}, "/base/training?years=2014"],
        ["pushState", {"vmChoice": True}, "/base/exits?years=2015"],
        ["replaceState", {"kept": 1, "vmPanel": "F09"}, None],
        ["pushState", {"vmPanel": "C12", "vmFrom": "F09"}, None],
    ]


def test_words_that_count(module: Page) -> None:
    said = module.evaluate(
        """async () => {
            const { counted } = await import("/sources.js")
            return [counted(3, 43), counted(0, 43), counted(0, 0)]
        }"""
    )
    none = "No figure matches: shorten the search, or set a choice back to “all”."
    assert said == ["3 of 43 figures", none, ""]


def test_an_opening_quote_stays_with_its_number(module: Page) -> None:
    shown = module.evaluate(
        """async () => {
            const { linked } = await import("/dom.js")
            const line = document.createElement("p")
            line.append(...linked([["F09 is printed as “", ""], ["7 19", "F09"], ["”.", ""]]))
            const quoted = line.querySelector(".vm-quoted")
            return [line.textContent, quoted.textContent]
        }"""
    )
    assert shown == ["F09 is printed as “7 19”.", "“7 19"]
