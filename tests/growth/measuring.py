"""How much more than in proportion to its size the work on an input takes, in CPU time."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from metrics.errors import MetricsError

SMALLEST, LARGEST, TIMES, REPEATS = 4_000, 1_024_000, 4, 3
MEASURED = 0.05  # seconds from which a ratio means something
MOST = 2.5  # how much more than in proportion the larger input may take: the square takes 4


@dataclass(frozen=True)
class Entry:
    """An entry point: the work on an input of so many characters, and the sizes it is tried at.

    Making the input counts too, so it must be cheap. What every input costs (`base` characters) is
    not counted.
    """

    work: Callable[[int], object]
    smallest: int = SMALLEST
    largest: int = LARGEST
    base: int = 0


def filled(one: bytes, size: int) -> bytes:
    """Return so many bytes of one thing again and again."""
    return one * (size // len(one))


def text(one: str, size: int) -> str:
    """Return so many characters of one thing again and again."""
    return one * (size // len(one))


def refused(work: Callable[[], object]) -> None:
    """Do what may be refused by an error of ours."""
    with suppress(MetricsError):
        work()


def seconds(work: Callable[[int], object], size: int, repeats: int = REPEATS) -> float:
    """Return the least CPU time of some runs, which other programs on the machine hardly change."""
    found = []
    for _ in range(repeats):
        start = time.process_time()
        work(size)
        found.append(time.process_time() - start)
    return min(found)


def growth(entry: Entry) -> float:
    """Return how much more than in proportion to its size the larger of two inputs takes.

    The sizes double until the time can be measured, once each; what the largest takes no time for
    is 1.
    """
    fixed = seconds(entry.work, entry.base, 1) if entry.base else 0.0
    size = entry.smallest
    while size * TIMES <= entry.largest:
        large = seconds(entry.work, size * TIMES, 1)
        if large - fixed >= max(MEASURED, fixed / 2):
            return _ratio(entry, size, large)
        size *= 2
    return 1.0


def _ratio(entry: Entry, size: int, large: float) -> float:
    """Return the ratio of one size, whose larger input has been run once: again if it took long."""
    fixed = seconds(entry.work, entry.base) if entry.base else 0.0
    in_proportion = TIMES * max(seconds(entry.work, size) - fixed, 0.001)
    if large - fixed > MOST * in_proportion:
        large = min(large, seconds(entry.work, size * TIMES))
    return (large - fixed) / in_proportion
