"""The servers: ours and those of other frameworks, started alike, each without built tables."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil
from serving import DASHBOARD, Server, serving

from benchmarks.pages import ComparedPage
from metrics.environment import ROOT

COMMANDS = {
    "ours": DASHBOARD,
    "Dash": ("benchmarks.dash_app", "{port}"),
    "Panel": ("benchmarks.panel_app", "{port}"),
    "Shiny": ("benchmarks.shiny_app", "{port}"),
    "marimo": ("benchmarks.marimo_app", "{port}"),
}
PEERS = tuple(name for name in COMMANDS if name != "ours")
PATHS = {
    "ours": "{0.topic}?dataset={0.dataset}",
    "Dash": "{0.topic}/",
    "Panel": "{0.topic}",
    "Shiny": "{0.topic}/",
    "marimo": "?topic={0.topic}",
}
MEGABYTE = 1_000_000
QUIET = {"VILLAGE_METRICS_COMPRESSION": "quick"}  # else it makes files smaller while others run


@dataclass(frozen=True)
class App:
    """A server that runs: which, how it was started, and its process."""

    name: str
    server: Server
    process: psutil.Process

    def address(self, page: ComparedPage) -> str:
        """Return the address of a page."""
        return f"{self.server.address}/{PATHS[self.name].format(page)}"

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
def running(name: str, **more: str) -> Iterator[App]:
    """Start a server with more variables, wait until it answers, and stop it at the end.

    It has no built tables, unless a variable names a cache folder that holds some.
    """
    with tempfile.TemporaryDirectory() as cache:
        variables = {**QUIET, "VILLAGE_METRICS_CACHE": cache, **more}
        with serving(COMMANDS[name], ROOT, **variables) as server:
            yield App(name, server, psutil.Process(server.pid))
