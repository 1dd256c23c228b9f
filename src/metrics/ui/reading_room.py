"""The reading room: the reader's own copy of the document, for this browser session only."""

from __future__ import annotations

import streamlit as st

from metrics.payloads import reading_room
from metrics.reading.decode import Text, decode
from metrics.store.dataset_index import MARK
from metrics.ui import component
from metrics.ui.datasets import Dataset
from metrics.ui.markdown import escape_markdown

MEGABYTES = 20


def room(dataset: Dataset) -> None:
    """Ask for a copy of the document and show it with every figure in place."""
    about = dataset.about
    if MARK in dataset.name:
        st.info("Datasets are joined here. Choose one of them by itself to open its document.")
        return
    if not about:
        st.info("This dataset names no document, so there is none to open.")
        return
    title = escape_markdown(about["title"])
    st.markdown(
        f"Open your own copy of **{title}** to see each number where it is printed. "
        "The copy is read in this server's memory for this browser session and is kept nowhere."
    )
    text = _copy()
    if text is None:
        st.info("Nothing is opened yet: choose a file or paste the text.")
        return
    reading = reading_room.match_figures(text.text, dataset.figures, about)
    component.show("reading", reading_room.to_json(reading, text.encoding, dataset.entries))


def _copy() -> Text | None:
    """Return what the reader opened, a file before a pasted text; None when there is neither."""
    file = st.file_uploader(
        f"A text file, at most {MEGABYTES} MB", key="reading_file", max_upload_size=MEGABYTES
    )
    pasted = st.text_area("Or paste the text", key="reading_text", persist_state="session")
    if file is not None:
        return decode(file.getvalue())
    return Text(pasted, "pasted text") if pasted else None
