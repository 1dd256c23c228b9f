"""Links to a view, the clipboard, a page on paper, and the dialog by keyboard."""

from __future__ import annotations

import re
from io import BytesIO

from app import BACKGROUND, SCHEMES, SCREEN, opened, visit, wait_until
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from taking import SAID, button, dialog

CLIPBOARD = ["clipboard-read", "clipboard-write"]
FILTERED = "poverty_exits?years=2014&status=achieved"


def copied(page: Page, label: str) -> str:
    """Press a button that copies, and return what the clipboard holds."""
    button(page, label).click()
    expect(page.locator(SAID)).to_have_text("Copied.")
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_link_is_copied_with_or_without_filters_or_frozen(browser: Browser, server: str) -> None:
    page = dialog(browser, f"{server}/{FILTERED}", permissions=CLIPBOARD)
    assert copied(page, "Copy link") == f"{server}/{FILTERED}"
    assert copied(page, "Copy link without filters") == f"{server}/poverty_exits"
    frozen = copied(page, "Copy frozen link")
    assert re.fullmatch(re.escape(f"{server}/{FILTERED}") + "&version=[0-9a-f]{8}", frozen)
    again = opened(browser, frozen)
    expect(again.locator(".vm-says").first).to_contain_text("Showing 2014 only, achieved only.")
    assert again.get_by_text("The data have changed").count() == 0


def test_a_frozen_link_says_when_the_data_have_changed_since(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}/{FILTERED}&version=0badf00d")
    notice = page.get_by_test_id("stAlert")
    expect(notice).to_contain_text("The data have changed since this link was made")
    expect(notice).to_contain_text("it names version 0badf00d")


def test_an_image_is_copied_and_a_closed_clipboard_is_said(browser: Browser, server: str) -> None:
    page = dialog(browser, f"{server}/poverty_exits", permissions=CLIPBOARD)
    button(page, "Copy image").click()
    expect(page.locator(SAID)).to_have_text("The image is copied.")
    kinds = page.evaluate("navigator.clipboard.read().then((all) => all[0].types)")
    assert kinds == ["image/png"]
    page.evaluate("() => { delete window.ClipboardItem }")
    button(page, "Copy image").click()
    expect(page.locator(SAID)).to_contain_text("Download the PNG instead.")


def test_the_dialog_is_worked_by_keyboard(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}/poverty_exits")
    page.get_by_role("button", name="Download …").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Download")).to_be_visible()
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('dialog, body').tagName") in (
            "DIALOG",
            "BODY",  # the browser's own bars
        )
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name="Download …").first).to_be_focused()


def test_a_page_prints_whole_and_light(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}/poverty_exits")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, media="null")
        wait_until(page, f"{BACKGROUND} === '{SCREEN[scheme]}'")
        file = PdfReader(BytesIO(page.pdf(format="A4", print_background=True)))
        text = " ".join(one.extract_text() for one in file.pages)
        assert len(file.pages) <= 2
        shown = ("Exits from poverty", "2,585", "5,561", "sentence 7", "Hatched", "This view: http")
        for words in shown:
            assert words in text
        assert "Reset filters" not in text
        page.emulate_media(media="print")
        color = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert color == "rgb(255, 255, 255)"


def test_a_long_list_prints_on_as_many_pages_as_it_needs(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/sources")
    file = PdfReader(BytesIO(page.pdf(format="A4")))
    text = " ".join(one.extract_text() for one in file.pages)
    assert len(file.pages) >= 2
    assert all(f"F{number:02d}" in text for number in range(1, 41))
