"""A real server and a real browser."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest
from get_browser import find
from playwright.sync_api import Browser, sync_playwright

from metrics.address import address, free_port

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def server(cache: None) -> Iterator[str]:
    """Give the address of a fresh dashboard."""
    port = free_port(None)
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    command += [f"--server.port={port}", "--server.headless=true"]
    process = subprocess.Popen(command, cwd=ROOT, env=dict(os.environ), stdout=subprocess.DEVNULL)
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{address(port)}/_stcore/health", timeout=1)
            break
        except OSError:
            sleep(0.2)
    yield address(port)
    process.terminate()
    process.wait()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Launch an installed Chromium; no browser is a failure, never a skip."""
    path = find()
    assert path, "no browser found: run tests/browser/get_browser.py to get one"
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        launched = playwright.chromium.launch(executable_path=path, args=arguments)
        yield launched
        launched.close()
