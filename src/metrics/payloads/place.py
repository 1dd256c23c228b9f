"""What stands beside the cards of a place, as JSON: the places around it, and its file."""

from __future__ import annotations

from typing import Any

from metrics.payloads.etag import to_json_with_etag
from metrics.payloads.search import link
from metrics.topics.place import MOST_LISTED, Family
from metrics.topics.place_numbers import plural


def around(place: str, family: Family, dataset: str, pdf: str | None) -> bytes:
    """Return the places above and inside a place, each with its link, as UTF-8 JSON.

    `pdf` says why no PDF can be made here, None where one can; of many places inside the first
    are given, and `more` counts the rest.
    """
    above = [_line(label, dataset) for label, _ in family.above]
    inside = [_line(label, dataset) for label, _ in family.inside[:MOST_LISTED]]
    kinds = list(dict.fromkeys(kind for _, kind in family.inside))
    return to_json_with_etag(
        {
            "kind": "place",
            "place": place,
            "dataset": dataset,
            "above": above,
            "inside": inside,
            "kinds": " and ".join(map(plural, kinds)) if len(kinds) < 3 else "places",
            "more": max(len(family.inside) - MOST_LISTED, 0),
            "form": "png" if pdf else "pdf",
        }
    )


def _line(label: str, dataset: str) -> dict[str, Any]:
    return {"label": label, "link": link("place", label, dataset)}
