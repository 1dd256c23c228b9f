"""All that a chart card shows, as one JSON document: chart, file layout, words, rows, SQL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from metrics.charts.catalog import CHARTS
from metrics.charts.style import Drawing
from metrics.exports.addresses import of_topic
from metrics.exports.image import ImageWords, file_layout
from metrics.exports.linked import linked, numbers
from metrics.exports.rows import table
from metrics.exports.stamped import stamped
from metrics.exports.workings import Entry
from metrics.selection import Selection
from metrics.topics.metric import Topic

VERSION_LENGTH = 8


def file_name(topic: Topic, selection: Selection) -> str:
    """Return the name of a file of this view, without ending: content and filters."""
    parts = [selection.dataset, topic.name.replace("_", "-"), selection.slug(topic.uses)]
    return "-".join(part for part in parts if part)


def _making(topic: Topic, selection: Selection) -> list[dict[str, Any]]:
    return [
        {
            "says": metric.says,
            "sql": metric.sql,
            "values": {k: list(v) for k, v in selection.values().items() if f"${k}" in metric.sql},
        }
        for metric in (topic.rows, topic.derived)
    ]


def _words(topic: Topic, selection: Selection, version: str) -> ImageWords:
    return ImageWords(selection.sentence(topic.uses), topic.scope(selection), version)


def _chart(drawing: Drawing, words: ImageWords) -> dict[str, Any]:
    figure = drawing.figure.to_plotly_json()
    return {
        "title": drawing.title,
        "subtitle": drawing.subtitle,
        "source": drawing.source,
        "notes": [*words.scope, *drawing.notes],
        "alt": drawing.alt,
        "data": figure["data"],
        "layout": figure["layout"],
        "file": file_layout(drawing, words),
    }


def _nothing(topic: Topic, words: ImageWords) -> dict[str, Any]:
    return {
        "title": f"{topic.title}: nothing to show",
        "empty": f"The document states nothing for this choice. {words.filters} "
        "Choose another year, village or status, or reset the filters.",
        "notes": list(words.scope),
    }


def card(
    topic: Topic,
    selection: Selection,
    frames: Mapping[str, pd.DataFrame],
    document: str,
    fingerprint: str,
    figures: Mapping[str, Entry],
) -> bytes:
    """Return the card of a topic as UTF-8 JSON.

    `frames` holds its rows and derived numbers, `figures` the entry of each figure by its id.
    """
    rows, derived = frames["rows"], frames["derived"]
    words = _words(topic, selection, fingerprint[:VERSION_LENGTH])
    stated = _nothing(topic, words)
    if len(rows):
        stated = _chart(CHARTS[topic.name](rows, derived, document), words)
    content = {
        **stated,
        "kind": "card",
        "name": topic.name,
        "says": f"{topic.about} {words.filters}",
        "filename": file_name(topic, selection),
        "rows": table(topic.rows, rows),
        "derived": table(topic.derived, derived),
        "making": _making(topic, selection),
        "addresses": of_topic(topic, frames, figures),
    }
    return stamped({**content, "linked": _linked(content, numbers(frames))})


def _linked(content: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    """Return the texts of a card cut at their numbers, each with its address."""
    found: dict[str, Any] = {
        name: linked(str(content[name]), known)
        for name in ("title", "subtitle", "says", "empty", "source")
        if name in content
    }
    return {**found, "notes": [linked(note, known) for note in content["notes"]]}
