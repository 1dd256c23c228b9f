"""The door to the dataset: built tables by the state of their files, contents by their checksum."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

from metrics.errors import DataProblems
from metrics.exports.workings import Entry
from metrics.selection import Choices, Selection
from metrics.store import keep
from metrics.ui import contents

DATA = Path(__file__).resolve().parents[3] / "data"
DATASET = "yangbi"


@dataclass(frozen=True)
class Dataset:
    """A dataset in use; `problems` says why its newest files are not (older tables are shown)."""

    name: str
    built: keep.Built
    problems: DataProblems | None = None

    @property
    def _state(self) -> tuple[str, str]:
        return str(self.built.path), self.built.fingerprint

    @property
    def choices(self) -> Choices:
        """What the reader can choose from."""
        return contents.choices(*self._state)

    @property
    def about(self) -> dict[str, str]:
        """What its document is: column of ABOUT to text; {} if none."""
        return contents.about(*self._state)

    @property
    def figures(self) -> pd.DataFrame:
        """Every figure: the rows of the metric figures."""
        return contents.figures(*self._state)

    @property
    def entries(self) -> Mapping[str, Entry]:
        """What each figure and each cross-check opens."""
        return contents.entries(*self._state)

    @property
    def sources(self) -> bytes:
        """The list of figures as UTF-8 JSON."""
        return contents.sources(*self._state)

    @property
    def checks(self) -> bytes:
        """The cross-checks as UTF-8 JSON."""
        return contents.checks(*self._state)

    def overview(self, chosen: Selection) -> bytes:
        """Return the first page as UTF-8 JSON."""
        return contents.overview(
            *self._state, chosen.dataset, chosen.years, chosen.villages, chosen.status
        )

    def card(self, topic: str, chosen: Selection) -> bytes:
        """Return the card of a topic as UTF-8 JSON."""
        return contents.card(
            *self._state, chosen.dataset, topic, chosen.years, chosen.villages, chosen.status
        )


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
