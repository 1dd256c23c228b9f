"""The table of contents: every page under its heading, in order."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import StreamlitPage

CONTENTS = {
    "": {"overview": "Overview"},
    "Numbers": {
        "poverty_exits": "Exits from poverty",
        "paired_assistance": "Paired assistance",
        "party_members": "Party members",
        "training": "Training",
        "village_collectives": "Village collectives",
        "village_industry": "Village industry",
    },
    "Document": {
        "sources": "Sources",
        "reading_room": "Reading room",
        "checks": "Checks and coverage",
        "verify": "Verify a file",
    },
}


def contents() -> dict[str, list[StreamlitPage]]:
    """Return the pages of each heading; the first page has no address of its own."""
    return {
        heading: [
            st.Page(f"pages/{name}.py", title=title, default=name == "overview")
            for name, title in pages.items()
        ]
        for heading, pages in CONTENTS.items()
    }
