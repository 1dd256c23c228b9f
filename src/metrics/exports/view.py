"""A view: one topic as the reader filtered it. Its card and every file are made from it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

import pandas as pd

from metrics.charts.catalog import CHARTS
from metrics.charts.chart_text import of_dataset
from metrics.charts.style import Drawing
from metrics.model.rows import Record
from metrics.selection import STATUSES as CHOICES
from metrics.selection import Selection
from metrics.statuses import DERIVED, STATUSES
from metrics.store.open import Store, version
from metrics.topics import document
from metrics.topics.catalog import CARDS
from metrics.topics.indicators import ONE_BY_ONE
from metrics.topics.metric import DerivedMetric, Topic

LONGEST = 48


@dataclass(frozen=True)
class View:
    """A topic, the filters, the tables it is asked of, its document, and the data's version.

    `about` holds the columns of the metric document, {} when the dataset names none; `document`
    says what the numbers are from; `uses` names the filters that change the rows; `base` is the
    address of the dashboard, "" where none is known; `notice` is what a reader must know of the
    data in any case.
    """

    topic: Topic
    selection: Selection
    store: Store
    about: Mapping[str, str]
    document: str
    version: str
    uses: tuple[str, ...]
    base: str = ""
    notice: str = ""

    @cached_property
    def numbers(self) -> tuple[Sequence[Record], Sequence[Record]]:
        """The rows and the derived numbers as plain values, which a card is made of."""
        return self.topic.records(self.store, self.selection)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows, as files are made of them."""
        return self.topic.rows.rows(self.store, self.selection)

    @cached_property
    def derived(self) -> pd.DataFrame:
        """The derived numbers, as files are made of them."""
        derived = self.topic.derived
        if isinstance(derived, DerivedMetric):
            return derived.framed(self.numbers[1])
        return derived.rows(self.store, self.selection)

    @cached_property
    def drawing(self) -> Drawing:
        """The chart; only of a view that has rows."""
        draw = CHARTS[self.topic.chart or self.topic.name]
        drawn = draw(*self.numbers, self.document)
        return replace(
            drawn,
            title=self.worded(drawn.title),
            subtitle=self.worded(drawn.subtitle),
            alt=self.worded(drawn.alt),
            notes=tuple(map(self.worded, drawn.notes)),
        )

    def worded(self, text: str) -> str:
        """Return what is said of the document; of the dataset, where it names none."""
        return of_dataset(text, has_document=bool(self.about))

    @cached_property
    def filters(self) -> str:
        """The filters that this topic follows, and the statuses its rows have, in a sentence."""
        found = self._statuses
        shown = [name for name in CHOICES if name in found]
        return self.selection.sentence(self.uses, shown if found else CHOICES)

    @cached_property
    def _statuses(self) -> set[str]:
        """The statuses of the rows; of a number worked out, that of what it is worked out from."""
        rows = self.numbers[0]
        own = {row["own_status"] for row in rows if row.get("status") == DERIVED.name}
        return {str(name) for name in {*(row.get("status") for row in rows), *own} if name}

    @cached_property
    def scope(self) -> tuple[str, ...]:
        """The filters that this topic cannot follow, in sentences."""
        follows = self.topic.by_village and "villages" in self.uses
        chosen = replace(self.selection, villages=()) if follows else self.selection
        return tuple(map(self.worded, self.topic.scope(chosen)))

    @property
    def statuses(self) -> str:
        """What each status of the rows means, a sentence each."""
        found = {row.get("status") for row in self.numbers[0]}
        said = [f"{name.capitalize()}: {s.says}." for name, s in STATUSES.items() if name in found]
        return self.worded(" ".join(said))

    @cached_property
    def footer(self) -> tuple[str, ...]:
        """The lines under an image: filters, statuses, notes, source, version of the data, link."""
        notes = (self.filters, self.statuses, self.notice, *self.scope, *self.drawing.notes)
        where = ": " if self.base else "; on a dashboard of this dataset: "
        made = f"Made with village-metrics from data version {self.version}{where}{self.link}"
        return (*filter(None, notes), self.drawing.source, made)

    @property
    def indicator(self) -> str:
        """The indicator that this view shows alone; "" where it shows none or several."""
        chosen = self.selection.indicators
        return chosen[0] if len(chosen) == 1 and self.topic.name in ONE_BY_ONE else ""

    @property
    def filename(self) -> str:
        """The name of a file of this view, without ending: content and filters."""
        return filename(self.topic.name, self.selection, self.uses)

    @property
    def link(self) -> str:
        """The URL of this view with the version of the data it was made from.

        A path that starts with a slash where the dashboard's own address is not known.
        """
        query = [*self.selection.query(), ("version", self.version)]
        page = self.topic.page or self.topic.name
        return f"{self.base.rstrip('/')}/{page}?{urlencode(query)}"


def filename(name: str, selection: Selection, uses: Sequence[str]) -> str:
    """Return the name of a file, without ending: dataset, content, the filters that it follows."""
    slug = _shortened(selection.slug(uses))
    parts = (_shortened(selection.dataset), name.replace("_", "-"), slug)
    return "-".join(part for part in parts if part)


def _shortened(text: str) -> str:
    """Return a text cut to what a file's name has room for, its checksum in place of the rest."""
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST]}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def view(
    store: Store,
    topic: str,
    selection: Selection,
    about: Mapping[str, str] | None = None,
    base: str = "",
    notice: str = "",
) -> View:
    """Query a topic; `about` is asked of the store unless it is at hand."""
    shown = CARDS[topic].chosen(store, selection)
    found = document.about(store) if about is None else about
    return View(
        shown,
        selection,
        store,
        found,
        document.source(store, found),
        version(store.fingerprint),
        shown.active_filters(store),
        base,
        notice,
    )
