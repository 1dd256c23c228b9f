"""A real server and a real browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest
from app import Start
from get_browser import find
from playwright.sync_api import Browser, sync_playwright

from metrics.address import address

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("pages", "src", "data", ".streamlit")
SECONDS = 60


def free_port() -> int:
    """Return a port the system has free: servers that start together must not pick the same."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(at: str, process: subprocess.Popen[bytes]) -> None:
    """Wait for the health address, which runs no page: the first visitor is still the first."""
    end = monotonic() + SECONDS
    while monotonic() < end:
        assert process.poll() is None, f"the server ended with {process.returncode}"
        try:
            urllib.request.urlopen(f"{at}/_stcore/health", timeout=1)
            return
        except OSError:
            sleep(0.1)
    raise TimeoutError(f"no answer from {at} in {SECONDS} seconds")


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Run the dashboard that lies in a folder; give its address once it answers."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    command += [f"--server.port={port}", "--server.headless=true"]
    env = {**os.environ, "PYTHONPATH": str(folder / "src")}
    with subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.DEVNULL) as process:
        try:
            wait_for(address(port), process)
            yield address(port)
        finally:
            process.terminate()


@pytest.fixture
def start(cache: None) -> Iterator[Start]:
    """Start dashboards of folders; each ends with the test."""
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(running(folder))


@pytest.fixture(scope="session")
def server(cache: None) -> Iterator[str]:
    """Give the address of a dashboard that the whole test run shares."""
    with running(ROOT) as at:
        yield at


@pytest.fixture
def fresh(start: Start) -> str:
    """Give the address of a dashboard that nobody has visited."""
    return start(ROOT)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a copy of the project whose data a test may break."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "dashboard.py", tmp_path)
    return tmp_path


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


@pytest.fixture(autouse=True)
def closed(browser: Browser) -> Iterator[None]:
    """Close the pages of a test after it: an open page keeps its server and browser busy."""
    yield
    for context in browser.contexts:
        context.close()
