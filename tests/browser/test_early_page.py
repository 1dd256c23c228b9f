"""A page of charts is shown before Streamlit runs, and Streamlit takes it over as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from app import DRAWN, EARLY, FILTERS, MAIN, drawn, idle, wait_until
from kept_page import lent_page
from playwright.sync_api import Browser, Page, Route, expect

STREAMLIT = "**/static/js/index.*.js"
CONTENTS = "**/early/*"
# What is seen of a page in each frame from its first chart on, each once; and how often each chart
# is drawn.
WATCHED = """(() => {
    window.seen = []
    window.draws = 0
    const parts = ".vm-heading h1, .vm-filters, .vm-card, .vm-plot"
    const look = () => {
        requestAnimationFrame(look)
        if (!document.querySelector(".vm-plot[data-drawn]")) return
        const found = [...document.querySelectorAll(parts)].map((one) => {
            const { x, y, width, height } = one.getBoundingClientRect()
            const { color, font, padding } = getComputedStyle(one)
            const place = [x, y, width, height].map(Math.round)
            return [one.className || one.localName, ...place, color, font, padding].join(" ")
        })
        const before = window.seen.at(-1)
        if (!before || before.join() !== found.join()) window.seen.push(found)
    }
    const count = (changes) => {
        for (const { target } of changes) if (target.matches(".vm-plot")) window.draws += 1
    }
    new MutationObserver(count).observe(document, {
        subtree: true, attributeFilter: ["data-drawn"],
    })
    look()
})()"""

# Streamlit is never told of a choice: the chart comes from the card's own address or not at all.
DEAF = "addEventListener('popstate', (event) => event.stopImmediatePropagation(), true)"


def opening(browser: Browser, address: str, script: str = WATCHED, **context: Any) -> Page:
    """Open a page in which a script runs first; Streamlit's own waits until it is released."""
    page = browser.new_context(**context).new_page()
    page.add_init_script(script)
    page.route(STREAMLIT, lambda route: held(page, route))
    page.goto(address, wait_until="commit")
    return page


def held(page: Page, route: Route) -> None:
    while not page.evaluate("window.released === true"):
        page.wait_for_timeout(50)
    route.continue_()


def taken_over(page: Page) -> None:
    page.wait_for_selector(f"{MAIN} {DRAWN}", timeout=30_000)
    idle(page)
    expect(page.locator(EARLY)).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        ("", 1280, "light"),
        ("poverty_exits?years=2014", 390, "dark"),
        ("party_members?dataset=fictional-county", 1000, "dark"),
        ("", 800, "light"),
    ],
)
def test_nothing_moves_or_is_drawn_again(
    browser: Browser, server: str, name: str, width: int, scheme: str
) -> None:
    size = {"width": width, "height": 800}
    page = opening(browser, f"{server}/{name}", viewport=size, color_scheme=scheme)
    page.wait_for_selector(f"{EARLY} {DRAWN}", timeout=30_000)
    wait_until(page, "[...document.querySelectorAll('.vm-plot')].every((p) => p.dataset.drawn)")
    page.wait_for_timeout(200)
    seen, draws = page.evaluate("[seen.at(-1), draws]")
    page.evaluate("window.released = true")
    taken_over(page)
    page.wait_for_timeout(500)
    assert page.evaluate("seen.at(-1)") == seen
    assert page.evaluate("draws") == draws


def test_all_of_a_page_is_taken_over(any_browser: Browser, server: str) -> None:
    page = opening(any_browser, f"{server}/village_industry?dataset=fictional-county")
    page.wait_for_selector(f"{EARLY} {DRAWN}", timeout=30_000)
    page.evaluate("""window.views = [...document.querySelectorAll(".vm-early > * > *")]""")
    page.evaluate("window.released = true")
    taken_over(page)
    assert page.evaluate(f"views.length === 3 && views.every((one) => one.closest('{MAIN}'))")


def test_a_choice_is_made_before_streamlit_runs(browser: Browser, server: str) -> None:
    page = opening(browser, f"{server}/poverty_exits")
    option = page.locator(FILTERS).get_by_role("button", name="2014")
    option.click(timeout=30_000)
    wait_until(page, "document.querySelector('.vm-plot').layout.meta.drawn.length === 2")
    page.evaluate("document.querySelector('.vm-early').scrollTo(0, 90)")
    page.evaluate("window.released = true")
    taken_over(page)
    assert [value for *_, value in drawn(page)] == [854, 2976]
    assert page.url.endswith("/poverty_exits?years=2014")
    expect(option).to_have_attribute("aria-pressed", "true")
    expect(option).to_be_focused()
    assert page.evaluate(f"document.querySelector('{MAIN}').scrollTop") == 90
    wait_until(page, "document.querySelector('.vm-filters').dataset.answered.includes('2014')")


def test_a_choice_does_not_wait_where_streamlit_shortens_the_url(
    browser: Browser, server: str
) -> None:
    page = opening(browser, f"{server}/poverty_exits?dataset=yangbi", DEAF)
    page.wait_for_selector(f"{EARLY} {DRAWN}", timeout=30_000)
    page.evaluate("window.released = true")
    taken_over(page)
    wait_until(page, "location.search === ''")
    page.locator(FILTERS).get_by_role("button", name="2014").click()
    wait_until(page, "document.querySelector('.vm-plot').layout.meta.drawn.length === 2")
    assert [value for *_, value in drawn(page)] == [854, 2976]


def test_a_dialog_that_is_open_stays_open(any_browser: Browser, server: str) -> None:
    page = opening(any_browser, f"{server}/poverty_exits")
    page.get_by_role("button", name="Download …").first.click(timeout=30_000)
    page.evaluate("window.released = true")
    taken_over(page)
    assert page.evaluate("document.querySelector('dialog').matches(':modal')")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_an_error_of_the_page_is_not_hidden(browser: Browser, server: str, altered: Path) -> None:
    page = opening(browser, f"{server}/poverty_exits?dataset={altered.name}")
    page.wait_for_selector(f"{EARLY} {DRAWN}", timeout=30_000)
    (altered / "figures.csv").write_text("figure_id\n", encoding="utf-8")
    page.evaluate("window.released = true")
    expect(page.get_by_role("alert")).to_contain_text("newest files are not shown", timeout=30_000)
    expect(page.locator(EARLY)).to_have_count(0)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("poverty_exits?years=1900", "1900"),
        ("poverty_exits?dataset=elm", "There is no dataset"),
        ("poverty_exits?version=of-long-ago", "have changed since"),
    ],
)
def test_where_a_page_has_more_to_say_streamlit_says_it(
    browser: Browser, server: str, address: str, says: str
) -> None:
    page = lent_page(browser)
    page.goto(f"{server}/{address}", wait_until="commit")
    expect(page.get_by_role("alert")).to_contain_text(says, timeout=30_000)
    taken_over(page)


@pytest.mark.parametrize("fault", ("abort", "nonsense", "silence"))
def test_without_its_contents_a_page_is_whole_all_the_same(
    browser: Browser, server: str, fault: str
) -> None:
    def fail(route: Route) -> None:
        if fault == "abort":
            route.abort()
        if fault == "nonsense":
            route.fulfill(status=200, body="no list")

    page = lent_page(browser)
    page.route(CONTENTS, fail)
    page.goto(f"{server}/poverty_exits", wait_until="commit")
    taken_over(page)
    page.unroute_all(behavior="ignoreErrors")


@pytest.mark.parametrize("asked", ("embed_options=dark_theme", "embed=true"))
def test_an_embedded_page_is_streamlits_to_show(
    any_browser: Browser, server: str, asked: str
) -> None:
    page = opening(
        any_browser, f"{server}/poverty_exits?{asked}", f"window.released = true;{WATCHED}"
    )
    taken_over(page)
    assert page.evaluate("draws") == 2  # one for each card, none of them early
    text = page.locator(".vm-plot .xtick text").first
    page_colour = page.locator(MAIN).evaluate("(one) => getComputedStyle(one).color")
    assert text.evaluate("(one) => getComputedStyle(one).fill") == page_colour


def test_a_theme_that_the_reader_has_chosen_is_streamlits_to_show(
    browser: Browser, server: str
) -> None:
    kept = """localStorage.setItem("stActiveTheme-/poverty_exits-v2", '"Dark"')"""
    page = opening(browser, f"{server}/poverty_exits", f"{kept};window.released = true;{WATCHED}")
    taken_over(page)
    assert page.evaluate("draws") == 2  # one for each card, none of them early
