"""What the server does beside its visitors: warms up, gives back the memory of those who left."""

from __future__ import annotations

import asyncio
import ctypes
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from streamlit.runtime import get_instance

from metrics.ui.warm_up import warm_up

SECONDS = 20  # from one look to the next


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """Keep up the server for as long as it runs."""
    tasks = [asyncio.create_task(asyncio.to_thread(_warm_up)), asyncio.create_task(_keep_up())]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()


def _warm_up() -> None:
    """Warm up; what is there then stays, so Python need not look through it for garbage again.

    With 200 visitors such a look at everything stops all of them for a third of a second.
    """
    warm_up()
    gc.collect()
    gc.freeze()


async def _keep_up() -> None:
    before = 0
    while True:
        await asyncio.sleep(SECONDS)
        left = forget_sessions()
        if left < before:
            await asyncio.to_thread(give_back)
        before = left


def forget_sessions() -> int:
    """Drop sessions whose time to come back is over; return how many are left.

    Streamlit keeps a session that has left for `server.disconnectedSessionTTL` seconds, but looks
    at that only when the next one leaves.
    """
    manager: Any = get_instance()._session_mgr
    manager._session_storage._cache.expire()
    return len(manager.list_sessions())


def give_back() -> None:
    """Collect what nobody holds, and hand free memory back to the system, where that is known."""
    gc.collect()
    with suppress(OSError, AttributeError):  # a C library other than glibc
        ctypes.CDLL(None).malloc_trim(0)
