"""Filters and the dataset: what the reader chose, as the page's URL says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from metrics.selection import (
    ASKED,
    FILTERS,
    Choices,
    Selection,
    UnknownValue,
    known_selection,
    unknown_values,
)
from metrics.store.dataset_index import MARK, DatasetIndex, discover_datasets
from metrics.store.joined import MOST, canonical, joinable
from metrics.ui import component
from metrics.ui.markdown import escape_markdown
from metrics.ui.state import join, rename, reset_filters
from metrics.ui.streamlit_internals import correct_url, shared_by_pages

if TYPE_CHECKING:
    from metrics.ui.datasets import Dataset

NOT_JOINED = (
    "An upload is not joined with other datasets, for it is kept for you alone. Put its tables "
    "into a folder of datasets, and name that with `serve --data`, to compare it."
)


def unknown_in_address(choices: Choices) -> list[UnknownValue]:
    """Return what the page's URL asks for and the dataset does not have."""
    return unknown_values({name: st.query_params.get_all(name) for name in ASKED}, choices)


def asked_dataset() -> str | None:
    """Return the dataset that was chosen before, or that the address names; None if none is.

    Datasets that are joined go by one name, in whatever order the address has them.
    """
    chosen: str | None = st.session_state.get("dataset") or st.query_params.get("dataset")
    name = canonical(chosen, discover_datasets().datasets) if chosen else None
    if name and name != chosen:
        rename(name)
    return name


def named_in_address() -> str | None:
    """Return the dataset that the address names, joined ones by their one name."""
    named = st.query_params.get("dataset")
    return canonical(named, discover_datasets().datasets) if named else None


def compare_with_picker(name: str) -> None:
    """Ask which datasets are joined to the one shown, to be compared with it."""
    first, *others = name.split(MARK)
    known = discover_datasets().datasets
    if first not in known:
        st.caption(NOT_JOINED)
        return
    if not (names := joinable(first, known)):
        return
    st.multiselect(
        "Compare with other datasets",
        names,
        [one for one in others if one in names],
        key=f"beside {name}",
        max_selections=MOST - 1,
        on_change=join,
        args=(first, f"beside {name}"),
    )


def dataset(there: DatasetIndex) -> str:
    """Draw the choice of a dataset where there is one; return the name chosen.

    The list shows names, not titles: what it shows is what stands in the address.
    """
    names = list(there.datasets)
    if len(names) < 2:
        return there.name(None)
    with shared_by_pages(), st.sidebar:
        chosen = st.selectbox(
            "Dataset",
            names,
            key="dataset",
            on_change=reset_filters,
            bind="query-params",
            persist_state="session",
        )
    if MARK in chosen and st.query_params.get("dataset") != chosen:
        correct_url("dataset", chosen)
    return there.name(chosen)


def title_of(dataset: Dataset) -> None:
    """Say in the sidebar what the dataset is: the list above it shows short names."""
    with st.sidebar:
        st.caption(escape_markdown(dataset.title))


def line(dataset: Dataset, topics: Sequence[str]) -> Selection:
    """Show the filters that act on any of these topics in one line; return what the URL chooses.

    A filter that is not shown keeps its part of the URL: the page then says that it cannot follow
    it. Values that the dataset does not have are left out, and named elsewhere.
    """
    asked = {name: st.query_params.get_all(name) for name in FILTERS}
    selection, content = chosen(dataset, topics, asked)
    if content:
        component.show("filters", content)
    return selection


def chosen(
    dataset: Dataset, topics: Sequence[str], asked: Mapping[str, Sequence[str]]
) -> tuple[Selection, bytes]:
    """Return what a URL chooses that asks for this, and the line of filters that act as JSON.

    The line is b"" where none acts that has values.
    """
    selection = known_selection(asked, dataset.choices, dataset.name)
    acting = dataset.filters(topics, selection.compare)
    shown = any(dataset.choices.of(name) for name in acting)
    return selection, dataset.filter_line(acting, selection, _pairs(asked)) if shown else b""


def _pairs(asked: Mapping[str, Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, values in asked.items() for value in values)
