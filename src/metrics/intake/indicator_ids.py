"""Ids of indicators: made of their labels alone, so that one id means one thing in every file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection

LONGEST = 40  # letters of an id
DIGITS = 8  # of the checksum that stands for what an id cannot hold of a label


def new_id(label: str, taken: Collection[str]) -> str:
    """Return an id of a label: its Latin letters, or a checksum where it has others or is long.

    Where that is taken by another indicator of the same table, a number follows.
    """
    found = _id_of(label)
    nth, plain = 2, found
    while found in taken:
        found, nth = f"{plain}-{nth}", nth + 1
    return found


def _id_of(label: str) -> str:
    plain = re.sub("[^a-z0-9]+", "-", label.lower()).strip("-") if label.isascii() else ""
    if plain and len(plain) <= LONGEST:
        return plain
    checksum = hashlib.sha256(label.encode()).hexdigest()[:DIGITS]
    return f"{plain[: LONGEST - DIGITS - 1].strip('-') or 'indicator'}-{checksum}"
