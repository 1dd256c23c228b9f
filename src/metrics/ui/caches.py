"""What the cards and lists of a dataset show: cached by plain values, as the built tables are.

A page asks for a dozen of these in each run. Streamlit's caches pickle what they keep and take
0.2 ms to find it; these hand out the one object, which is not to be changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Condition
from typing import Any, ParamSpec, TypeVar

import pandas as pd
from cachetools import LRUCache, cached

from metrics.exports import chrome
from metrics.exports.view import view
from metrics.payloads import addresses
from metrics.payloads import card as cards
from metrics.payloads import filters as filter_lines
from metrics.payloads import sources as lists
from metrics.payloads.heading import heading as cut_heading
from metrics.payloads.overview import OWN_TOPICS
from metrics.payloads.overview import overview as first_page
from metrics.payloads.place import around as places_around
from metrics.payloads.provenance import Entry
from metrics.payloads.search import results
from metrics.selection import FILTERS, Choices, Selection
from metrics.store.open import Store
from metrics.topics import catalog, document
from metrics.topics import place as places
from metrics.topics.catalog import CARDS, PAGE_TOPICS
from metrics.topics.cross_checks import CHECKS
from metrics.topics.figures import FIGURES
from metrics.topics.options import option
from metrics.topics.search import page_entries
from metrics.topics.search import search as find
from metrics.ui.menu import TITLES

P = ParamSpec("P")
R = TypeVar("R")
_CACHES: list[tuple[LRUCache[tuple[object, ...], Any], Condition]] = []


def _cached(entries: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep the results of a function; who asks for one that is being made waits for it."""

    def decorator(work: Callable[P, R]) -> Callable[P, R]:
        cache, condition = LRUCache[tuple[object, ...], Any](entries), Condition()
        _CACHES.append((cache, condition))
        return cached(cache, condition=condition)(work)

    return decorator


@_cached(8)
def store(path: str, fingerprint: str) -> Store:
    """Open built tables, once for all visitors."""
    return Store(Path(path), fingerprint)


@_cached(16)
def choices(path: str, fingerprint: str) -> Choices:
    """Return what a reader can choose from; one object for all, for it may hold many names."""
    return catalog.choices(store(path, fingerprint))


@_cached(256)
def place_options(path: str, fingerprint: str, within: str, find: str) -> bytes:
    """Return some places in a place, and whether others lie in them, as UTF-8 JSON."""
    return filter_lines.place_options(store(path, fingerprint), within, find)


@_cached(16)
def about(path: str, fingerprint: str) -> dict[str, str]:
    """Return what the document is, by the columns of ABOUT; {} when there is none."""
    return document.about(store(path, fingerprint))


@_cached(8)
def figures(path: str, fingerprint: str) -> pd.DataFrame:
    """Return the rows of the metric figures; not to be changed."""
    return FIGURES.rows(store(path, fingerprint), Selection())


@_cached(8)
def entries(path: str, fingerprint: str) -> Mapping[str, Entry]:
    """Return what each figure and each cross-check opens; not to be changed."""
    return addresses.of_dataset(store(path, fingerprint))


@_cached(8)
def sources(path: str, fingerprint: str, dataset: str) -> bytes:
    """Return the list of figures as UTF-8 JSON."""
    found, open_ = figures(path, fingerprint), store(path, fingerprint)
    of = document.documents(open_), document.joined_parts(open_)
    return lists.sources(found, entries(path, fingerprint), *of, dataset)


@_cached(8)
def checks(path: str, fingerprint: str, dataset: str) -> bytes:
    """Return the cross-checks as UTF-8 JSON."""
    of = store(path, fingerprint)
    rows = CHECKS.rows(of, Selection())
    return lists.checks(rows, entries(path, fingerprint), document.joined_parts(of), dataset)


@_cached(16)
def place_names(path: str, fingerprint: str) -> frozenset[str]:
    """Return the labels of all places, each of which has a page."""
    return frozenset(choices(path, fingerprint).place)


@_cached(512)
def card(
    path: str, fingerprint: str, topic: str, chosen: Selection, base: str, notice: str
) -> bytes:
    """Return the card of a topic as UTF-8 JSON.

    `base` is the dashboard's own address, `notice` what the card's files say of the data.
    """
    shown = view(store(path, fingerprint), topic, chosen, about(path, fingerprint), base, notice)
    count = everything(path, fingerprint, topic, chosen.compare, chosen.place)
    named = place_names(path, fingerprint)
    return cards.card(shown, entries(path, fingerprint), count, named)


@_cached(512)
def heading(
    path: str, fingerprint: str, topic: str, chosen: Selection, base: str, notice: str, page: str
) -> bytes:
    """Return the headline of a page, cut from the card of its first topic, as UTF-8 JSON."""
    return cut_heading(card(path, fingerprint, topic, chosen, base, notice), page)


@_cached(512)
def filter_line(
    path: str,
    fingerprint: str,
    acting: tuple[str, ...],
    chosen: Selection,
    asked: tuple[tuple[str, str], ...],
) -> bytes:
    """Return the line of the filters that act as UTF-8 JSON; `asked` is what the URL says."""
    usual = usual_measure(path, fingerprint)
    return filter_lines.filter_line(choices(path, fingerprint), acting, chosen, asked, usual)


@_cached(64)
def filters(
    path: str, fingerprint: str, topics: tuple[str, ...], compare: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the filters that change the rows of any of these topics, in the order of the page."""
    of, chosen = store(path, fingerprint), Selection(compare=compare)
    found = {
        name for topic in topics for name in CARDS[topic].chosen(of, chosen).active_filters(of)
    }
    return tuple(name for name in FILTERS if name in found)


@_cached(64)
def title(path: str, fingerprint: str) -> str:
    """Return what a dataset's numbers are from: its document, or the dataset itself."""
    return catalog.document_title(store(path, fingerprint))


@_cached(64)
def everything(
    path: str, fingerprint: str, topic: str, compare: tuple[str, ...], place: tuple[str, ...] = ()
) -> int:
    """Return how many rows a topic has without filters, for what places are compared by."""
    of, chosen = store(path, fingerprint), Selection(compare=compare, place=place)
    return len(CARDS[topic].chosen(of, chosen).rows.records(of, chosen))


@_cached(64)
def usual_measure(path: str, fingerprint: str) -> str:
    """Return the label of what places are compared by where nothing is chosen; "" for nothing."""
    found = option(store(path, fingerprint), Selection())
    return found.label if found else ""


@_cached(16)
def first_place(path: str, fingerprint: str) -> str:
    """Return the place that is shown where none is chosen; "" for none."""
    return places.first_place(store(path, fingerprint))


@_cached(256)
def around(path: str, fingerprint: str, place: str, dataset: str) -> bytes:
    """Return the places above and inside a place, as UTF-8 JSON."""
    found = places.family(store(path, fingerprint), place)
    return places_around(place, found, dataset, chrome.missing())


@_cached(512)
def search(path: str, fingerprint: str, text: str, dataset: str) -> bytes:
    """Return what a text finds in a dataset and among the pages, as UTF-8 JSON."""
    return results(find(store(path, fingerprint), text, page_entries(TITLES)), dataset)


@_cached(64)
def overview(path: str, fingerprint: str, chosen: Selection, base: str, notice: str) -> bytes:
    """Return the first page as UTF-8 JSON."""
    own = OWN_TOPICS if choices(path, fingerprint).indicators else ()
    topics = (*own, *PAGE_TOPICS)
    shown = (card(path, fingerprint, topic, chosen, base, notice) for topic in topics)
    title, note = document.headline(store(path, fingerprint), about(path, fingerprint))
    slogans = int((figures(path, fingerprint)["kind"] == "slogan").sum())
    return first_page(about(path, fingerprint), title, shown, note, slogans)


def forget(folder: Path) -> None:
    """Let go of all that is held of tables built in a folder: the files, and what was shown."""
    for cache, condition in _CACHES:
        with condition:
            for key in [one for one in cache if Path(str(one[0])).is_relative_to(folder)]:
                del cache[key]
