"""The first page: what the document is, and what each page finds."""

from __future__ import annotations

import json

import streamlit as st

from metrics.selection import Selection
from metrics.topics.catalog import TOPICS
from metrics.ui.doors import Dataset


def about(dataset: Dataset) -> None:
    """Say what the document is, how it was read and how far to trust it."""
    facts = dataset.about
    if not facts:
        st.info("This dataset names no document: your data, unverified.")
        return
    st.markdown(f"**{facts['title']}**")
    st.markdown(f"{facts['how_read']}.")
    st.markdown(
        f"It prints **{facts['numbers']}** numbers. {facts['repaired']} of them are garbled and "
        f"were read by a stated rule; {facts['ambiguous']} have more than one possible reading. "
        f"Of {facts['checks']} cross-checks {facts['holding']} hold, {facts['failing']} fail; "
        "the rest cannot be checked."
    )


def findings(dataset: Dataset, selection: Selection) -> None:
    """Link each topic's page by its finding."""
    st.subheader("What it says", anchor=False)
    for name, topic in TOPICS.items():
        finding = json.loads(dataset.card(name, selection))["title"]
        with st.container(border=True):
            st.markdown(finding)
            st.page_link(f"pages/{name}.py", label=topic.title)
