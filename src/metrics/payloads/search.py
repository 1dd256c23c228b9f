"""The box that searches a dataset, and what it finds, as JSON."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from metrics.payloads.etag import to_json_with_etag
from metrics.selection import Selection
from metrics.topics.search import LONGEST, Found, Hit

# Where the link of a hit leads: a page, and the part of its query that names the hit.
LINKS = {
    "indicator": ("indicators", "indicators"),
    "place": ("place", "place"),
    "figure": ("sources", "figure"),
    "document": ("sources", ""),
}
HEADINGS = {
    "page": "Pages",
    "indicator": "Indicators",
    "place": "Places",
    "figure": "Figures",
    "document": "Documents",
}


def box(dataset: str) -> bytes:
    """Return the box of a dataset as UTF-8 JSON."""
    return to_json_with_etag({"kind": "search", "dataset": dataset, "longest": LONGEST})


def results(found: Found, dataset: str) -> bytes:
    """Return what a search has found as UTF-8 JSON: groups of hits, each with its link.

    A link is relative to the dashboard's own URL; `more` counts the hits of a group not shown.
    """
    groups: dict[str, list[Hit]] = {}
    for hit in found.hits:
        groups.setdefault(hit.kind, []).append(hit)
    content = [
        {
            "heading": HEADINGS[kind],
            "more": found.counts[kind] - len(hits),
            "hits": [_hit(hit, dataset) for hit in hits],
        }
        for kind, hits in groups.items()
    ]
    return to_json_with_etag({"groups": content})


def _hit(hit: Hit, dataset: str) -> dict[str, Any]:
    return {
        "label": hit.label,
        "detail": hit.detail,
        "link": link(hit.kind, hit.target, dataset),
        "page": hit.kind == "page",
    }


def link(kind: str, target: str, dataset: str) -> str:
    """Return the link of a hit, relative to the dashboard's own URL."""
    page, name = LINKS.get(kind, (target, ""))
    query = [*Selection(dataset).query(), *([(name, target)] if name else [])]
    return f"{page}?{urlencode(query)}" if query else page or "."
