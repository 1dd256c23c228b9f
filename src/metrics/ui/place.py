"""What the page of a place shows: its numbers, the places around it, the places most like it."""

from __future__ import annotations

import streamlit as st

from metrics.selection import PLACE, Selection
from metrics.ui import component
from metrics.ui.page import Page

NONE = "This dataset lists no place. A dataset lists its places in places.csv."


def show(page: Page) -> None:
    """Show the place that the URL names, or the first; say so where there is none."""
    dataset = page.dataset
    asked = st.query_params.get(PLACE, "")
    place = asked if dataset.choices.has(PLACE, asked) else dataset.first_place
    if not place:
        st.title(page.title, anchor=False)
        st.info(NONE)
        return
    selection = Selection(dataset.name, place=(place,))
    with page.head:
        component.show("heading", dataset.heading("place_numbers", selection, page.title))
    component.show("around", dataset.around(place))
    similar = dataset.has_rows("place_similar", selection)
    page.show_more(selection, "place_numbers", *(["place_similar"] if similar else []))
