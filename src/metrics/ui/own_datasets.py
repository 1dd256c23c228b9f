"""What a visitor has loaded: to choose, to save as a package, to remove."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from metrics.intake.pack import zipped
from metrics.selection import FIRST
from metrics.ui import uploads
from metrics.ui.markdown import escape_markdown
from metrics.ui.state import show


def listed(who: str, mine: Mapping[str, uploads.Upload], shown: str) -> None:
    """List what was loaded: to show, to save, to remove."""
    if not mine:
        return
    st.subheader("Your datasets", anchor=False)
    st.caption("They go when you remove them, and when the server is started anew.")
    for name, one in mine.items():
        said, first, second, third = st.columns([4, 2, 3, 2], vertical_alignment="center")
        said.markdown(f"**{escape_markdown(one.title)}** ({escape_markdown(name)})")
        if name == shown:
            first.page_link("pages/overview.py", label="See it")
        else:
            first.button("Choose it", key=f"show {name}", on_click=show, args=(name,))
        second.download_button(
            "Save as a package",
            partial(zipped, one.folder),
            f"{name}.zip",
            "application/zip",
            key=f"save {name}",
            on_click="ignore",
        )
        third.button("Remove", key=f"drop {name}", on_click=_drop, args=(who, name))


def _drop(who: str, name: str) -> None:
    """Remove an upload; the first dataset is shown in its place."""
    uploads.drop(who, name)
    show(FIRST)
