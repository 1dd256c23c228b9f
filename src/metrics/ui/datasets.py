"""The door to the dataset: built tables by the state of their files, contents by their checksum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Condition

import pandas as pd
import streamlit as st
from cachetools import LRUCache, cached

from metrics.errors import DataProblems
from metrics.payloads.provenance import Entry
from metrics.selection import Choices, Selection
from metrics.store import build_cache, joined, package_state
from metrics.store.dataset_index import DatasetIndex, discover_datasets
from metrics.store.editions import newer_edition, notice
from metrics.ui import caches
from metrics.ui.base_path import base_of_page
from metrics.ui.uploads import Upload

OLDER = "The dataset's newest files are broken: these are the last that were whole."


@dataclass(frozen=True)
class Dataset:
    """A dataset in use; `problems` says why its newest files are not (older tables are shown).

    `newer` is the name of its newest edition, "" where it has none.
    """

    name: str
    built: build_cache.Built
    problems: DataProblems | None = None
    newer: str = ""

    @property
    def state(self) -> tuple[str, str]:
        """The key of all caches: the file of built tables and its checksum."""
        return str(self.built.path), self.built.fingerprint

    @property
    def notice(self) -> str:
        """What each file says of the data in any case, "" for nothing."""
        return " ".join(filter(None, (OLDER if self.problems else "", notice(self.newer))))

    @property
    def choices(self) -> Choices:
        """What the reader can choose from."""
        return caches.choices(*self.state)

    @property
    def title(self) -> str:
        """What its numbers are from: the title of its document, or its own."""
        return caches.title(*self.state)

    def filters(self, topics: Sequence[str], compare: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return the filters that change the rows of any of these topics.

        `compare` is what places are compared by, () for the usual.
        """
        return caches.filters(*self.state, tuple(topics), compare)

    def heading(self, topic: str, chosen: Selection, page: str, base: str = "") -> bytes:
        """Return the headline of a page titled `page`, whose first topic this is, as UTF-8 JSON."""
        return caches.heading(*self.state, topic, chosen, base or _base(), self.notice, page)

    def filter_line(
        self, acting: tuple[str, ...], chosen: Selection, asked: tuple[tuple[str, str], ...]
    ) -> bytes:
        """Return the line of the filters that act as UTF-8 JSON; `asked` is what the URL says."""
        return caches.filter_line(*self.state, acting, chosen, asked)

    def place_options(self, within: str, find: str) -> bytes:
        """Return some places in a place ("" for the topmost), or found by name, as UTF-8 JSON."""
        return caches.place_options(*self.state, within, find)

    @property
    def about(self) -> dict[str, str]:
        """What its document is: column of ABOUT to text; {} if none."""
        return caches.about(*self.state)

    @property
    def figures(self) -> pd.DataFrame:
        """Every figure: the rows of the metric figures."""
        return caches.figures(*self.state)

    @property
    def entries(self) -> Mapping[str, Entry]:
        """What each figure and each cross-check opens."""
        return caches.entries(*self.state)

    @property
    def sources(self) -> bytes:
        """The list of figures as UTF-8 JSON."""
        return caches.sources(*self.state, self.name)

    @property
    def checks(self) -> bytes:
        """The cross-checks as UTF-8 JSON."""
        return caches.checks(*self.state, self.name)

    @property
    def first_place(self) -> str:
        """The place that is shown where none is chosen."""
        return caches.first_place(*self.state)

    def has_rows(self, topic: str, chosen: Selection) -> bool:
        """Say whether a topic has rows for a place."""
        return caches.everything(*self.state, topic, (), chosen.place) > 0

    def topics_shown(self, topics: tuple[str, ...]) -> tuple[str, ...]:
        """Return the first of a page's topics, and of the others those that the dataset has."""
        first, *more = topics
        everything = Selection(self.name)
        return (first, *(topic for topic in more if self.has_rows(topic, everything)))

    def around(self, place: str) -> bytes:
        """Return the places above and inside a place, as UTF-8 JSON."""
        return caches.around(*self.state, place, self.name)

    def search(self, text: str) -> bytes:
        """Return what a text finds in it, as UTF-8 JSON."""
        return caches.search(*self.state, text, self.name)

    def overview(self, chosen: Selection, base: str = "") -> bytes:
        """Return the first page as UTF-8 JSON; `base` is the address of the dashboard."""
        return caches.overview(*self.state, chosen, base or _base(), self.notice)

    def card(self, topic: str, chosen: Selection, base: str = "") -> bytes:
        """Return the card of a topic as UTF-8 JSON; `base` is the address of the dashboard."""
        return caches.card(*self.state, topic, chosen, base or _base(), self.notice)


def _base() -> str:
    """Return the address under which this visitor sees the dashboard, for links in files."""
    return base_of_page(str(st.context.url or ""))


def open_dataset(name: str, there: DatasetIndex, uploads: Mapping[str, Upload]) -> Dataset:
    """Return the dataset called `name`: a visitor's upload, some joined, or one of the shelf."""
    return replace(_opened(name, there, uploads), newer=newer_edition(name, there.datasets))


def _opened(name: str, there: DatasetIndex, uploads: Mapping[str, Upload]) -> Dataset:
    if own := uploads.get(name):
        return Dataset(name, own.built)
    if len(named := joined.parts(name, discover_datasets().datasets)) > 1:
        return Dataset(name, _joined({part: there.datasets[part] for part in named}))
    return dataset(name, there.folder(name))


def _joined(folders: Mapping[str, Path]) -> build_cache.Built:
    """Return the tables of datasets joined; those that were tidied away are built anew."""
    asked = (
        tuple(folders.items()),
        tuple(package_state.state(folder) for folder in folders.values()),
    )
    if not _join(*asked).path.is_file():
        _join.clear(*asked)
    return _join(*asked)


@st.cache_data(max_entries=16, show_spinner="Joining the datasets")
def _join(folders: tuple[tuple[str, Path], ...], states: tuple[object, ...]) -> build_cache.Built:
    return joined.joined(dict(folders))


def dataset(name: str, folder: Path) -> Dataset:
    """Return a dataset; when its files are broken, the tables built before, with the reason."""
    try:
        return Dataset(name, _built(folder))
    except DataProblems as problems:
        before = build_cache.last_good(folder)
        if before is None:
            raise
        return Dataset(name, before, problems)


@cached(LRUCache(16), condition=Condition())  # who asks while tables are built waits for them
def _ensured(folder: Path, _: tuple[package_state.State, ...]) -> build_cache.Built:
    return build_cache.ensure(folder)


def _built(folder: Path) -> build_cache.Built:
    """Return the tables of a dataset; those that another process has tidied away are built anew."""
    asked = folder, package_state.state(folder)
    found = _ensured(*asked)
    if found.path.is_file():
        return found
    _ensured.cache_clear()
    return _ensured(*asked)
