"""The line of filters above a chart: those that act, what each can be set to, what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from metrics.payloads.etag import to_json_with_etag
from metrics.selection import SINGLE, Choices, Selection
from metrics.store.open import Store
from metrics.topics.catalog import MAX_PLACE_OPTIONS, child_places

MOST_BUTTONS = 8  # options that stand side by side; more of them fold into a list
MOST_INDICATORS = 6
LABELS = {
    "measure": ("Measure", ""),
    "compare": ("Compare places by", ""),
    "indicators": ("Indicators", "Choose one or several"),
    "years": ("Years", "All years"),
    "villages": ("Villages", "All villages"),
    "status": ("Status", ""),
}
LISTS = ("villages", "indicators")  # filters that are a list however few their options are


def filter_line(
    choices: Choices,
    acting: Sequence[str],
    chosen: Selection,
    asked: Sequence[tuple[str, str]],
    usual: str,
) -> bytes:
    """Return the line of the filters in `acting` as UTF-8 JSON.

    `asked` is what the page's URL says, known or not: by it the browser sees whether this answers
    the choice made last. `usual` is what places are compared by where nothing is chosen. A filter
    of too many places holds none of them: the browser asks for them level by level.
    """
    fields = [_field(name, choices, usual) for name in acting if choices.of(name)]
    return to_json_with_etag(
        {
            "kind": "filters",
            "dataset": chosen.dataset,
            "asked": urlencode(asked),
            "query": urlencode(chosen.query()),
            "fields": fields,
        }
    )


def _field(name: str, choices: Choices, usual: str) -> dict[str, Any]:
    label, empty = LABELS[name]
    options = choices.of(name)
    many = name == "villages" and len(options) > MAX_PLACE_OPTIONS
    return {
        "name": name,
        "label": "Places" if many else label,
        "kind": "places" if many else _kind(name, options),
        "single": name in SINGLE,
        "options": [] if many else list(options),
        "empty": usual if name == "compare" else ("All places" if many else empty),
        "most": MOST_INDICATORS if name == "indicators" else None,
    }


def _kind(name: str, options: Sequence[str]) -> str:
    if name == "compare":
        return "select"
    return "list" if name in LISTS or len(options) > MOST_BUTTONS else "buttons"


def place_options(store: Store, within: str, find: str) -> bytes:
    """Return up to MAX_PLACE_OPTIONS places as UTF-8 JSON: name, and whether others lie in it.

    They lie directly in `within` ("" for the topmost); with `find`, those anywhere in it whose name
    holds that.
    """
    found = child_places(store, within, find)
    options = [[str(row.label), bool(row.parted)] for row in found.itertuples()]
    return to_json_with_etag({"kind": "options", "options": options})
