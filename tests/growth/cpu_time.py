"""The CPU time of work on one thread, whatever else the process of the tests does meanwhile."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the CPU time of work on this thread.

    Not counted are other threads, such as a server's of another test, and the garbage collection of
    all that other tests left: either takes seconds in a long run.
    """
    was_on = gc.isenabled()
    gc.disable()
    before = time.thread_time()
    try:
        work()
        return time.thread_time() - before
    finally:
        if was_on:
            gc.enable()
