"""The headline of a page: the finding of its first card, what the page is about, and its scope."""

from __future__ import annotations

import json
from typing import Any

from metrics.payloads.etag import to_json_with_etag


def heading(card: bytes, page: str) -> bytes:
    """Return the headline of a page as UTF-8 JSON, cut from the card of its first topic.

    `page` is the page's title; `of` is the stamp of that card.
    """
    content: dict[str, Any] = json.loads(card)
    return to_json_with_etag(
        {
            "kind": "heading",
            "name": content["name"],
            "of": content["stamp"],
            "page": page,
            "about": content["about"],
            "title": content["linked"]["title"],
            "subtitle": content["linked"].get("subtitle", []),
        }
    )
