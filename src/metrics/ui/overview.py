"""The first page: what the document is, and what each page finds."""

from __future__ import annotations

from metrics.exports.overview import overview
from metrics.selection import Selection
from metrics.topics.catalog import TOPICS
from metrics.ui.doors import Dataset


def content(dataset: Dataset, selection: Selection) -> bytes:
    """Return the first page as UTF-8 JSON."""
    return overview(dataset.about, [dataset.card(name, selection) for name in TOPICS])
