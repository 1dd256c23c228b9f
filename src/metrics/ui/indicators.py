"""What the page of indicators shows: the cards of the view that a reader chose."""

from __future__ import annotations

import streamlit as st

from metrics.ui.page import Page
from metrics.ui.streamlit_internals import shared_by_pages

VIEWS: dict[str, tuple[str, ...]] = {
    "Over time": ("indicator_trend",),
    "By year": ("indicator_years",),
    "Places": ("indicator_ranking", "indicator_multiples"),
    "Change": ("indicator_change",),
    "Grid": ("indicator_grid",),
    "Map": ("indicator_map",),
    "Distribution": ("indicator_distribution",),
    "Two indicators": ("indicator_relation",),
}
NONE = (
    "This dataset declares no indicators of its own. A dataset declares them in indicators.csv and "
    "gives their values in observations.csv: the data dictionary and `village-metrics new` explain "
    "both. A table of other statistics, loaded on the page Your data, becomes indicators as well. "
    "The example monitoring-prefecture has fourteen."
)


def show(page: Page) -> None:
    """Show the choice of a view, and its cards; say what to do where there are no indicators."""
    if not page.dataset.choices.indicators:
        st.title(page.title, anchor=False)
        st.info(NONE)
        return
    with shared_by_pages():
        chosen = st.segmented_control(
            "Show",
            list(VIEWS),
            default="Over time",
            key="shown",
            bind="query-params",
            label_visibility="collapsed",
        )
    page.show_cards(*VIEWS[chosen or "Over time"])
