"""Ids for what a table names: of its Latin letters, else a checksum or a number; no id twice."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from itertools import count

from metrics.model.schema import ID

LONGEST = 40  # letters of an indicator's id
DIGITS = 8  # of the checksum that stands for what an id cannot hold of a label


def indicator_id(label: str, taken: Collection[str]) -> str:
    """Return an id of a label: its Latin letters, or a checksum where it has others or is long.

    It is made of the label alone, so that one id means one thing in every file. Where it is taken
    by another indicator of the same table, a number follows.
    """
    plain = _latin(label)
    if not plain or len(plain) > LONGEST:
        checksum = hashlib.sha256(label.encode()).hexdigest()[:DIGITS]
        plain = f"{plain[: LONGEST - DIGITS - 1].strip('-') or 'indicator'}-{checksum}"
    return _numbered(plain, taken, 2) if plain in taken else plain


def place_id(text: str, taken: Collection[str]) -> str:
    """Return an id of a code or a name that no place has yet; a number where it is not Latin."""
    plain = _latin(text)
    if not re.fullmatch(ID, plain):
        return _numbered("place", taken, len(taken) + 1)
    return _numbered(plain, taken, 2) if plain in taken else plain


def _latin(text: str) -> str:
    return re.sub("[^a-z0-9]+", "-", text.lower()).strip("-") if text.isascii() else ""


def _numbered(start: str, taken: Collection[str], first: int) -> str:
    """Return a start with the first number, from `first` on, of which the id is not taken."""
    return next(found for nth in count(first) if (found := f"{start}-{nth}") not in taken)
