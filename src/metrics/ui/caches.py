"""What the cards and lists of a dataset show: cached by plain values, as the built tables are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import streamlit as st

from metrics.contents import addresses
from metrics.contents import card as cards
from metrics.contents import sources as lists
from metrics.contents.heading import heading as cut_heading
from metrics.contents.overview import overview as first_page
from metrics.contents.workings import Entry
from metrics.exports.view import view
from metrics.selection import FILTERS, Choices, Selection
from metrics.store.open import Store
from metrics.topics import catalog, document
from metrics.topics.catalog import CARDS, LEADING
from metrics.topics.cross_checks import CHECKS
from metrics.topics.figures import FIGURES
from metrics.topics.options import option


@st.cache_resource(max_entries=8, show_spinner=False)
def store(path: str, fingerprint: str) -> Store:
    """Open built tables, once for all visitors."""
    return Store(Path(path), fingerprint)


@st.cache_resource(max_entries=16, show_spinner=False)
def choices(path: str, fingerprint: str) -> Choices:
    """Return what a reader can choose from; one object for all, for it may hold many names."""
    return catalog.choices(store(path, fingerprint))


@st.cache_data(max_entries=256, show_spinner=False)
def below(path: str, fingerprint: str, place: str, find: str) -> list[tuple[str, bool]]:
    """Return some places in a place, and whether others lie in them."""
    found = catalog.below(store(path, fingerprint), place, find)
    return [(str(row.label), bool(row.parted)) for row in found.itertuples()]


@st.cache_data(max_entries=16, show_spinner=False)
def about(path: str, fingerprint: str) -> dict[str, str]:
    """Return what the document is, by the columns of ABOUT; {} when there is none."""
    return document.about(store(path, fingerprint))


@st.cache_resource(max_entries=8, show_spinner=False)
def figures(path: str, fingerprint: str) -> pd.DataFrame:
    """Return the rows of the metric figures; not to be changed."""
    return FIGURES.rows(store(path, fingerprint), Selection())


@st.cache_resource(max_entries=8, show_spinner=False)
def entries(path: str, fingerprint: str) -> Mapping[str, Entry]:
    """Return what each figure and each cross-check opens; not to be changed."""
    return addresses.of_dataset(store(path, fingerprint))


@st.cache_data(max_entries=8, show_spinner=False)
def sources(path: str, fingerprint: str, dataset: str) -> bytes:
    """Return the list of figures as UTF-8 JSON."""
    found, open_ = figures(path, fingerprint), store(path, fingerprint)
    of = document.documents(open_), document.joined_parts(open_)
    return lists.sources(found, entries(path, fingerprint), *of, dataset)


@st.cache_data(max_entries=8, show_spinner=False)
def checks(path: str, fingerprint: str, dataset: str) -> bytes:
    """Return the cross-checks as UTF-8 JSON."""
    of = store(path, fingerprint)
    rows = CHECKS.rows(of, Selection())
    return lists.checks(rows, entries(path, fingerprint), document.joined_parts(of), dataset)


@st.cache_data(max_entries=512, show_spinner=False)
def card(path: str, fingerprint: str, topic: str, chosen: Selection, base: str) -> bytes:
    """Return the card of a topic as UTF-8 JSON; `base` is the dashboard's own address."""
    shown = view(store(path, fingerprint), topic, chosen, about(path, fingerprint), base)
    count = everything(path, fingerprint, topic, chosen.compare)
    return cards.card(shown, entries(path, fingerprint), count)


@st.cache_data(max_entries=512, show_spinner=False)
def heading(
    path: str, fingerprint: str, topic: str, chosen: Selection, base: str, page: str, on: int | None
) -> bytes:
    """Return the headline of a page, cut from the card of its first topic, as UTF-8 JSON."""
    return cut_heading(card(path, fingerprint, topic, chosen, base), page, on)


@st.cache_data(max_entries=64, show_spinner=False)
def filters(
    path: str, fingerprint: str, topics: tuple[str, ...], compare: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the filters that change the rows of any of these topics, in the order of the page."""
    of, chosen = store(path, fingerprint), Selection(compare=compare)
    found = {name for topic in topics for name in CARDS[topic].chosen(of, chosen).follows(of)}
    return tuple(name for name in FILTERS if name in found)


@st.cache_data(max_entries=64, show_spinner=False)
def title(path: str, fingerprint: str) -> str:
    """Return what a dataset's numbers are from: its document, or the dataset itself."""
    return catalog.document_title(store(path, fingerprint))


@st.cache_data(max_entries=64, show_spinner=False)
def everything(path: str, fingerprint: str, topic: str, compare: tuple[str, ...]) -> int:
    """Return how many rows a topic has without filters, for what places are compared by."""
    of, chosen = store(path, fingerprint), Selection(compare=compare)
    return len(CARDS[topic].chosen(of, chosen).rows.rows(of, chosen))


@st.cache_data(max_entries=64, show_spinner=False)
def usual_measure(path: str, fingerprint: str) -> str:
    """Return the label of what places are compared by where nothing is chosen; "" for nothing."""
    found = option(store(path, fingerprint), ())
    return found.label if found else ""


@st.cache_data(max_entries=64, show_spinner=False)
def overview(path: str, fingerprint: str, chosen: Selection, base: str) -> bytes:
    """Return the first page as UTF-8 JSON."""
    shown = (card(path, fingerprint, topic, chosen, base) for topic in LEADING)
    title, note = document.headline(store(path, fingerprint), about(path, fingerprint))
    slogans = int((figures(path, fingerprint)["kind"] == "slogan").sum())
    return first_page(about(path, fingerprint), title, shown, note, slogans)


def forget(path: str, fingerprint: str) -> None:
    """Let go of all that is held of built tables: the open file, and what was shown of it."""
    for one in (store, choices, about, figures, entries, sources, checks, title, usual_measure):
        one.clear(path, fingerprint)
    for shown in (below, card, everything, overview, heading, filters):
        shown.clear()  # their keys hold more than the tables
