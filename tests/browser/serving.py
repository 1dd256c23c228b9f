"""Servers for a while: each on a port of its own, waited for, and stopped at the end."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from metrics.address import address
from metrics.environment import ROOT, clean_environment

# What follows "python -m"; {port} stands where the server is told its port.
DASHBOARD = (
    *("streamlit", "run", "dashboard.py"),
    *("--server.port={port}", "--server.headless=true"),
)
SECONDS = 180  # a loaded machine starts a server ten times slower
_ended: list[int] = []  # ports of servers that have ended


@dataclass(frozen=True)
class Server:
    """A server that runs: its address, its process, when it was started and when it answered."""

    address: str
    pid: int
    started: float
    answered: float


@contextmanager
def serving(
    module: tuple[str, ...] = DASHBOARD, folder: Path = ROOT, **more: str
) -> Iterator[Server]:
    """Run a Python module that serves, with a folder's own code and more environment variables."""
    port = _next_port()
    command = [sys.executable, "-m", *(part.format(port=port) for part in module)]
    env = {**clean_environment(), "PYTHONPATH": str(folder / "src"), **more}
    started = time.time()
    process = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield Server(address(port), process.pid, started, time.time())
    finally:
        _stop(process)
        _ended.append(port)


def _next_port() -> int:
    """Return the port of a server that has ended: a browser keeps what it has of its files.

    Else one the system has free: servers that start together must not pick the same.
    """
    while _ended:
        with suppress(OSError):
            return _bound(_ended.pop())
    return _bound(0)


def _bound(port: int) -> int:
    """Return a port that one can listen on, 0 for any; raises OSError."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + SECONDS
    while not _answers(port):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}: {process.args!r}")
        if time.monotonic() > end:
            raise TimeoutError(f"no answer from {address(port)} in {SECONDS} seconds")
        time.sleep(0.01)


def _answers(port: int) -> bool:
    """Ask for the health of ours, which runs no page: the first visitor is still the first.

    That another server has no such page is an answer as well.
    """
    connection = HTTPConnection("localhost", port, timeout=1)  # goes past any proxy
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
