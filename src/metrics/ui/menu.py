"""The table of contents: every page, in order."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from metrics.records import TOPICS

TITLES = {
    "overview": "Overview",
    **{topic.name: topic.menu or topic.title for topic in TOPICS if not topic.page},
    "compare": "Compare places",
    "your_data": "Your data",
    "sources": "Sources",
    "reading_room": "Reading room",
    "checks": "Checks and coverage",
    "verify": "Verify a file",
}


def contents() -> list[StreamlitPage]:
    """Return the pages; the first has no address of its own."""
    return [
        st.Page(f"pages/{name}.py", title=title, default=name == "overview")
        for name, title in TITLES.items()
    ]
