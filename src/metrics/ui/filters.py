"""The sidebar's filters: what the reader chose, kept across pages and in the address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from metrics.selection import Choices, Selection, Unknown, unknown
from metrics.store.shelf import Shelf
from metrics.ui.state import FILTERS, reset_filters

T = TypeVar("T", int, str)


def unknown_in_address(choices: Choices) -> list[Unknown]:
    """Return what the page's address asks for and the dataset does not have."""
    return unknown({name: st.query_params.get_all(name) for name in (*FILTERS, "figure")}, choices)


def dataset(there: Shelf) -> str:
    """Draw the choice of a dataset where there is one; return the name chosen.

    The list shows names, not titles: what it shows is what stands in the address.
    """
    names = list(there.datasets)
    if len(names) < 2:
        return there.name(None)
    with st.sidebar:
        chosen = st.selectbox(
            "Dataset",
            names,
            key="dataset",
            on_change=reset_filters,
            bind="query-params",
            persist_state="session",
        )
    return there.name(chosen)


def sidebar(name: str, choices: Choices) -> Selection:
    """Draw the filters and return what was chosen; an empty filter means everything."""
    with st.sidebar:
        years = _pills("Years", choices.years, "years")
        villages = st.multiselect(
            "Villages",
            choices.villages,
            key="villages",
            placeholder="All villages",
            bind="query-params",
            persist_state="session",
        )
        status = _pills("Status", choices.status, "status")
        st.button("Reset filters", on_click=reset_filters, width="stretch")
    return Selection(
        name,
        _ordered(years, choices.years),
        _ordered(villages, choices.villages),
        _ordered(status, choices.status),
    )


def _pills(label: str, options: Sequence[T], key: str) -> list[T]:
    return st.pills(
        label,
        options,
        selection_mode="multi",
        key=key,
        bind="query-params",
        persist_state="session",
    )


def _ordered(chosen: Sequence[T], options: Sequence[T]) -> tuple[T, ...]:
    return tuple(option for option in options if option in chosen)
