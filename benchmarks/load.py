"""Many visitors at once, without a browser: errors, wrong answers, times, and memory afterwards.

    python -m benchmarks.load [VISITORS]

Each visitor opens a page with a year of its own over the WebSocket, as Streamlit's front end does,
and then takes the filter back. After that 60 clients ask for a PDF report and leave, and a page is
asked for.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlsplit
from urllib.request import urlopen

import psutil
import websockets
from serving import serving
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PAGE = "poverty_exits"
TITLES = {
    "2014": b"Yangbi county lifted 2,976 people out of poverty in 2014",
    "2015": b"Yangbi county lifted 2,585 people out of poverty in 2015",
}
ALL_YEARS = b"in 2015 and planned 6,000 more"
RUNS = 2
CANCELLED, STAYS = 60, 0.5  # clients that ask for a report, and the seconds that each stays
LEFT = 180  # seconds after which the sessions of visitors who left are gone
SECONDS = 120
WHOLE = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY


@dataclass(frozen=True)
class Run:
    """One answer of the server: whether it was right, and the seconds it took."""

    right: bool
    seconds: float


class Visitor:
    """One visitor's connection."""

    def __init__(self, address: str, number: int) -> None:
        self.address, self.year = address, [*TITLES][number % len(TITLES)]
        self.runs: list[Run] = []
        self.error = ""

    async def visit(self, opened: asyncio.Barrier, done: asyncio.Event) -> None:
        """Open the page, take the filter back once all have opened it, and stay until `done`."""
        host = urlsplit(self.address).netloc
        options = {"origin": self.address, "subprotocols": ["streamlit"], "max_size": None}
        try:
            async with websockets.connect(f"ws://{host}/_stcore/stream", **options) as socket:  # type: ignore[arg-type] # a plain mapping of its options
                asked = {f"years={self.year}": TITLES[self.year], "": ALL_YEARS}
                for query, title in asked.items():
                    self.runs.append(await self._run(socket, query, title))
                    await opened.wait()
                await done.wait()
        except Exception as error:  # whatever goes wrong is counted
            self.error = f"{type(error).__name__}: {error}"
            await opened.abort()

    async def _run(self, socket: websockets.ClientConnection, query: str, title: bytes) -> Run:
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = PAGE
        asked.rerun_script.is_history_navigation = True  # the address counts, not what was chosen
        start = time.monotonic()
        await socket.send(asked.SerializeToString())
        right = False
        while True:
            data = await asyncio.wait_for(socket.recv(), SECONDS)
            found = ForwardMsg()
            found.ParseFromString(bytes(data) if not isinstance(data, str) else data.encode())
            right = right or title in bytes(data)  # type: ignore[arg-type] # frames are bytes
            if found.WhichOneof("type") == "script_finished" and found.script_finished == WHOLE:
                return Run(right, time.monotonic() - start)


async def visits(address: str, count: int) -> tuple[list[Visitor], float]:
    """Let so many visitors come at once; return them, and the seconds they took together."""
    visitors = [Visitor(address, number) for number in range(count)]
    opened, done = asyncio.Barrier(count), asyncio.Event()
    start = time.monotonic()
    tasks = [asyncio.create_task(one.visit(opened, done)) for one in visitors]
    while not all(len(one.runs) == RUNS or one.error for one in visitors):
        await asyncio.sleep(0.1)
    took = time.monotonic() - start
    done.set()
    await asyncio.gather(*tasks)
    return visitors, took


def percentile95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 do not exceed."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def report(visitors: Sequence[Visitor]) -> None:
    """Print errors, wrong answers and times."""
    errors = [one.error for one in visitors if one.error]
    wrong = sum(not run.right for one in visitors for run in one.runs)
    print(f"{len(visitors)} visitors: {len(errors)} errors, {wrong} wrong answers")
    for error in dict.fromkeys(errors):
        print(f"  {error}")
    for number, name in enumerate(("first run", "second run")):
        times = [one.runs[number].seconds for one in visitors if len(one.runs) > number]
        if times:
            print(f"{name}: median {median(times):.2f} s, p95 {percentile95(times):.2f} s")


def cancelled(address: str) -> float:
    """Ask for many PDF reports and leave each; return the seconds a page then takes."""
    host = urlsplit(address).netloc
    clients = [http.client.HTTPConnection(host) for _ in range(CANCELLED)]
    for number, client in enumerate(clients):
        client.request("GET", f"/export/yangbi/all.pdf?years=2014&n={number}")
    time.sleep(STAYS)
    for client in clients:
        client.close()
    start = time.monotonic()
    with urlopen(f"{address}/{PAGE}", timeout=SECONDS) as answer:
        answer.read()
    return time.monotonic() - start


def main() -> None:
    """Measure a server of its own, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("visitors", nargs="?", type=int, default=200)
    count = parser.parse_args().visitors
    with serving() as server:
        process = psutil.Process(server.pid)
        report(asyncio.run(visits(server.address, 2))[0])  # what is made once is made
        with urlopen(f"{server.address}/export/yangbi/all.pdf", timeout=SECONDS) as made:
            made.read()
        before = process.memory_info().rss
        report(asyncio.run(visits(server.address, count))[0])
        peak = process.memory_info().rss
        print(f"a page after {CANCELLED} cancelled reports: {cancelled(server.address):.2f} s")
        time.sleep(LEFT)
        after = process.memory_info().rss
    megabytes = [f"{rss / 1e6:.0f} MB" for rss in (before, peak, after)]
    print(f"memory before, at most, after all have left: {', '.join(megabytes)}")
    print(f"{after / before - 1:+.0%} of what it was before")


if __name__ == "__main__":
    main()
