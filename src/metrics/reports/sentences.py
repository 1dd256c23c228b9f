"""Cut a text into sentences and clauses, each a range of characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

# A point between digits or after an initial ends no sentence, nor does one before a small letter.
# It begins with one class of signs, so that searching for it is fast.
SENTENCE_END = re.compile(
    r"[.!?。！？](?:(?<=[。！？])[”’」）]?"
    r"|(?<=[.!?])(?:[\"”’)]?(?=\s+[\"“‘(]?[^\Wa-z])|(?=\s*\Z)))"
)
CLAUSE_END = re.compile(r"[;；:：]|[,，、](?![0-9]{3})|[()（）]")
PART_END = re.compile(r"[;；]")
FURTHEST = 400  # characters to each side of a number within which its sentence is looked at

Span = tuple[int, int]


class Sentences:
    """The sentences of a text; asking for one takes the logarithm of their number.

    A sentence ends where its paragraph does, at one of `ends`.
    """

    def __init__(self, text: str, ends: Iterable[int] = ()) -> None:
        self._text = text
        ends_of_sentences = {found.end() for found in SENTENCE_END.finditer(text)}
        self._ends = sorted(ends_of_sentences.union(ends))

    def around(self, start: int, end: int) -> Span:
        """Return the sentence around some characters, at most 400 to each side of them."""
        index = bisect_right(self._ends, start)
        low = self._ends[index - 1] if index else 0
        after = bisect_right(self._ends, max(start, end - 1))
        high = self._ends[after] if after < len(self._ends) else len(self._text)
        return max(low, start - FURTHEST), max(end, min(high, end + FURTHEST))

    def number(self, at: int, start: int) -> int:
        """Return which sentence of the paragraph with `start` a character stands in, from 1."""
        return bisect_right(self._ends, at) - bisect_right(self._ends, start) + 1


def within(text: str, span: Span, start: int, end: int, stop: re.Pattern[str]) -> Span:
    """Return the part of a sentence around a number, up to the next stop on each side."""
    low = span[0]
    for found in stop.finditer(text, span[0], start):
        low = found.end()
    after = stop.search(text, end, span[1])
    return low, after.start() if after else span[1]
