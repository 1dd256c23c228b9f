"""Which charts a report or a bundle of all holds: of topics, and of each indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, product

from metrics.selection import Selection
from metrics.store.open import Store
from metrics.topics.catalog import TOPICS
from metrics.topics.indicators import ONE_BY_ONE

MOST_INDICATORS = 20  # that a report or a bundle holds; others are chosen by name
OF_INDICATORS = ("indicator_trend",)
_SERIES = "select series from series order by nth"


def usual(store: Store) -> tuple[str, ...]:
    """Return the charts where none are chosen: of each topic, and of indicators where there are."""
    return (*TOPICS, *(OF_INDICATORS if store.cached_records(_SERIES) else ()))


def indicators(store: Store, selection: Selection) -> tuple[str, ...]:
    """Return the indicators chosen, all there are where none is, as many as a file holds."""
    every = selection.indicators or (str(row["series"]) for row in store.cached_records(_SERIES))
    return tuple(every)[:MOST_INDICATORS]


def each(
    store: Store, topics: Sequence[str], selection: Selection
) -> Iterator[tuple[str, Selection]]:
    """Yield each chart and what it is of: those that show one indicator, for one after another."""
    of = indicators(store, selection)
    for apart, some in groupby(topics, lambda topic: topic in ONE_BY_ONE):
        chosen = [replace(selection, indicators=(one,)) for one in of] if apart and of else []
        yield from ((topic, one) for one, topic in product(chosen or [selection], [*some]))


def left_out(store: Store, topics: Sequence[str], selection: Selection) -> str:
    """Say that some indicators are not in a file; "" where all are, or it holds none."""
    count = len(selection.indicators or store.cached_records(_SERIES))
    if count <= MOST_INDICATORS or not any(topic in ONE_BY_ONE for topic in topics):
        return ""
    return (
        f"Of {count:,} indicators the first {MOST_INDICATORS} are here. Choose others on the page "
        "Indicators, and make this file from there."
    )
