"""The only module that writes session state."""

from __future__ import annotations

import streamlit as st

from metrics.store.shelf import MARK

FILTERS = ("years", "villages", "status")


def reset_filters() -> None:
    """Empty every filter, in the sidebar and in the address."""
    for name in FILTERS:
        st.session_state[name] = []


def show(dataset: str) -> None:
    """Choose a dataset in the sidebar, with all of its rows."""
    reset_filters()
    st.session_state["dataset"] = dataset


def rename(dataset: str) -> None:
    """Call the dataset that an address asks for by its one name."""
    st.session_state["dataset"] = dataset


def join(first: str, key: str) -> None:
    """Choose a dataset with those joined to it that a reader picked in the widget `key`."""
    show(MARK.join([first, *st.session_state[key]]))


def choose(key: str) -> None:
    """Set the sidebar's filter that a reader chose by a mark of the card `key`; none empties it."""
    picked = st.session_state[key].get("choose") or {}
    name, value = picked.get("name"), picked.get("value")
    if name in FILTERS:
        st.session_state[name] = [] if value is None else [int(value) if name == "years" else value]
