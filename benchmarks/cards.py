"""What it costs to make a card that is not kept: query, drawing, card, in this process."""

from __future__ import annotations

import os
import tempfile
from statistics import median
from time import perf_counter

from benchmarks import ROOT
from metrics.exports.view import view
from metrics.payloads.addresses import of_dataset
from metrics.payloads.card import card
from metrics.payloads.provenance import Entry
from metrics.selection import Selection
from metrics.store import build_cache
from metrics.store.open import Store

TIMES = 30


def milliseconds(topic: str) -> float:
    """Return the median time to make the card of a topic."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VILLAGE_METRICS_CACHE"] = folder
        built = build_cache.ensure(ROOT / "data" / "yangbi")
        store = Store(built.path, built.fingerprint)
        figures = of_dataset(store)
        make(store, topic, figures)
        return median(timed(store, topic, figures) for _ in range(TIMES))


def timed(store: Store, topic: str, figures: dict[str, Entry]) -> float:
    """Return the milliseconds of one card."""
    start = perf_counter()
    make(store, topic, figures)
    return 1000 * (perf_counter() - start)


def make(store: Store, topic: str, figures: dict[str, Entry]) -> bytes:
    """Make a card as the dashboard does, without its caches."""
    return card(view(store, topic, Selection()), figures, 0)
