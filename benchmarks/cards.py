"""What it costs to make a card that is not kept: query, drawing, card, in this process.

`python -m benchmarks.cards [--province]` prints a table: CPU milliseconds of each topic's card by
dataset, the least of several. CPU time, so that a busy machine counts little.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from benchmarks import ROOT
from benchmarks.pages import ComparedPage
from metrics.exports.view import view
from metrics.payloads.addresses import of_dataset
from metrics.payloads.card import card
from metrics.payloads.provenance import Entry
from metrics.selection import Selection
from metrics.store import build_cache
from metrics.store.open import Store
from metrics.topics import document
from metrics.topics.catalog import CARDS

TIMES, CPU_TIMES = 30, 15
DATASETS = ("yangbi", "fictional-county")


def milliseconds(page: ComparedPage) -> float:
    """Return the median time to make the card of a page."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VILLAGE_METRICS_CACHE"] = folder
        built = build_cache.ensure(ROOT / "data" / page.dataset)
        store = Store(built.path, built.fingerprint)
        figures = of_dataset(store)
        make(store, page.shown, figures)
        return median(timed(store, page.shown, figures) for _ in range(TIMES))


def timed(store: Store, topic: str, figures: dict[str, Entry]) -> float:
    """Return the milliseconds of one card."""
    start = perf_counter()
    make(store, topic, figures)
    return 1000 * (perf_counter() - start)


def make(
    store: Store,
    topic: str,
    figures: Mapping[str, Entry],
    about: Mapping[str, str] | None = None,
) -> bytes:
    """Make a card as the dashboard does, without its caches."""
    return card(view(store, topic, Selection(), about), figures, 0)


def _cpu(store: Store) -> Iterator[tuple[str, float]]:
    """Yield each topic with the least CPU milliseconds of its card."""
    figures, about = of_dataset(store), document.about(store)
    for topic in CARDS:
        found = []
        for _ in range(CPU_TIMES):
            start = process_time()
            make(store, topic, figures, about)
            found.append(1000 * (process_time() - start))
        yield topic, min(found)


def lines(province: bool) -> Iterator[str]:
    """Yield a table of topics by datasets: CPU milliseconds of a card made for the first time."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VILLAGE_METRICS_CACHE"] = str(Path(folder, "cache"))
        places = {name: ROOT / "data" / name for name in DATASETS}
        if province:
            from benchmarks.province import write

            write(Path(folder, "province"))
            places["province"] = Path(folder, "province")
        built = {name: build_cache.ensure(place) for name, place in places.items()}
        found = {n: dict(_cpu(Store(one.path, one.fingerprint))) for n, one in built.items()}
    yield f"| a card made for the first time, CPU ms | {' | '.join(found)} |"
    yield f"|---|{'--:|' * len(found)}"
    for topic in CARDS:
        yield f"| {topic} | {' | '.join(f'{of[topic]:.1f}' for of in found.values())} |"


if __name__ == "__main__":
    for line in lines("--province" in sys.argv[1:]):
        print(line)
