"""How far long work is on a terminal, and how long it may still take."""

from __future__ import annotations

import time

from metrics.cli import terminal

KNOWN_AFTER = 10  # seconds of work from which on a time is told
LEAST = 0.05  # share of the work


class Progress:
    """Says each step over the one before, with the time left as the time until then tells it."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    def __call__(self, says: str, share: float) -> None:
        """Say what is done next, when a share of the work is done."""
        terminal.step(f"{share:4.0%} {says}{left(time.monotonic() - self._start, share)}")


def left(seconds: float, share: float) -> str:
    """Return the time left of work of which a share took some seconds, in words; "" early on."""
    if seconds < KNOWN_AFTER or share < LEAST:
        return ""
    rest = seconds * (1 - share) / share
    return f" (about {rest / 60:.0f} min left)" if rest >= 90 else f" (about {rest:.0f} s left)"
