"""The frame of every page: its headline, its dataset, and what is shown when something is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metrics.errors import MetricsError
from metrics.payloads.search import box
from metrics.selection import Selection
from metrics.ui import component, datasets, filters, notices, uploads
from metrics.ui.markdown import escape_markdown
from metrics.ui.menu import HOME, TITLES

LOGO = Path(__file__).parent / "logo.svg"
TAGLINE = "Every number leads to where it is printed."


@dataclass(frozen=True)
class Page:
    """A page that is being drawn: its title, its dataset, and where its headline stands."""

    title: str
    dataset: datasets.Dataset
    head: DeltaGenerator

    @property
    def everything(self) -> Selection:
        """The dataset without filters."""
        return Selection(self.dataset.name)

    def show_cards(self, *topics: str) -> None:
        """Show the finding of the first topic as the headline, the filters that act, and cards."""
        topics = self.dataset.topics_shown(topics)
        selection = self.show_filters(*topics)
        with self.head:
            component.show("heading", self.dataset.heading(topics[0], selection, self.title))
        self.show_more(selection, *topics)

    def show_comparison(self, first: str, *more: str) -> None:
        """Show the cards that compare places; the first alone where there is nothing to compare."""
        self.show_cards(first, *(more if self.dataset.choices.compare else ()))

    def show_filters(self, *topics: str) -> Selection:
        """Show the filters that act on any of these topics; return what the reader chose."""
        return filters.line(self.dataset, topics)

    def show_more(self, selection: Selection, *topics: str) -> None:
        """Show the cards of topics, one below the other."""
        for topic in topics:
            component.show(topic, self.dataset.card(topic, selection))


@contextmanager
def framed(name: str, headline: bool = True) -> Iterator[Page]:
    """Set up the page `name`, open its dataset, and show an error in place of what fails.

    Without `headline` the page shows a finding as its headline itself.
    """
    st.set_page_config(page_title=f"{TITLES[name]} · village-metrics", layout="wide")
    _brand()
    head = st.container(gap=None)
    with notices.errors_shown():
        try:
            page = Page(TITLES[name], _dataset(), head)
            if headline:
                _headline(head, name, page.dataset.title)
            yield page
        except MetricsError:
            _headline(head, name)
            raise


def _dataset() -> datasets.Dataset:
    """Return the dataset chosen; say what of it, and of the page's URL, is not as asked for."""
    notices.unknown_page(str(st.context.url or ""), TITLES, TITLES[HOME])
    visitor = uploads.visitor()
    index = uploads.available_datasets(visitor, filters.asked_dataset())
    notices.show_skipped(index, filters.named_in_address())
    name = filters.dataset(index)
    dataset = datasets.open_dataset(name, index, uploads.uploads_of(visitor))
    filters.title_of(dataset)
    with st.sidebar:
        component.show("search", box(dataset.name))
    notices.older_tables(dataset.problems)
    notices.newer_edition(dataset.newer)
    notices.another_version(st.query_params.get("version"), dataset.built.version)
    notices.not_in_dataset(filters.unknown_in_address(dataset.choices))
    return dataset


def _headline(head: DeltaGenerator, name: str, about: str = "") -> None:
    """Show a page's name as its headline, and above it what its numbers are from."""
    with head:
        if about:
            st.caption(escape_markdown(about))
        st.title(TITLES[name], anchor=False)


def _brand() -> None:
    """Show the product's name, which leads home, and what the product does in a sentence."""
    st.logo(LOGO, size="large")
    with st.sidebar.container(key="tagline"):
        st.caption(TAGLINE)
    component.show_frame()
