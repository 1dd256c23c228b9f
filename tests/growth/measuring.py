"""How much more than in proportion to its size the work on an input takes, in CPU time."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from metrics.errors import MetricsError

SMALLEST, LARGEST, TIMES, REPEATS = 4_000, 1_024_000, 4, 3
ENOUGH = 0.1  # seconds of work after which a first look does not repeat it
MEASURED = 0.05  # seconds from which a ratio means something
MOST = 2.5  # how much more than in proportion the larger input may take: the square takes 4


@dataclass(frozen=True)
class Entry:
    """An entry point: the work on an input of so many characters, and the sizes it is tried at.

    Making the input counts too, so it must be cheap. What every input costs (`base` characters) is
    not counted; `same` names entry points of which every input costs the same.
    """

    work: Callable[[int], object]
    smallest: int = SMALLEST
    largest: int = LARGEST
    base: int = 0
    same: str = ""


_known: dict[str, float] = {}  # what every input costs, by the name of those that cost the same


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


def seconds(work: Callable[[int], object], size: int, enough: float = float("inf")) -> float:
    """Return the least CPU time of some runs, which other programs on the machine hardly change.

    There are REPEATS of them, fewer where these have taken `enough` seconds.
    """
    found: list[float] = []
    while len(found) < REPEATS and sum(found) <= enough:
        start = time.process_time()
        work(size)
        found.append(time.process_time() - start)
    return min(found)


def is_in_proportion(entry: Entry) -> bool:
    """Say whether the time grows with the size only, at a first look or at a closer one.

    A busy machine can spoil a measurement, hardly four of them.
    """
    looks = (ENOUGH, *[float("inf")] * 3)
    return any(growth(entry, enough) <= MOST for enough in looks)


def growth(entry: Entry, enough: float = float("inf")) -> float:
    """Return how much more than in proportion to its size the larger of two inputs takes.

    The sizes grow until the time can be measured; what the largest takes no time for is 1.
    """
    fixed = _cost_of_any(entry, enough)
    size = entry.smallest
    while size * TIMES <= entry.largest:
        large = seconds(entry.work, size * TIMES, 0.0)
        if large - fixed >= max(MEASURED, fixed / 2):
            return _ratio(entry, size, large, fixed, enough)
        size *= TIMES
    return 1.0


def _cost_of_any(entry: Entry, enough: float) -> float:
    """Return what every input costs, from work that was done once before: imports are none of it.

    A first look takes it over from an entry point that costs the same.
    """
    if enough == ENOUGH and entry.same in _known:
        return _known[entry.same]
    entry.work(entry.base or entry.smallest)
    found = seconds(entry.work, entry.base, enough) if entry.base else 0.0
    if entry.same:
        _known[entry.same] = found
    return found


def _ratio(entry: Entry, size: int, large: float, fixed: float, enough: float) -> float:
    """Return the ratio of one size, whose larger input has been run once: again if it took long."""
    in_proportion = TIMES * max(seconds(entry.work, size, enough) - fixed, 0.001)
    if large - fixed > MOST * in_proportion:
        large = min(large, seconds(entry.work, size * TIMES, enough))
    return (large - fixed) / in_proportion
