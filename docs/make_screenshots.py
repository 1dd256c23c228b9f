"""Take the README's pictures, one a page: python docs/make_screenshots.py, in the environment."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SHOWN = ".vm-card"
PICTURES = {
    "overview": "",
    "poverty_exits": "poverty_exits",
    "paired_assistance": "paired_assistance",
    "party_members": "party_members",
    "training": "training",
    "village_collectives": "village_collectives",
    "village_industry": "village_industry",
    "sources": "sources?figure=F09",
    "checks": "checks",
}

sys.path.insert(0, str(ROOT / "tests" / "browser"))


def wait_for(address: str) -> None:
    """Return when the dashboard answers; after a minute the browser says what is wrong."""
    for _ in range(120):
        with suppress(OSError):
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
            return
        time.sleep(0.5)


def picture(page: Page, address: str, name: str) -> None:
    """Save one page as docs/<name>.png."""
    page.goto(address)
    page.wait_for_selector(SHOWN)
    page.wait_for_timeout(1500)  # the chart, fonts and the last layout
    page.screenshot(path=HERE / f"{name}.png")


def main() -> None:
    """Start the dashboard, take every page's picture, stop it."""
    from get_browser import find

    from metrics.address import address, free_port

    port = free_port(None)
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", f"--server.port={port}"]
    server = subprocess.Popen([*command, "--server.headless=true"], cwd=ROOT, env=os.environ)
    wait_for(address(port))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        for name, path in PICTURES.items():
            picture(page, f"{address(port)}/{path}", name)
    server.terminate()


if __name__ == "__main__":
    main()
