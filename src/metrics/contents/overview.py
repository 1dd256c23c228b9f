"""What the first page shows: what the document is, and the finding of each topic."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from metrics.charts.words import trust
from metrics.contents.stamped import stamped
from metrics.topics.catalog import TOPICS


def overview(about: Mapping[str, str], cards: Iterable[bytes]) -> bytes:
    """Return the first page as UTF-8 JSON: words about the document, and each card's finding.

    `about` holds the columns of ABOUT, {} when the dataset names no document; `cards` are those of
    `metrics.contents.card.card`, as they are now filtered.
    """
    found = [json.loads(card) for card in cards]
    content: dict[str, Any] = {
        "kind": "overview",
        "title": about.get("title", "This dataset names no document: your data, unverified"),
        "place": about.get("place", ""),
        "how_read": f"{about['how_read']}." if about else "",
        "trust": trust(about) if about else "",
        "findings": [
            {
                "page": card["name"],
                "link": TOPICS[card["name"]].title,
                "pieces": card["linked"]["title"],
                **{name: card.get(name) for name in ("data", "layout", "alt")},
            }
            for card in found
        ],
        "addresses": {name: entry for card in found for name, entry in card["addresses"].items()},
    }
    return stamped(content)
