"""How many generated cases a run looks at, and which: few in every run, as many as a deep one asks.

VILLAGE_METRICS_EXAMPLES sets how many of each kind, VILLAGE_METRICS_SEED draws others. A case is
the same in every run of one seed, so that a red run can be repeated.
"""

from __future__ import annotations

import os

ASKED = os.environ.get("VILLAGE_METRICS_EXAMPLES")
SEED = int(os.environ.get("VILLAGE_METRICS_SEED", "0"))


def examples(usual: int) -> int:
    """Return how many cases of a kind are looked at: so many, unless others are asked for."""
    return int(ASKED) if ASKED else usual


def blocks(usual: int) -> int:
    """Return in how many tests they are, so that several processes can share many."""
    return usual if examples(0) < 100 else 40


def seeds(block: int, of: int, count: int) -> range:
    """Return the seeds of the cases of one of several blocks, which together make so many cases."""
    return range(SEED * 1_000_000 + block, SEED * 1_000_000 + count, of)
