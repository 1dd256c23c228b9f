"""Filters and the dataset: what the reader chose, kept across pages and in the page's URL."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from metrics.selection import (
    ASKED,
    FILTERS,
    SINGLE,
    Choices,
    Selection,
    UnknownValue,
    unknown_values,
)
from metrics.store.dataset_index import MARK, DatasetIndex, discover_datasets
from metrics.store.joined import MOST, canonical
from metrics.topics.catalog import MAX_PLACE_OPTIONS
from metrics.ui.markdown import escape_markdown
from metrics.ui.state import join, rename, reset_filters
from metrics.ui.streamlit_internals import correct_url, shared_by_pages

if TYPE_CHECKING:
    from metrics.ui.datasets import Dataset

PLACES_PX, MEASURE_PX = 200, 300
INDICATORS_PX, MOST_INDICATORS = 340, 6
T = TypeVar("T", int, str)
Chosen = Sequence[int] | Sequence[str]
NOT_JOINED = (
    "An upload is not joined with other datasets, for it is kept for you alone. Put its tables "
    "into a folder of datasets, and name that with `serve --data`, to compare it."
)
Below = Callable[..., list[tuple[str, bool]]]


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
    names = [one for one in discover_datasets().datasets if one != first]
    if first not in discover_datasets().datasets:
        st.caption(NOT_JOINED)
        return
    if not names:
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
    """Draw the filters that act on any of these topics in one line; return what the reader chose.

    A filter that is not drawn keeps what was chosen on another page: the page then says that it
    cannot follow it. An empty filter means everything.
    """
    chosen: dict[str, Chosen] = {}
    if _drawn(dataset, dataset.filters(topics), FILTERS):
        with (
            shared_by_pages(),
            st.container(key="filters", horizontal=True, vertical_alignment="bottom"),
        ):
            chosen = _asked(dataset, topics)
            st.button("Reset filters", on_click=reset_filters, type="tertiary")
    choices = dataset.choices
    ordered = {
        name: _ordered(name, chosen.get(name, _kept(name, choices)), choices) for name in FILTERS
    }
    return Selection(dataset.name, **ordered)  # type: ignore[arg-type] # each filter has its type


def _asked(dataset: Dataset, topics: Sequence[str]) -> dict[str, Chosen]:
    """Ask for what is measured, then for the filters that act on that; return what was chosen."""
    found: dict[str, Chosen] = {
        name: DRAWN[name](dataset) for name in _drawn(dataset, dataset.filters(topics), SINGLE)
    }
    acting = dataset.filters(topics, tuple(map(str, found.get("compare", ()))))
    rest = [name for name in FILTERS if name not in SINGLE]
    return found | {name: DRAWN[name](dataset) for name in _drawn(dataset, acting, rest)}


def _drawn(dataset: Dataset, acting: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return those of the filters named that act, and that the dataset has choices for."""
    return [name for name in names if name in acting and dataset.choices.of(name)]


def count_on(selection: Selection, acting: Sequence[str]) -> int | None:
    """Return how many of the filters in `acting` are on; None when there is none."""
    return sum(bool(getattr(selection, name)) for name in acting) if acting else None


def _years(dataset: Dataset) -> list[int]:
    return _pills("Years", dataset.choices.years, "years")


def _status(dataset: Dataset) -> list[str]:
    return _pills("Status", dataset.choices.status, "status")


def _villages(dataset: Dataset) -> list[str]:
    """Ask for places; of many, those to choose from are narrowed first."""
    choices = dataset.choices
    many = len(choices.villages) > MAX_PLACE_OPTIONS
    return st.multiselect(
        "Places" if many else "Villages",
        _narrowed(choices, dataset.below) if many else choices.villages,
        key="villages",
        placeholder="All places" if many else "All villages",
        bind="query-params",
        persist_state="session",
        width=PLACES_PX,
    )


def _indicators(dataset: Dataset) -> Sequence[str]:
    found: Sequence[str] = st.multiselect(
        "Indicators",
        dataset.choices.indicators,
        key="indicators",
        placeholder="Choose one or several",
        bind="query-params",
        persist_state="session",
        max_selections=MOST_INDICATORS,
        width=INDICATORS_PX,
    )
    return found


def _measure(dataset: Dataset) -> tuple[str, ...]:
    """Ask which measure of a topic is shown alone; none chosen: all that it shows."""
    picked = st.pills(
        "Measure",
        dataset.choices.measure,
        key="measure",
        bind="query-params",
        persist_state="session",
    )
    return (picked,) if picked else ()


def _compare(dataset: Dataset) -> tuple[str, ...]:
    """Ask what places are compared by; the usual measure stands there where none is chosen."""
    picked = st.selectbox(
        "Compare places by",
        dataset.choices.compare,
        index=None,
        key="compare",
        placeholder=dataset.usual_measure,
        bind="query-params",
        persist_state="session",
        width=MEASURE_PX,
    )
    return (picked,) if picked else ()


DRAWN: dict[str, Callable[[Dataset], Chosen]] = {
    "measure": _measure,
    "compare": _compare,
    "indicators": _indicators,
    "years": _years,
    "villages": _villages,
    "status": _status,
}


def _kept(name: str, choices: Choices) -> tuple[str, ...]:
    """Return what was chosen before of a filter that the page does not draw."""
    before = st.session_state.get(name) or ()
    chosen = [*([before] if name in SINGLE and before else before), *st.query_params.get_all(name)]
    return tuple(dict.fromkeys(str(one) for one in chosen if choices.has(name, str(one))))


def _narrowed(choices: Choices, below: Below) -> tuple[str, ...]:
    """Ask for a place level by level, or by name; return a few places to choose from."""
    chosen = [*st.session_state.get("villages", ()), *st.query_params.get_all("villages")]
    kept = [one for one in chosen if choices.has("villages", one)]
    find = st.text_input("Find a place", key="find_place", persist_state="session")
    place, level, offered = "", 0, below("", find)
    while not find and any(parted for _, parted in offered):
        parts = [name for name, parted in offered if parted]
        inside = st.selectbox(
            "Within" if level else "Places within",
            parts,
            index=None,
            key=f"within_{level}",
            placeholder="Any",
            persist_state="session",
        )
        if inside not in parts:
            break
        place, level = inside, level + 1
        offered = below(place)
    return tuple(dict.fromkeys([*kept, *(name for name, _ in offered)]))


def _pills(label: str, options: Sequence[T], key: str) -> list[T]:
    return st.pills(
        label,
        options,
        selection_mode="multi",
        key=key,
        bind="query-params",
        persist_state="session",
    )


def _ordered(
    name: str, chosen: Sequence[int] | Sequence[str], choices: Choices
) -> tuple[int | str, ...]:
    """Return what was chosen in the order of the choices."""
    asked = {str(one) for one in (chosen[:1] if name in SINGLE else chosen)}
    return tuple(option for option in getattr(choices, name) if str(option) in asked)
