"""Real servers and real browsers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from app import Start
from browsers import CHROMIUM, FIREFOX, launched
from kept_page import close_pages
from playwright.sync_api import Browser, Playwright, expect, sync_playwright
from provenance import Entries, of_store
from serving import serving

from metrics.environment import ROOT
from metrics.selection import Selection
from metrics.store.open import Store

expect.set_options(timeout=20_000)  # the machine of a test run may be busy
FOLDERS = ("pages", "src", "data", ".streamlit")


@pytest.fixture
def start(cache: None) -> Iterator[Start]:
    """Start dashboards of folders; each ends with the test."""
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(serving(folder=folder)).address


@pytest.fixture(scope="session")
def server(cache: None) -> Iterator[str]:
    """Give the address of a dashboard that the whole test run shares."""
    with serving() as one:
        yield one.address


@pytest.fixture
def fresh(start: Start) -> str:
    """Give the address of a dashboard that nobody has visited."""
    return start(ROOT)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a copy of the project whose data a test may break."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("dashboard.py", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Start the one Playwright of the test run: a second one refuses to start beside it."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browsers() -> list[Browser]:
    """Collect the browsers that are launched."""
    return []


@pytest.fixture(scope="session")
def browser(playwright: Playwright, browsers: list[Browser]) -> Iterator[Browser]:
    """Launch an installed Chromium; no browser is a failure, never a skip."""
    with launched(playwright, CHROMIUM) as one:
        browsers.append(one)
        yield one


@pytest.fixture(scope="session")
def firefox(playwright: Playwright, browsers: list[Browser]) -> Iterator[Browser]:
    """Launch an installed Firefox; no Firefox is a failure, never a skip."""
    with launched(playwright, FIREFOX) as one:
        browsers.append(one)
        yield one


@pytest.fixture(
    params=[pytest.param("browser", id="chromium"), pytest.param("firefox", id="firefox")]
)
def any_browser(request: pytest.FixtureRequest) -> Browser:
    """Give each browser in turn, launched when it is first needed."""
    found: Browser = request.getfixturevalue(request.param)
    return found


@pytest.fixture(autouse=True)
def closed(browsers: list[Browser]) -> Iterator[None]:
    """Close the pages of a test after it: an open page keeps its server and browser busy."""
    yield
    for browser in browsers:
        close_pages(browser)


@pytest.fixture(scope="session")
def entries(store: Store) -> Entries:
    """Return all that the built-in dataset's pages can open, and the first place's."""
    return {**of_store(store, Selection(place=("Yangbi county",))), **of_store(store)}
