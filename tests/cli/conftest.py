"""What tests of the command line share: a folder to export into, and a machine without Chrome."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from metrics.cli import main
from metrics.exports import chrome
from metrics.exports.errors import NoChrome


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


@pytest.fixture
def to(tmp_path: Path) -> Path:
    """Name a folder to export into, which is not there yet."""
    return tmp_path / "files"


@pytest.fixture
def export(to: Path) -> Callable[..., int]:
    """Export into the folder; return the exit code."""
    return lambda *arguments: main(["export", *arguments, "--to", str(to)])


@pytest.fixture
def written(to: Path) -> Callable[[], list[str]]:
    """List the files in the folder, hidden ones too."""
    return lambda: sorted(path.name for path in to.iterdir()) if to.exists() else []
