"""The frame of every page: its title, its dataset, and what is shown when something is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from metrics.selection import Selection
from metrics.topics.catalog import TOPICS
from metrics.ui import doors, filters, notices, uploads


@contextmanager
def framed(title: str) -> Iterator[tuple[doors.Dataset, Selection]]:
    """Set up a page; give its dataset and what the reader chose."""
    _contents_first()
    st.set_page_config(page_title=f"{title} · village-metrics", layout="wide")
    st.title(title, anchor=False)
    with notices.told():
        who = uploads.visitor()
        there = uploads.there(who, filters.asked_dataset())
        notices.left_out(there, filters.named_in_address())
        name = filters.dataset(there)
        dataset = doors.chosen(name, there, uploads.of(who))
        notices.older_tables(dataset.problems)
        notices.another_version(st.query_params.get("version"), dataset.built.version)
        notices.not_in_dataset(filters.unknown_in_address(dataset.choices))
        yield dataset, filters.sidebar(dataset.name, dataset.choices, dataset.below)


def _contents_first() -> None:
    """Run dashboard.py before the page: a fresh server runs a linked page of pages/ alone."""
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


def title(topic: str) -> str:
    """Return the title of a topic's page."""
    return TOPICS[topic].title
