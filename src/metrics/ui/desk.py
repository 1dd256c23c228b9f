"""The desk where the numbers of a report are read and confirmed."""

from __future__ import annotations

import streamlit as st

from metrics.contents import desk
from metrics.ui import component, uploads

INTRO = (
    "Open a report in prose: every number in it is found and shown with what it may mean and what "
    "speaks for it. You confirm each, and make a dataset of them. The report is seen by you alone; "
    "nothing of its text goes into the dataset but the numbers."
)


def shown() -> None:
    """Show the desk; it asks the server for everything else by itself."""
    st.markdown(INTRO)
    datasets = [(name, name) for name in uploads.there(uploads.visitor()).datasets]
    component.show("desk", desk.shown(datasets))
