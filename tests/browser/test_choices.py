"""Whatever is clicked, and however addresses answer, all that says the choice agrees in the end."""

from __future__ import annotations

import random
from urllib.parse import parse_qsl, urlsplit

import pytest
from app import FILTERS, MENU, drawn, idle, opened, visit, wait_until
from playwright.sync_api import Browser, Locator, Page, Route, TimeoutError

STEPS = 9
# Cards come late, out of order, or not at all, by dice of their own.
BAD_NETWORK = """(() => {
    const usual = window.fetch
    let seed = SEED
    const dice = () => (seed = (seed * 16807) % 2147483647) / 2147483647
    window.fetch = async (url, options) => {
        if (!String(url).includes(".card")) return usual(url, options)
        const [delay, luck] = [dice() < 0.2 ? 1800 : 300 * dice(), dice()]
        await new Promise((done) => setTimeout(done, delay))
        if (luck < 0.25) throw new TypeError("no answer")
        return usual(url, options)
    }
})()"""
FOLLOWED = f"""() => {{
    const said = (query) => [...new URLSearchParams(query)].map(String).sort().join()
    const line = document.querySelector("{FILTERS}")
    return line !== null && said(line.dataset.answered) === said(location.search)
        && line.querySelector("[role=status]").textContent === ""
        && [...document.querySelectorAll(".vm-plot")].every((one) => one.dataset.drawn)
}}"""


def chosen(page: Page) -> list[str]:
    """Return the options that are pressed, in the order of the page."""
    return page.locator(f"{FILTERS} [aria-pressed=true]").all_inner_texts()


def shown(page: Page) -> tuple[object, ...]:
    """Return what the page shows: headline, charts, filters, and the link under the chart."""
    says = page.locator(".vm-says").all_inner_texts()
    links = page.locator(".vm-on-paper").all_text_contents()
    return page.locator("h1").inner_text(), says, links, chosen(page), drawn_or_none(page)


def drawn_or_none(page: Page) -> object:
    """Return what the first chart has drawn; None for a choice without a number."""
    return None if page.locator(".vm-empty").first.is_visible() else drawn(page)


def settled(page: Page) -> None:
    """Wait until the server has heard of the choice and nothing is on its way."""
    wait_until(page, FOLLOWED, seconds=60)
    idle(page)
    page.wait_for_timeout(300)


def step(page: Page, dice: random.Random) -> None:
    """Press an option, reset, or go Back or Forward, and go on at once or after a while."""
    kind = dice.random()
    if kind < 0.15:
        page.evaluate("history.back()")
    elif kind < 0.25:
        page.evaluate("history.forward()")
    elif kind < 0.35 and page.locator(".vm-reset").is_visible():
        page.locator(".vm-reset").click()
    else:
        press(page.locator(f"{FILTERS} [aria-pressed]"), dice)
    page.wait_for_timeout(dice.choice([0, 0, 60, 400, 1500]))


def press(options: Locator, dice: random.Random) -> None:
    """Press one of the options; while another page comes there are none, or they go."""
    if count := options.count():
        at = dice.randrange(count)
        try:
            options.nth(at).click(timeout=5000)
        except TimeoutError:
            assert options.count() <= at


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_any_clicks_screen_address_and_server_agree(
    browser: Browser, server: str, seed: int
) -> None:
    dice = random.Random(seed)
    page = visit(browser, server)  # so that going back leads to a page of ours
    page.evaluate(BAD_NETWORK.replace("SEED", str(seed + 41)))
    page.locator(MENU).get_by_text("Exits from poverty", exact=True).click()
    page.wait_for_selector(FILTERS)
    settled(page)
    for _ in range(STEPS):
        step(page, dice)
        if "poverty_exits" not in page.url:
            page.evaluate("history.forward()")
            page.wait_for_selector(FILTERS)
    settled(page)
    before = shown(page)
    assert sorted(value for _, value in parse_qsl(urlsplit(page.url).query)) == sorted(chosen(page))
    page.reload()
    settled(page)
    assert shown(page) == before


def test_cards_on_their_way_when_a_choice_is_made_are_not_asked_for_again(
    browser: Browser, server: str
) -> None:
    page = opened(browser, f"{server}/poverty_exits")
    settled(page)
    asked: list[str] = []

    def late(route: Route) -> None:
        asked.append(route.request.url)
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/*.card?years=2014", late)
    page.locator(FILTERS).get_by_role("button", name="2014").click()
    settled(page)
    assert len(asked) == len(set(asked)) == page.locator(".vm-plot").count()


def test_a_choice_is_drawn_without_the_server_and_not_drawn_again(
    browser: Browser, server: str
) -> None:
    page = opened(browser, f"{server}/poverty_exits")
    settled(page)
    before = drawn(page)
    page.evaluate(
        """() => {
            window.draws = []
            window.redrawn = 0 // charts, each once for all the choice does
            const { react } = window.Plotly
            const counted = (...given) => { window.redrawn += 1; return react(...given) }
            window.Plotly = { ...window.Plotly, react: counted }
            document.addEventListener("vm-drawn", ({ detail }) => window.draws.push([
                detail.name, document.querySelector(".vm-filters").dataset.answered,
            ]))
        }"""
    )
    page.locator(FILTERS).get_by_role("button", name="2014").click()
    settled(page)
    assert page.evaluate("window.redrawn") == 1  # only the words of the second card have changed
    assert sorted(page.evaluate("window.draws")) == [["exits_context", ""], ["poverty_exits", ""]]

    page.evaluate("new Promise((done) => requestIdleCallback(done))")  # the chart before is kept
    page.locator(FILTERS).get_by_role("button", name="2014").click()
    settled(page)
    assert drawn(page) == before
    assert page.evaluate("window.redrawn") == 1  # put back as it was
    x, y = middle(page, ".vm-plot .bars .point path")
    page.mouse.dblclick(x, y)  # its second click is on another chart than its first
    settled(page)
    assert (drawn(page), page.url.partition("?")[2]) == (before, "")
    assert page.evaluate("window.redrawn") == 1


def middle(page: Page, selector: str) -> tuple[float, float]:
    """Return the middle of the first element that a selector finds."""
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
