"""What a visitor has loaded: to choose, to save as a package, to remove."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from metrics.intake.write_package import zipped
from metrics.selection import DEFAULT_DATASET
from metrics.ui import uploads
from metrics.ui.markdown import escape_markdown
from metrics.ui.state import just_loaded, show, told_once

# The page of a table's first chart.
PAGES = {
    "poverty_exits": "poverty_exits",
    "work_teams": "party_members",
    "village_industry": "village_industry",
    "village_collectives": "village_collectives",
    "paired_assistance": "paired_assistance",
    "assistance_given": "paired_assistance",
    "training": "training",
    "observations": "indicators",
}
KEPT = (
    f"At most {uploads.DATASETS} datasets of {uploads.MEGABYTES_KEPT} MB in all are kept for you. "
    "They go when you remove them, and when the server is stopped."
)


def loaded(mine: Mapping[str, uploads.Upload]) -> None:
    """Say on top of the page what was just loaded, with a way to its first chart."""
    if message := told_once():
        st.error(message)
    name, said = just_loaded()
    one = mine.get(name)
    if one is None:
        return
    st.success(f"**{escape_markdown(one.title)} is loaded:** {said}.")
    page = next((PAGES[table] for table in PAGES if one.rows.get(table)), "overview")
    st.page_link(f"pages/{page}.py", label="See its first chart", icon=":material/bar_chart:")


def listed(visitor_id: str, mine: Mapping[str, uploads.Upload], shown: str) -> None:
    """List what was loaded: to show, to save, to remove."""
    if not mine:
        return
    st.subheader("Your datasets", anchor=False)
    st.caption(KEPT)
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
        third.button("Remove", key=f"drop {name}", on_click=_drop, args=(visitor_id, name))


def _drop(visitor_id: str, name: str) -> None:
    """Remove an upload; the first dataset is shown in its place."""
    uploads.drop(visitor_id, name)
    show(DEFAULT_DATASET)
