"""The table of contents: every page in its group, each named as its title names it."""

from __future__ import annotations

from copy import copy
from functools import cache

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from metrics.records import TOPICS
from metrics.topics.catalog import PAGE_TOPICS

HOME = "overview"
TITLES = {
    HOME: "Overview",
    **{topic.name: topic.title for topic in TOPICS if not topic.page},
    "indicators": "Indicators",
    "compare": "Compare places",
    "place": "A place",
    "sources": "Sources",
    "reading_room": "Reading room",
    "checks": "Checks and coverage",
    "verify": "Verify a file",
    "your_data": "Your data",
    "read_a_report": "Read a report",
}
GROUPS: dict[str, tuple[str, ...]] = {
    "": (HOME,),
    "Topics": PAGE_TOPICS,
    "Compare": ("indicators", "compare", "place"),
    "Evidence": ("sources", "reading_room", "checks", "verify"),
    "Your files": ("your_data", "read_a_report"),
}


def contents() -> dict[str, list[StreamlitPage]]:
    """Return the pages by the heading of their group; the first page has no path of its own.

    Each run has copies of its own, for Streamlit notes in a page that it is the one to run.
    """
    return {group: [copy(_page(name)) for name in names] for group, names in GROUPS.items()}


@cache
def _page(name: str) -> StreamlitPage:
    """Make a page once a server: looking for the files of all asks the disk a hundred times."""
    return st.Page(f"pages/{name}.py", title=TITLES[name], default=name == HOME)
