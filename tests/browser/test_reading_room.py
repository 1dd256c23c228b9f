"""A reader's own copy: lit up in place when it is the document, looked through when it is not."""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path
from time import monotonic

import pytest
from app import visit
from playwright.sync_api import Browser, FilePayload, Page, expect


@pytest.fixture
def text(altered: Path) -> str:
    """Make a document of filler in which each figure stands in its place; the dataset knows it."""
    filler = list((". ~ " * 1700)[:6624])
    with (altered / "figures.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["printed"]:
                filler[int(row["start"]) : int(row["end"])] = row["printed"]
    made = "".join(filler)
    path = altered / "documents.csv"
    mark = hashlib.sha256(made.encode()).hexdigest()
    known = re.sub("[0-9a-f]{64}", mark, path.read_text(encoding="utf-8"))
    path.write_text(known, encoding="utf-8")
    return made


def give(page: Page, content: bytes, name: str = "copy.txt") -> None:
    file: FilePayload = {"name": name, "mimeType": "text/plain", "buffer": content}
    page.set_input_files("input[type=file]", file)


def test_the_document_lights_up_and_a_changed_word_is_told(
    browser: Browser, server: str, altered: Path, text: str
) -> None:
    page = visit(browser, f"{server}/reading_room?dataset={altered.name}")
    expect(page.get_by_text("Nothing is opened yet")).to_be_visible()
    give(page, text.encode())
    expect(page.locator(".vm-same")).to_contain_text("This is the document")
    assert page.locator(".vm-text mark[data-address]").count() == 43
    expect(page.get_by_text("No number of the text is left unused.")).to_be_visible()
    page.locator("mark[data-address=F09]").click()
    expect(page.locator(".vm-panel h3").first).to_have_text("719 households")
    page.get_by_role("button", name="F40", exact=True).click()
    expect(page.locator("mark[data-open]")).to_have_text("685 rural laborers")
    expect(page.locator("mark[data-open]")).to_be_in_viewport()
    give(page, text.replace("~", "~~", 1).replace("7 19 households", "many").encode())
    expect(page.locator(".vm-other")).to_contain_text("not the text that was read")
    expect(page.locator("[role=status] [data-address=F09]")).to_be_visible()
    assert page.locator(".vm-text mark[data-address]").count() == 39


FIVE = 5_000_000
STRANGE = {
    "numbers": (b"1 22 333 " * (FIVE // 9), "Numbers that no figure uses"),
    "html": (
        b"<img src=x onerror='window.ran=1'><script>window.ran=1</script> 170",
        "not the text",
    ),
    "nul": (b"\0" * FIVE, "not the text"),
    "utf-16": ("漾濞 170 人".encode("utf-16"), "Read as utf-16"),
    "gb18030": ("漾濞彝族自治县 170 人".encode("gb18030"), "Read as gb18030"),
}


def test_any_other_file_gets_an_answer_and_nothing_in_it_runs(
    browser: Browser, server: str
) -> None:
    page = visit(browser, f"{server}/reading_room")
    for name, (content, words) in STRANGE.items():
        start = monotonic()
        give(page, content, f"{name}.txt")
        card = page.locator(".vm-card").filter(has_text=words)
        expect(card).to_be_visible(timeout=15_000)
        assert monotonic() - start < 15  # the machine may be busy; alone it takes under 2
        assert page.evaluate("window.ran") is None
        expect(page.get_by_text("Traceback")).to_have_count(0)


def test_a_pasted_text_is_read_too(browser: Browser, server: str) -> None:
    page = visit(browser, f"{server}/reading_room")
    page.get_by_label("Or paste the text").fill("854 households <b>and</b> 12 more")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".vm-text")).to_contain_text("<b>and</b>")
    expect(page.locator(".vm-unused")).to_have_text("12")
