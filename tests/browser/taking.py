"""Taking files away in a browser, as a reader does: open the dialog, press, find the saved file."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from time import monotonic, sleep

from app import opened
from playwright.sync_api import Browser, Locator, Page, expect

SAID = ".vm-take .vm-said"
SECONDS = 120


def dialog(browser: Browser, address: str, **context: object) -> Page:
    """Open a page and its dialog to take the chart away."""
    page = opened(browser, address, **context)
    page.get_by_role("button", name="Download …").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    return page


def taken(page: Page, label: str, folder: Path) -> Path:
    """Press what makes a file, and return the file as the browser has saved it."""
    pressed = button(page, label)
    if page.context.browser and page.context.browser.browser_type.name == "firefox":
        return _saved_by_firefox(page, pressed, folder)
    with page.expect_download(timeout=1000 * SECONDS) as waiting:
        pressed.click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def button(page: Page, label: str) -> Locator:
    """Return a button or a link of the dialog."""
    inside = page.get_by_role("dialog")
    return inside.get_by_role("button", name=label, exact=True).or_(
        inside.get_by_role("link", name=label, exact=True)
    )


def _saved_by_firefox(page: Page, pressed: Locator, folder: Path) -> Path:
    """Find a file among Playwright's: Firefox saves what a page has made without telling of it."""
    pressed.click()
    expect(page.locator(SAID)).to_contain_text("is made", timeout=1000 * SECONDS)
    found = re.match(r"(\S+) is made", page.inner_text(SAID))
    assert found
    source = _appeared(found[1])
    return source.rename(folder / found[1])


def _appeared(name: str) -> Path:
    end = monotonic() + SECONDS
    while monotonic() < end:
        saved = list(Path(tempfile.gettempdir()).glob(f"playwright-artifacts-*/{name}"))
        if saved and not list(saved[0].parent.glob("*.part")):
            return saved[0]
        sleep(0.05)
    raise TimeoutError(f"the browser has not saved {name}")
