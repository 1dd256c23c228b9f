"""How often one visitor may ask for what costs the server much: a bucket of tokens each."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from metrics.ui.errors import TooOften

BURST = 60  # files at once
PER_SECOND = 1.0  # and so many more each second
MOST_VISITORS = 10_000  # buckets kept; the one used longest ago goes first


class Buckets:
    """A bucket of tokens for each visitor, which fills up again with time."""

    def __init__(self, burst: int, per_second: float, clock: Callable[[], float]) -> None:
        self.burst, self.per_second, self._clock = burst, per_second, clock
        self._lock = threading.Lock()
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, visitor: str) -> None:
        """Take a token of a visitor's; raise TooOften when there is none."""
        now = self._clock()
        with self._lock:
            tokens, before = self._held.pop(visitor, (float(self.burst), now))
            tokens = min(self.burst, tokens + (now - before) * self.per_second)
            self._held[visitor] = (tokens - 1 if tokens >= 1 else tokens, now)
            while len(self._held) > MOST_VISITORS:
                self._held.popitem(last=False)
        if tokens < 1:
            raise TooOften(max(1, math.ceil((1 - tokens) / self.per_second)))

    def __len__(self) -> int:
        """Return how many visitors have a bucket."""
        return len(self._held)


FILES = Buckets(BURST, PER_SECOND, time.monotonic)
