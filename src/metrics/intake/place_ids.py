"""Ids of places: made of their codes or names where these are in Latin letters, else numbers."""

from __future__ import annotations

import re
from collections.abc import Collection

from metrics.model.schema import ID


def place_id(text: str, taken: Collection[str]) -> str:
    """Return an id of a code or a name that no place has yet."""
    plain = re.sub("[^a-z0-9]+", "-", text.lower()).strip("-") if text.isascii() else ""
    if not re.fullmatch(ID, plain):
        plain, nth = "place", len(taken) + 1
        found = f"{plain}-{nth}"
    else:
        found, nth = plain, 1
    while found in taken:
        nth += 1
        found = f"{plain}-{nth}"
    return found
