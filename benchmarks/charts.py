"""The charts that each framework shows: ours, made without our front end, each kept once made."""

from __future__ import annotations

from functools import cache
from typing import Any

from benchmarks import ROOT
from metrics.charts.catalog import CHARTS
from metrics.selection import Choices, Selection
from metrics.store import build_cache
from metrics.store.open import Store
from metrics.topics import catalog

CONFIG: Any = {"displayModeBar": False, "displaylogo": False, "doubleClick": False}
WIDTH = 820  # of our chart in the same window


@cache
def store() -> Store:
    """Open the built tables of the built-in dataset."""
    built = build_cache.ensure(ROOT / "data" / "yangbi")
    return Store(built.path, built.fingerprint)


def offered() -> Choices:
    """Return what can be chosen."""
    return catalog.choices(store())


@cache
def drawing(topic: str, years: tuple[int, ...], status: tuple[str, ...]) -> Any:
    """Return the Plotly figure of a topic with the filters named, as our card draws it."""
    selection, shown = Selection(years=years, status=status), catalog.TOPICS[topic]
    rows, derived = (metric.rows(store(), selection) for metric in (shown.rows, shown.derived))
    return CHARTS[topic](rows, derived, catalog.document_title(store())).figure


@cache
def figure(topic: str, years: tuple[int, ...], status: tuple[str, ...]) -> dict[str, Any]:
    """Return that figure as plain values."""
    found: dict[str, Any] = drawing(topic, years, status).to_plotly_json()
    return found
