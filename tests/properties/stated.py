"""Which topics and tables the built-in datasets give: a topic may have rows in neither of them."""

from __future__ import annotations

from pathlib import Path

from metrics.store.tables import TABLES
from metrics.topics.catalog import TOPICS

DATA = Path(__file__).resolve().parents[2] / "data"


def tables_in(dataset: str) -> frozenset[str]:
    """Return the tables that a built-in dataset has a file of."""
    return frozenset(t.name for t in TABLES if (DATA / dataset / f"{t.name}.csv").is_file())


def topics_in(dataset: str) -> tuple[str, ...]:
    """Return the topics whose tables a built-in dataset gives, in the order of the pages."""
    given = tables_in(dataset)
    return tuple(name for name, topic in TOPICS.items() if given & {*topic.tables})


STATED_TOPICS = topics_in("yangbi")
