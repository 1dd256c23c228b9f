"""What tests of provenance share: the displayed numbers of a page, and what each leads to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from metrics.payloads.addresses import of_dataset, of_topic
from metrics.selection import Selection
from metrics.store.open import Store
from metrics.topics.catalog import CARDS

CRAWL = (Path(__file__).parent / "crawl.js").read_text(encoding="utf-8")
Entries = Mapping[str, Mapping[str, Any]]


def of_store(store: Store, selection: Selection | None = None) -> Entries:
    """Return all that can be opened: figures, checks, and each topic's formulas and statements."""
    chosen = selection or Selection()
    found = of_dataset(store)
    for topic in CARDS.values():
        rows = (metric.rows(store, chosen) for metric in (topic.rows, topic.derived))
        frames = dict(zip(("rows", "derived"), rows, strict=True))
        found |= of_topic(topic, frames, found)
    return found


def strays(page: Page, entries: Entries) -> list[dict[str, str]]:
    """Return each displayed number whose provenance is missing, unknown or another number's."""
    numbers = page.evaluate(CRAWL)["numbers"]
    return [one for one in numbers if not _is_given(one, entries)]


def marks(page: Page) -> list[dict[str, str]]:
    """Return the marks of a page's charts, with the provenance and the state of each."""
    marks: list[dict[str, str]] = page.evaluate(CRAWL)["marks"]
    return marks


def _is_given(one: dict[str, str], entries: Entries) -> bool:
    known = [entries[part] for part in one["address"].split("|") if part in entries]
    return any(one["number"] in _numbers(entry, entries) for entry in known)


def _numbers(entry: Mapping[str, Any], entries: Entries) -> set[str]:
    """Return the numbers that an entry and its parts give."""
    texts = [str(entry), *(str(entries[part]) for part in entry["parts"])]
    return set(re.findall(r"\d[\d,]*(?:\.\d+)?", " ".join(texts)))
