"""Take the README's pictures, one a page: python docs/make_screenshots.py, in the environment."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from metrics.records import TOPICS

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SHOWN, UNDRAWN = ".vm-card", ".vm-plot:not([data-drawn])"
PICTURES = {
    "overview": "",
    **{topic.name: topic.name for topic in TOPICS if not topic.page},
    "compare": "compare?dataset=fictional-county",
    "sources": "sources?figure=F09",
    "checks": "checks",
}

sys.path.insert(0, str(ROOT / "tests" / "browser"))


def picture(page: Page, address: str, name: str) -> None:
    """Save one page as docs/<name>.png."""
    page.goto(address)
    page.wait_for_selector(SHOWN)
    page.wait_for_timeout(1500)  # fonts and the last layout
    page.wait_for_selector(UNDRAWN, state="detached", timeout=60_000)
    page.screenshot(path=HERE / f"{name}.png")


def main() -> None:
    """Start the dashboard, take every page's picture, stop it."""
    from browsers import CHROMIUM, launched
    from serving import serving

    with (
        serving() as server,
        sync_playwright() as playwright,
        launched(playwright, CHROMIUM) as browser,
    ):
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        for name, path in PICTURES.items():
            picture(page, f"{server.address}/{path}", name)


if __name__ == "__main__":
    main()
