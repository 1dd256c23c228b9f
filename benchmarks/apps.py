"""The two servers: ours and Dash's, started alike, each with an empty folder for built tables."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from benchmarks import ROOT
from metrics.environment import variables

SECONDS = 60
OURS = ("streamlit", "run", "dashboard.py", "--server.headless", "true", "--server.port")
DASH = ("benchmarks.dash_app",)
COMMANDS = {"ours": OURS, "Dash": DASH}
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class App:
    """A server that runs: which, where, its process, when it was started and when it answered."""

    name: str
    port: int
    process: psutil.Process
    started: float
    answered: float

    def address(self, page: str) -> str:
        """Return the address of a page; Dash ends it with a slash."""
        return f"http://localhost:{self.port}/{page}" + ("/" if self.name == "Dash" else "")

    def megabytes(self) -> float:
        """Return the memory in use (RSS) of the server and its children."""
        return float(sum(one.memory_info().rss for one in self._processes())) / MEGABYTE

    def cpu_seconds(self) -> float:
        """Return the processor time that the server and its children have used."""
        times = [one.cpu_times() for one in self._processes()]
        return float(sum(one.user + one.system for one in times))

    def _processes(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]


@contextmanager
def running(name: str) -> Iterator[App]:
    """Start a server, wait until it answers, and stop it at the end."""
    port = _free_port()
    command = [sys.executable, "-m", *COMMANDS[name], str(port)]
    with tempfile.TemporaryDirectory() as cache, tempfile.TemporaryFile() as said:
        environment = {**variables(), "VILLAGE_METRICS_CACHE": cache}
        started = time.time()
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)
        try:
            if not _answers(process, port):
                said.seek(0)
                raise SystemExit(f"{' '.join(command)} did not start:\n{said.read().decode()}")
            yield App(name, port, psutil.Process(process.pid), started, time.time())
        finally:
            process.terminate()
            process.wait(SECONDS)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until a server takes connections; say whether it does."""
    end = time.time() + SECONDS
    while time.time() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        except OSError:
            time.sleep(0.01)
    return False
