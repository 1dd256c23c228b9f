"""Work of the routes has its own few places, a bounded queue, and ends with its client."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable

import pytest
from starlette.types import Message

from metrics.exports.stop import Stopped, check_stopped
from metrics.ui.errors import Busy
from metrics.ui.workers import Workers

Receive = Callable[[], Awaitable[Message]]


def stays(seconds: float = 1000) -> Receive:
    """Return a client that leaves after some seconds."""

    async def receive() -> Message:
        await asyncio.sleep(seconds)
        return {"type": "http.disconnect"}

    return receive


def test_no_more_work_is_done_at_a_time_than_there_are_places() -> None:
    at_once, most, lock = [0], [0], threading.Lock()

    def work() -> None:
        with lock:
            at_once[0] += 1
            most[0] = max(most[0], at_once[0])
        threading.Event().wait(0.02)
        with lock:
            at_once[0] -= 1

    async def all_of_it() -> None:
        staff = Workers("test", places=2, waiting=20)
        await asyncio.gather(*(staff.run(stays(), work) for _ in range(12)))

    asyncio.run(all_of_it())
    assert most[0] == 2


def test_beyond_its_queue_it_is_busy_and_free_again_afterwards() -> None:
    go = threading.Event()

    async def all_of_it() -> list[object]:
        staff = Workers("test", places=1, waiting=2)
        running = [asyncio.ensure_future(staff.run(stays(), go.wait)) for _ in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(Busy) as refused:
            staff.check()
        assert 1 <= refused.value.seconds <= 60
        go.set()
        found: list[object] = [*await asyncio.gather(*running)]
        staff.check()
        return found

    assert asyncio.run(all_of_it()) == [True, True, True]


def test_work_that_waits_is_dropped_when_its_client_leaves() -> None:
    go, begun = threading.Event(), []

    async def all_of_it() -> None:
        staff = Workers("test", places=1, waiting=5)
        first = asyncio.ensure_future(staff.run(stays(), go.wait))
        await asyncio.sleep(0.01)
        with pytest.raises(Stopped):
            await staff.run(stays(0.01), lambda: begun.append("never"))
        assert staff._taken == 1
        go.set()
        await first

    asyncio.run(all_of_it())
    assert begun == []


def test_work_that_runs_ends_at_its_next_step_when_its_client_leaves() -> None:
    steps, ended = [], threading.Event()

    def work() -> None:
        try:
            for step in range(500):
                steps.append(step)
                threading.Event().wait(0.01)
                check_stopped()
        finally:
            ended.set()

    async def all_of_it() -> None:
        with pytest.raises(Stopped):
            await Workers("test", 1, 1).run(stays(0.05), work)

    asyncio.run(all_of_it())
    assert ended.wait(5)
    assert len(steps) < 100


def test_what_work_raises_is_raised() -> None:
    def work() -> None:
        raise ValueError

    with pytest.raises(ValueError):
        asyncio.run(Workers("test", 1, 1).run(stays(), work))
