"""The only caches: built tables by the state of their files, cards by plain values."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from metrics.errors import DataProblems
from metrics.exports.card import card
from metrics.selection import Choices, Selection
from metrics.store import keep
from metrics.store.open import Store
from metrics.topics.catalog import TOPICS, choices, document_title
from metrics.topics.document import ABOUT

DATA = Path(__file__).resolve().parents[3] / "data"
DATASET = "yangbi"


@dataclass(frozen=True)
class Dataset:
    """A dataset in use; `problems` says why its newest files are not (older tables are shown)."""

    name: str
    built: keep.Built
    problems: DataProblems | None = None

    @property
    def choices(self) -> Choices:
        """What the reader can choose from."""
        return _choices(str(self.built.path), self.built.fingerprint)

    @property
    def about(self) -> dict[str, str]:
        """What its document is: column of `metrics.topics.document.ABOUT` to text; {} if none."""
        return _about(str(self.built.path), self.built.fingerprint)

    def card(self, topic: str, selection: Selection) -> bytes:
        """Return the card of a topic as UTF-8 JSON."""
        path, mark = str(self.built.path), self.built.fingerprint
        return _card(path, mark, topic, selection.years, selection.villages, selection.status)


def dataset() -> Dataset:
    """Return the dataset; when its files are broken, the tables built before, with the reason."""
    folder = DATA / DATASET
    try:
        return Dataset(DATASET, _built(str(folder), _state(folder)))
    except DataProblems as problems:
        before = keep.last_good(folder)
        if before is None:
            raise
        return Dataset(DATASET, before, problems)


def _state(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return name, time and size of each file: it changes when a file does."""
    if not folder.is_dir():
        return ()
    entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    return tuple((e.name, e.stat().st_mtime_ns, e.stat().st_size) for e in entries)


@st.cache_data(max_entries=16, show_spinner="Building the tables")
def _built(folder: str, state: tuple[tuple[str, int, int], ...]) -> keep.Built:
    return keep.ensure(Path(folder))


@st.cache_resource(max_entries=8, show_spinner=False)
def _store(path: str, fingerprint: str) -> Store:
    return Store(Path(path), fingerprint)


@st.cache_data(max_entries=16, show_spinner=False)
def _choices(path: str, fingerprint: str) -> Choices:
    return choices(_store(path, fingerprint))


@st.cache_data(max_entries=16, show_spinner=False)
def _about(path: str, fingerprint: str) -> dict[str, str]:
    rows = ABOUT.rows(_store(path, fingerprint), Selection())
    return {str(k): str(v) for k, v in rows.iloc[0].items()} if len(rows) else {}


@st.cache_data(max_entries=512, show_spinner=False)
def _card(
    path: str,
    fingerprint: str,
    topic: str,
    years: tuple[int, ...],
    villages: tuple[str, ...],
    status: tuple[str, ...],
) -> bytes:
    store, shown = _store(path, fingerprint), TOPICS[topic]
    selection = Selection(DATASET, years, villages, status)
    frames = {
        "rows": shown.rows.rows(store, selection),
        "derived": shown.derived.rows(store, selection),
    }
    return card(shown, selection, frames, document_title(store), fingerprint)
