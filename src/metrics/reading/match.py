"""Lay the figures of a document over the reader's own copy of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from metrics.reading.find import Found, Printed, by_form, by_offset
from metrics.reading.identity import Document, same_text, with_newlines

MOST_UNUSED = 200

# Digits with thousands commas and a decimal part, each taken whole so that nothing is tried twice.
# The first digit stands alone: the search skips to it at a quarter of the cost.
NUMBER = re.compile(r"\d(?:\d?\d?(?:,\d{3}(?!\d))++|\d*+)(?:\.\d++)?+")


@dataclass(frozen=True)
class Unused:
    """A number of the text that no figure covers: characters start to end (exclusive)."""

    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """A text and the figures in it; every offset counts characters of `text`.

    `same` says that the checksum is the document's. `found` is in document order. `unused` holds
    the first 200 numbers that no figure covers, `unused_count` says how many there are.
    """

    same: bool
    text: str
    found: tuple[Found, ...]
    unused: tuple[Unused, ...]
    unused_count: int


def read(text: str, document: Document, places: Sequence[Printed]) -> Reading:
    """Find each figure of a document in a reader's text, and the numbers that are no figure.

    The document's own text, known by its checksum, has every figure at its offsets. In any other
    text the printed forms are looked for, and a figure without a printed form is left out of
    `found`. Never raises, and takes time in proportion to the text.
    """
    own = same_text(text, document)
    shown = with_newlines(text) if own is None else own
    found = by_form(shown, places) if own is None else by_offset(shown, places)
    gaps = list(_gaps(len(shown), found))
    numbers = (match for low, high in gaps for match in NUMBER.finditer(shown, low, high))
    unused = tuple(Unused(*match.span()) for match in islice(numbers, MOST_UNUSED))
    count = sum(len(NUMBER.findall(shown, low, high)) for low, high in gaps)
    return Reading(own is not None, shown, found, unused, count)


def _gaps(length: int, found: Sequence[Found]) -> Iterator[tuple[int, int]]:
    """Give the stretches of the text that no figure covers, in order."""
    at = 0
    for start, end in sorted((one.start, one.end) for one in found if one.state != "missing"):
        if at < start:
            yield at, start
        at = max(at, end)
    yield at, length
