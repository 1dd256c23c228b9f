"""Threads for the work of our routes: a few places a kind, and a bounded queue before them.

No work of a route holds a thread that a page or one of its files needs, and none goes on for a
client that has left.
"""

from __future__ import annotations

import asyncio
import math
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from starlette.types import Receive

from metrics.exports.stop import Stopped, stoppable
from metrics.ui.errors import Busy

T = TypeVar("T")
LONGEST_WAIT = 60  # seconds that a client is told at most
SMOOTHING = 0.2  # how much of the mean duration the last piece of work makes


class Workers:
    """A pool of `places` threads before which at most `waiting` pieces of work stand."""

    def __init__(self, name: str, places: int, waiting: int) -> None:
        self.places, self.waiting = places, waiting
        self._threads = ThreadPoolExecutor(places, thread_name_prefix=f"route-{name}")
        self._lock = threading.Lock()
        self._taken = 0
        self._seconds = 1.0  # what a piece of work takes on average

    def check(self) -> None:
        """Raise Busy when every place is taken and the queue is full."""
        with self._lock:
            ahead = self._taken - self.places + 1
            if ahead > self.waiting:
                raise Busy(self._wait(ahead))

    def _wait(self, ahead: int) -> int:
        return min(LONGEST_WAIT, max(1, math.ceil(ahead * self._seconds / self.places)))

    async def run(self, receive: Receive, work: Callable[[], T]) -> T:
        """Return what work returns; raise Busy at a full queue, and Stopped when the client leaves.

        `receive` gives the messages of the request, whose body has been read.
        """
        stop = threading.Event()
        future = self._submit(work, stop)
        done = asyncio.wrap_future(future)
        leaving = asyncio.ensure_future(_left(receive))
        either: tuple[asyncio.Future[Any], ...] = (done, leaving)
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if not done.done():
                raise Stopped
            return done.result()
        finally:
            stop.set()
            future.cancel()
            leaving.cancel()
            done.add_done_callback(lambda one: one.cancelled() or one.exception())

    def _submit(self, work: Callable[[], T], stop: threading.Event) -> Future[T]:
        self.check()
        with self._lock:
            self._taken += 1
        future = self._threads.submit(self._timed, work, stop)
        future.add_done_callback(self._freed)
        return future

    def _timed(self, work: Callable[[], T], stop: threading.Event) -> T:
        start = time.monotonic()
        with stoppable(stop.is_set):
            found = work()
        self._seconds += SMOOTHING * (time.monotonic() - start - self._seconds)
        return found

    def _freed(self, _: Future[T]) -> None:
        with self._lock:
            self._taken -= 1


async def _left(receive: Receive) -> None:
    """Return once the client has left."""
    while (await receive())["type"] != "http.disconnect":
        pass


CARDS = Workers("cards", places=4, waiting=400)  # what a click draws
TABLES = Workers("tables", places=2, waiting=40)
FILES = Workers("files", places=2, waiting=8)  # what needs Chrome or much memory
