"""What a number of a text is found to be, and the text as the recognisers see it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Literal, NamedTuple

from metrics.reading.repair_rules import KLOC, MASK, PLUS
from metrics.reports.folding import fold
from metrics.reports.values import NumberReading

Kind = Literal["statistic", "year", "qualitative", "none"]

# Why a number is no statistic.
DATE = "date"
LIST = "list number"
DOCUMENT = "document number"
SLOGAN = "slogan"
IDIOM = "idiom"
PHONE = "phone"
ORDINAL = "ordinal"
NAME = "name"
CODE = "code"
WEB = "web address"
UNIT = "part of a unit"
MARK = "mark without a number"

BEFORE = 32  # characters before a number that may say what it is
HAN = "\u3400-\u9fff"
PLAIN_GAP = re.compile(r"(?<=[0-9]) (?=1)|(?<=1) (?=[0-9])")
QUOTED = re.compile(
    r'"[^"\n]{1,300}+"|“[^“”\n]{1,300}+”|‘[^‘’\n]{1,300}+’|「[^「」\n]{1,300}+」|《[^《》\n]{1,300}+》'
)


class Expression(NamedTuple):
    """A number of a text: characters start to end (exclusive), what it is, and its readings.

    `reason` says why a kind "none" is no statistic. `damage` is the kind of garbling, "" if none.
    `unit` is one printed with the number, such as percent.
    """

    start: int
    end: int
    kind: Kind
    reason: str = ""
    readings: tuple[NumberReading, ...] = ()
    damage: str = ""
    unit: str = ""


class Page:
    """A text folded, with its quotations, and whether machine translation has damaged it."""

    def __init__(self, text: str) -> None:
        self.text = fold(text)
        # A plain search is many times faster than that for a pattern that begins with "perhaps".
        marked = "kloc-0" in self.text
        self.damaged = marked or any(sign.search(self.text) for sign in (PLUS, MASK, PLAIN_GAP))
        # Where a mark of damage stands, its letters are no word.
        self.plain = KLOC.sub(lambda mark: " " * len(mark[0]), self.text) if marked else self.text
        self._quotes = [found.span() for found in QUOTED.finditer(self.text)]
        self._starts = [start for start, _ in self._quotes]

    def quotation(self, at: int) -> tuple[int, int] | None:
        """Return the quotation around a character, with its marks, or None."""
        before = bisect_right(self._starts, at) - 1
        span = self._quotes[before] if before >= 0 else (0, 0)
        return span if span[0] <= at < span[1] else None


class Spot:
    """Where a number begins: the page, its folded text, and the offset.

    `before` is what precedes the number since the one before it, at most 32 characters; the text
    begins after a line end. `floor` is where the number before ends.
    """

    # Of what is made for each number, this is asked most: slots are read fastest.
    __slots__ = ("at", "before", "page", "text")

    def __init__(self, page: Page, at: int, floor: int) -> None:
        self.page, self.text, self.at = page, page.text, at
        low = max(floor, at - BEFORE)
        self.before = page.text[low:at] if low else f"\n{page.text[:at]}"

    @property
    def behind(self) -> str:
        """What precedes the number, other numbers too."""
        return self.text[max(0, self.at - BEFORE) : self.at]

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match a pattern where the number begins."""
        return pattern.match(self.text, self.at)

    def none(self, reason: str, end: int) -> Expression:
        """Return the number as no statistic."""
        return Expression(self.at, end, "none", reason)


Recogniser = Callable[[Spot], Expression | None]
