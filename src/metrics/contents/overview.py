"""What the first page shows: what the document is, and the finding of each topic."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from metrics.charts.words import trust
from metrics.contents.stamped import stamped
from metrics.topics.catalog import TOPICS


def overview(
    about: Mapping[str, str], source: str, cards: Iterable[bytes], note: str = ""
) -> bytes:
    """Return the first page as UTF-8 JSON: words about the document, and each card's finding.

    `about` holds the columns of ABOUT, {} when the dataset names no document; `source` says what
    its numbers are from; `cards` are those of `metrics.contents.card.card`, as now filtered;
    `note` says how far to trust a dataset without a document.
    """
    found = [json.loads(card) for card in cards]
    content: dict[str, Any] = {
        "kind": "overview",
        "title": source,
        "place": about.get("place", ""),
        "how_read": f"{about['how_read']}." if about else note,
        "trust": trust(about) if about else "",
        "findings": [_finding(card) for card in found if "empty" not in card],
        "nothing": [_page(card) for card in found if "empty" in card],
        "addresses": {name: entry for card in found for name, entry in card["addresses"].items()},
    }
    return stamped(content)


def _page(card: Mapping[str, Any]) -> dict[str, Any]:
    return {"page": card["name"], "link": TOPICS[card["name"]].title}


def _finding(card: Mapping[str, Any]) -> dict[str, Any]:
    chart = {name: card[name] for name in ("data", "layout", "alt")}
    return {**_page(card), "pieces": card["linked"]["title"], **chart}
