"""Image files hold what the screen shows, always light, and failure is said."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from app import TOPICS, opened
from kept_page import lent_page
from PIL import Image
from playwright.sync_api import Browser, Page, expect

# What a file must hold: its title, texts of its chart, its marks and their colours.
TITLES = {
    "poverty_exits": "Yangbi county lifted 2,585 people out of poverty in 2015 and planned 6,000",
    "party_members": "170 of 257 work-team members are Party members: 66.1 %",
    "village_industry": "Each of the 4 villages named has a product of its own",
}
TEXTS = {
    "poverty_exits": ("854", "719", "2,976", "2,585", "6,000", "planned", "not stated"),
    "party_members": ("170 Party members", "87 other members", "two-thirds"),
    "village_industry": ("Lijiazhuang", "yuxiang pears", "no village named", "tourism"),
}
MARKS = {"poverty_exits": 5, "party_members": 257, "village_industry": 5}
BLUE, ORANGE, GREEN, GREY = (46, 134, 209), (213, 94, 0), (0, 158, 115), (138, 148, 158)
COLOURS = {
    "poverty_exits": {BLUE},
    "party_members": {BLUE, GREY},
    "village_industry": {BLUE, ORANGE, GREEN},
}


def saved(page: Page, form: str, folder: Path) -> Path:
    if form == "svg":
        page.get_by_role("button", name="Download …").first.click()
    of = "chart" if form == "png" else "image"
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"Download the {of} as {form.upper()}").first.click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


@pytest.mark.parametrize("topic", TOPICS)
def test_a_png_is_light_and_an_svg_holds_every_mark_on_a_dark_screen(
    browser: Browser, server: str, topic: str, tmp_path: Path
) -> None:
    page = opened(browser, f"{server}/{topic}", color_scheme="dark")
    with Image.open(saved(page, "png", tmp_path)) as image:
        height = page.evaluate("document.querySelector('.vm-plot').offsetHeight")
        assert (image.width, image.height > 2 * height) == (2400, True)
        pixels = image.convert("RGB")
        assert pixels.getpixel((0, 0)) == (255, 255, 255)
        colours = {colour for _, colour in pixels.getcolors(1 << 24) or ()}
    assert COLOURS[topic] <= colours
    tree = ElementTree.parse(saved(page, "svg", tmp_path))
    # plotly.js breaks lines into elements of their own and writes spaces that do not break.
    text = re.sub(r"\s+", "", "".join(tree.getroot().itertext()))
    shown = [page.inner_text(part) for part in (".vm-subtitle", ".vm-source")]
    for words in (TITLES[topic], *TEXTS[topic], *shown):
        assert re.sub(r"\s+", "", words) in text
    marks = [one for one in tree.iter() if "point" in one.get("class", "").split()]
    on_screen = page.evaluate(
        "document.querySelector('.vm-plot').data.reduce((sum, t) => sum + t.x.length, 0)"
    )
    assert len(marks) == on_screen == MARKS[topic]


def test_a_browser_that_makes_no_image_says_so(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}/poverty_exits")
    page.evaluate("() => { Plotly.toImage = () => Promise.reject(new Error('no canvas')) }")
    page.get_by_role("button", name="Download the chart as PNG").first.click()
    expect(page.locator(".vm-card > .vm-said").first).to_contain_text(
        "The PNG was not made: no canvas."
    )
    expect(page.locator("button[data-format=png]").first).to_be_enabled()


def test_without_plotly_the_numbers_are_still_there(browser: Browser, server: str) -> None:
    page = lent_page(browser)
    page.route("**/plotly.min.js", lambda route: route.abort())
    page.goto(f"{server}/poverty_exits")
    expect(page.locator(".vm-card > .vm-said").first).to_contain_text(
        "could not be drawn", timeout=30_000
    )
    page.get_by_role("tab", name="Data").first.click()
    expect(page.get_by_role("cell", name="2,976", exact=True)).to_be_visible()


def test_tabs_move_by_arrow_keys_and_show_rows_and_sql(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}/poverty_exits")
    page.get_by_role("tab", name="Chart").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Data").first).to_be_focused()
    expect(page.get_by_role("cell", name="6,000", exact=True)).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator("pre").first).to_contain_text("from poverty_exits")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".vm-plot").first).to_be_visible()
