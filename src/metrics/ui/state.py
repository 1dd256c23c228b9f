"""The only module that writes session state, and the filters in the page's URL."""

from __future__ import annotations

import streamlit as st

from metrics.selection import FILTERS
from metrics.store.dataset_index import MARK


def reset_filters() -> None:
    """Take every filter out of the page's URL, where they live."""
    for name in FILTERS:
        if name in st.query_params:
            del st.query_params[name]


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


def uploader_key() -> str:
    """Return the key of the choice of files: a new one, and so an empty one, after each load."""
    return f"own_files_{st.session_state.get('own_round', 0)}"


def show_loaded(dataset: str, message: str) -> None:
    """Choose a dataset that was just loaded, say so, and empty the choice of files."""
    show(dataset)
    st.session_state["own_loaded"] = (dataset, message)
    st.session_state["own_round"] = st.session_state.get("own_round", 0) + 1
    st.session_state["own_changes"] = {}


def just_loaded() -> tuple[str, str]:
    """Return the dataset that this session loaded last, and what was said of it; or ("", "")."""
    found: tuple[str, str] = st.session_state.get("own_loaded", ("", ""))
    return found


def tell(message: str) -> None:
    """Say something once, when the page is shown next."""
    st.session_state["own_message"] = message


def told_once() -> str:
    """Return what is to be said once; "" when it has been said."""
    message: str = st.session_state.pop("own_message", "")
    return message


def changes(sheet: str) -> dict[tuple[int, int], str]:
    """Return the cells of a sheet that the reader has mended: by row and column, to a text."""
    found: dict[tuple[int, int], str] = st.session_state.get("own_changes", {}).get(sheet, {})
    return found


def mend(sheet: str, editor: str, column: str, cells: list[tuple[int, int]]) -> None:
    """Take what was written into a column of an editor for cells of a sheet; check anew."""
    edited = st.session_state[editor]["edited_rows"]
    texts = {int(at): str(row[column] or "") for at, row in edited.items() if column in row}
    before = st.session_state.get("own_changes", {})
    mended = {**before.get(sheet, {}), **{cells[at]: text for at, text in texts.items()}}
    st.session_state["own_changes"] = {**before, sheet: mended}
    st.session_state["own_recheck"] = bool(texts)


def undo_changes(sheet: str) -> None:
    """Give a sheet its cells back."""
    before = st.session_state.get("own_changes", {})
    st.session_state["own_changes"] = {name: one for name, one in before.items() if name != sheet}


def is_check_asked() -> bool:
    """Say once whether mended cells are to be checked."""
    return bool(st.session_state.pop("own_recheck", False))
