"""Real servers and real browsers."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import cast
from uuid import uuid4

import pytest
from browsers import CHROMIUM, FIREFOX, launched
from kept_page import close_pages, states
from playwright.sync_api import Browser, Playwright, expect, sync_playwright
from provenance import Entries, of_store
from serving import serving

from metrics.environment import ROOT
from metrics.selection import Selection
from metrics.store.open import Store

expect.set_options(timeout=20_000)  # the machine of a test run may be busy


@pytest.fixture(scope="session")
def counties(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the folder of datasets that the shared dashboard has beside the built-in ones."""
    return tmp_path_factory.mktemp("counties")


@pytest.fixture(scope="session")
def server(cache: None, counties: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a dashboard that the whole test run shares.

    A test that needs a dataset puts it into `counties` while it runs.
    """
    reports = tmp_path_factory.mktemp("reports")
    with serving(VILLAGE_METRICS_DATA=str(counties), VILLAGE_METRICS_REPORTS=str(reports)) as one:
        yield one.address


@pytest.fixture
def altered(counties: Path) -> Iterator[Path]:
    """Put a copy of the built-in dataset, which a test may alter, among those of the dashboard."""
    folder = counties / f"altered-{uuid4().hex[:8]}"  # what was built of another is not found
    shutil.copytree(ROOT / "data" / "yangbi", folder)
    yield folder
    shutil.rmtree(folder)


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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add to the report of a test that failed in which state its pages were."""
    report = yield
    if report.when == "call" and report.failed and isinstance(item, pytest.Function):
        launched_ones = cast(list[Browser], item.funcargs.get("browsers", []))
        found = [state for browser in launched_ones for state in states(browser)]
        report.sections.append(("Pages", "\n".join(found)))
    return report


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
