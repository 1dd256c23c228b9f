"""A machine without Chrome, for the tests of files, of the command line and of the server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from metrics.errors import NoChrome
from metrics.exports import chrome


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
