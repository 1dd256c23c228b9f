"""A drawn dataset as a reader meets it: its store, and every card of two selections."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from strategies import Dataset, build, selection

from metrics.exports.view import View, view
from metrics.payloads.addresses import of_dataset
from metrics.payloads.card import card
from metrics.selection import Selection
from metrics.store.open import Store
from metrics.topics import document
from metrics.topics.catalog import CARDS, choices


@dataclass(frozen=True)
class Shown:
    """One card: the view it was made of and what its JSON holds."""

    view: View
    card: dict[str, Any]

    def __str__(self) -> str:
        """Name the card in the message of a failing test."""
        return f"{self.view.topic.name} {self.view.selection}"


class World:
    """A dataset, built, and its cards without filters and as its picks choose."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.store: Store = build(dataset)

    @cached_property
    def labels(self) -> dict[str, str]:
        """The name shown of each place, by its id."""
        found = self.store.frame("select place_id, label from places")
        return dict(zip(found["place_id"], found["label"], strict=True))

    @cached_property
    def selections(self) -> list[Selection]:
        """No filter; and where the picks choose something, that."""
        every = Selection("hill")
        return list(dict.fromkeys([every, selection(self.dataset, choices(self.store))]))

    @cached_property
    def shown(self) -> list[Shown]:
        """Every card of every selection."""
        return list(self._made())

    def _made(self) -> Iterator[Shown]:
        entries, about = of_dataset(self.store), document.about(self.store)
        plain: dict[str, int] = {}
        for chosen in self.selections:
            for topic in CARDS:
                if topic in plain and not CARDS[topic].active_filters(self.store):
                    continue  # the same chart again
                one = view(self.store, topic, chosen, about)
                plain.setdefault(topic, len(one.numbers[0]))
                yield Shown(one, json.loads(card(one, entries, plain[topic])))

    def of(self, topic: str) -> list[Shown]:
        """Return the cards of one topic."""
        return [one for one in self.shown if one.view.topic.name == topic]


@lru_cache(maxsize=40)
def world(dataset: Dataset) -> World:
    """Build a dataset once for all properties that look at it."""
    return World(dataset)
