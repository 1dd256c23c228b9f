"""The headline of a page: the finding of its first card, what the page is about, and its scope."""

from __future__ import annotations

import json
from typing import Any

from metrics.payloads.etag import to_json_with_etag


def heading(card: bytes, page: str, filters_on: int | None) -> bytes:
    """Return the headline of a page as UTF-8 JSON, cut from the card of its first topic.

    `page` is the page's title; `filters_on` counts the filters in force among those that act on
    the page; None when none acts.
    """
    content: dict[str, Any] = json.loads(card)
    return to_json_with_etag(
        {
            "kind": "heading",
            "name": content["name"],
            "about": f"{page} · {content['about']}",
            "title": content["linked"]["title"],
            "subtitle": content["linked"].get("subtitle", []),
            "filters_on": filters_on,
        }
    )
