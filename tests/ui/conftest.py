"""What tests of the dashboard's server share: its addresses of files, asked without a network."""

from __future__ import annotations

import logging
from collections.abc import Callable

import asking
import pytest
from starlette.responses import Response
from without_chrome import no_chrome as no_chrome

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
