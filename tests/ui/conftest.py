"""What tests of the dashboard's server share: its addresses of files, asked without a network."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

import asking
import pytest
from starlette.responses import Response

from metrics.exports import chrome
from metrics.exports.errors import NoChrome
from metrics.ui import rate

logging.getLogger("streamlit").setLevel(logging.ERROR)  # caches tell that no server runs


@pytest.fixture(autouse=True)
def full_buckets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each test ask as if nobody had asked before."""
    monkeypatch.setattr(rate, "FILES", rate.Buckets(rate.BURST, rate.PER_SECOND, rate.FILES._clock))


@pytest.fixture(scope="session")
def ask(cache: None) -> Callable[..., Response]:
    """Ask for an address of a file."""
    return asking.ask


@pytest.fixture(scope="session")
def post(cache: None) -> Callable[..., Response]:
    """Post files to an address, as the page of a reader does."""
    return asking.post


def none_found() -> None:
    """Stand in for the start of a Chrome where there is none."""
    raise NoChrome("none was found")


@pytest.fixture
def no_chrome(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take Chrome from this machine; the one that runs is put back after the test."""
    monkeypatch.setattr(chrome, "_new", none_found)
    monkeypatch.setattr(chrome.chrome(), "_browser", None)
    chrome.missing.cache_clear()
    yield
    chrome.missing.cache_clear()
