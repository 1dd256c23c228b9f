"""What the cards and lists of a dataset show: cached by plain values, as the built tables are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import streamlit as st

from metrics.exports import addresses
from metrics.exports import card as cards
from metrics.exports import sources as lists
from metrics.exports.overview import overview as first_page
from metrics.exports.workings import Entry
from metrics.selection import Choices, Selection
from metrics.store.open import Store
from metrics.topics import catalog, document
from metrics.topics.catalog import CARDS, TOPICS
from metrics.topics.cross_checks import CHECKS
from metrics.topics.figures import FIGURES


@st.cache_resource(max_entries=8, show_spinner=False)
def store(path: str, fingerprint: str) -> Store:
    """Open built tables, once for all visitors."""
    return Store(Path(path), fingerprint)


@st.cache_data(max_entries=16, show_spinner=False)
def choices(path: str, fingerprint: str) -> Choices:
    """Return what a reader can choose from."""
    return catalog.choices(store(path, fingerprint))


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
def sources(path: str, fingerprint: str) -> bytes:
    """Return the list of figures as UTF-8 JSON."""
    found = figures(path, fingerprint), entries(path, fingerprint), about(path, fingerprint)
    return lists.sources(*found)


@st.cache_data(max_entries=8, show_spinner=False)
def checks(path: str, fingerprint: str) -> bytes:
    """Return the cross-checks as UTF-8 JSON."""
    rows = CHECKS.rows(store(path, fingerprint), Selection())
    return lists.checks(rows, entries(path, fingerprint))


@st.cache_data(max_entries=512, show_spinner=False)
def card(
    path: str,
    fingerprint: str,
    dataset: str,
    topic: str,
    years: tuple[int, ...],
    villages: tuple[str, ...],
    status: tuple[str, ...],
) -> bytes:
    """Return the card of a topic as UTF-8 JSON."""
    tables, shown = store(path, fingerprint), CARDS[topic]
    selection = Selection(dataset, years, villages, status)
    frames = {
        "rows": shown.rows.rows(tables, selection),
        "derived": shown.derived.rows(tables, selection),
    }
    named = catalog.document_title(tables), fingerprint, entries(path, fingerprint)
    return cards.card(shown, selection, frames, *named)


@st.cache_data(max_entries=64, show_spinner=False)
def overview(
    path: str,
    fingerprint: str,
    dataset: str,
    years: tuple[int, ...],
    villages: tuple[str, ...],
    status: tuple[str, ...],
) -> bytes:
    """Return the first page as UTF-8 JSON."""
    shown = (card(path, fingerprint, dataset, topic, years, villages, status) for topic in TOPICS)
    return first_page(about(path, fingerprint), shown)
