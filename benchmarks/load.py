"""Many visitors at once, without a browser: errors, wrong answers, times, and memory afterwards.

    python -m benchmarks.load [VISITORS]

Each visitor opens a page with a year of its own over the WebSocket, as Streamlit's front end does,
and then takes the filter back as our page does: it asks for the cards of the new choice at their
own addresses, and when they are there Streamlit runs the page again. After that 60 clients ask for
a PDF report and leave, and a page is asked for.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median
from urllib.parse import urlsplit
from urllib.request import urlopen

import psutil
import websockets
from serving import serving
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PAGE = "poverty_exits"
CARDS = ("poverty_exits", "exits_context")
CARD = "GET /export/yangbi/{0}.card HTTP/1.1\r\nHost: {1}\r\nConnection: close\r\n\r\n"
TITLES = {
    "2014": b"Yangbi county lifted 2,976 people out of poverty in 2014",
    "2015": b"Yangbi county lifted 2,585 people out of poverty in 2015",
}
ALL_YEARS = b"in 2015 and planned 6,000 more"
ANSWERS = ("first run", "cards of a click", "second run, after the cards")
CANCELLED, STAYS = 60, 0.5  # clients that ask for a report, and the seconds that each stays
LEFT = 180  # seconds after which the sessions of visitors who left are gone
SECONDS = 120
WHOLE = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY


@dataclass(frozen=True)
class Answer:
    """What the server answered: whether it was right, and the seconds it took."""

    right: bool
    seconds: float


class Visitor:
    """One visitor's connection, and what it was answered, in the order of ANSWERS."""

    def __init__(self, address: str, number: int) -> None:
        self.address, self.year = address, [*TITLES][number % len(TITLES)]
        self.answers: list[Answer] = []
        self.error = ""

    async def visit(self, opened: asyncio.Barrier, done: asyncio.Event) -> None:
        """Open the page, take the filter back once all have opened it, and stay until `done`."""
        host = urlsplit(self.address).netloc
        options = {"origin": self.address, "subprotocols": ["streamlit"], "max_size": None}
        try:
            async with websockets.connect(f"ws://{host}/_stcore/stream", **options) as socket:  # type: ignore[arg-type] # a plain mapping of its options
                run = partial(self._run, socket)
                self.answers.append(await run(f"years={self.year}", TITLES[self.year]))
                await opened.wait()
                self.answers.append(await self._cards(host))
                self.answers.append(await run("", ALL_YEARS))
                await done.wait()
        except Exception as error:  # whatever goes wrong is counted
            self.error = f"{type(error).__name__}: {error}"
            await opened.abort()

    async def _cards(self, host: str) -> Answer:
        start = time.monotonic()
        texts = await asyncio.gather(*(_get(host, CARD.format(card, host)) for card in CARDS))
        right = ALL_YEARS in texts[0] and all(b" 200 " in one.partition(b"\r")[0] for one in texts)
        return Answer(right, time.monotonic() - start)

    async def _run(self, socket: websockets.ClientConnection, query: str, title: bytes) -> Answer:
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
                return Answer(right, time.monotonic() - start)


async def _get(host: str, request: str) -> bytes:
    reader, writer = await asyncio.open_connection(*host.split(":"))
    writer.write(request.encode())
    try:
        return await asyncio.wait_for(reader.read(), SECONDS)
    finally:
        writer.close()


async def visits(address: str, count: int) -> tuple[list[Visitor], float]:
    """Let so many visitors come at once; return them, and the seconds they took together."""
    visitors = [Visitor(address, number) for number in range(count)]
    opened, done = asyncio.Barrier(count), asyncio.Event()
    start = time.monotonic()
    tasks = [asyncio.create_task(one.visit(opened, done)) for one in visitors]
    while not all(len(one.answers) == len(ANSWERS) or one.error for one in visitors):
        await asyncio.sleep(0.1)
    took = time.monotonic() - start
    done.set()
    await asyncio.gather(*tasks)
    return visitors, took


def percentile95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 do not exceed."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def failed(visitors: Sequence[Visitor]) -> tuple[list[str], int]:
    """Return the errors, and how many answers were wrong."""
    wrong = sum(not answer.right for one in visitors for answer in one.answers)
    return [one.error for one in visitors if one.error], wrong


def seconds(visitors: Sequence[Visitor]) -> dict[str, list[float]]:
    """Return the seconds of all visitors, by what was answered."""
    of = ([one.answers[at].seconds for one in visitors if len(one.answers) > at] for at in range(3))
    return {says: times for says, times in zip(ANSWERS, of, strict=True) if times}


def report(visitors: Sequence[Visitor]) -> None:
    """Print errors, wrong answers and times."""
    errors, wrong = failed(visitors)
    print(f"{len(visitors)} visitors: {len(errors)} errors, {wrong} wrong answers")
    for error in dict.fromkeys(errors):
        print(f"  {error}")
    for says, times in seconds(visitors).items():
        print(f"{says}: median {median(times):.2f} s, p95 {percentile95(times):.2f} s")


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
