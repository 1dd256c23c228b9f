"""The only module that writes session state."""

from __future__ import annotations

import streamlit as st

FILTERS = ("years", "villages", "status")


def reset_filters() -> None:
    """Empty every filter, in the sidebar and in the address."""
    for name in FILTERS:
        st.session_state[name] = []
