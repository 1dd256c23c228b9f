"""The charts that each framework shows: ours, made without our front end, each kept once made."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from benchmarks import ROOT
from benchmarks.pages import BY_TOPIC
from metrics.exports.view import view
from metrics.selection import known_selection
from metrics.store import build_cache
from metrics.store.open import Store
from metrics.topics import catalog

CONFIG: Any = {"displayModeBar": False, "displaylogo": False, "doubleClick": False}
WIDTH = 820  # of our chart in the same window


@cache
def store(dataset: str) -> Store:
    """Open the built tables of a built-in dataset."""
    built = build_cache.ensure(ROOT / "data" / dataset)
    return Store(built.path, built.fingerprint)


def title(topic: str) -> str:
    """Return the title of a page."""
    return catalog.CARDS[BY_TOPIC[topic].shown].title


def drawing(topic: str, chosen: Iterable[str]) -> Any:
    """Return the Plotly figure of a page with the options chosen, as our card draws it."""
    return _drawing(topic, frozenset(chosen))


@cache
def _drawing(topic: str, chosen: frozenset[str]) -> Any:
    page = BY_TOPIC[topic]
    of = store(page.dataset)
    asked = {name: [one for one in all_ if one in chosen] for name, all_ in page.filters.items()}
    selection = known_selection(asked, catalog.choices(of), page.dataset)
    return view(of, page.shown, selection).drawing.figure


def figure(topic: str, chosen: Iterable[str]) -> dict[str, Any]:
    """Return that figure as plain values."""
    return _figure(topic, frozenset(chosen))


@cache
def _figure(topic: str, chosen: frozenset[str]) -> dict[str, Any]:
    found: dict[str, Any] = drawing(topic, chosen).to_plotly_json()
    return found
