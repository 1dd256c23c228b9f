"""The rules by which machine translation garbles numbers, and what each makes of the digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

TEN_THOUSAND = " 10,000"
GAP = r"(?:(?<=1)\.? (?=[0-9])|(?<=[0-9])\.? (?=1))"  # a space, also after a point, beside a 1
STRAY = re.compile(r"1? 1?")
SPLIT_YEAR = re.compile(r"(?:19|20) 1[0-9]")
MASK = re.compile(r"\* ?\*")
KLOC = re.compile(r"/?kloc-0/?")
PLUS = re.compile(r"65,?438\+0?")  # the number 65438 may have got its comma, and lost the 0
GLUED = re.compile(r"[A-Za-z]")  # Latin only: Chinese sets no space before a number


@dataclass(frozen=True)
class Rule:
    """A garbling rule: its name, and a sentence for readers that says what it does."""

    name: str
    says: str


RULES: tuple[Rule, ...] = (
    Rule("years", "A year that a space has split before a 1 is joined, before any other rule."),
    Rule(
        "unit",
        'A number set apart from "10,000" counts ten thousands, as Chinese does; '
        "it may have lost its decimal point and be a tenth of that.",
    ),
    Rule(
        "kloc",
        'A marker such as "/kloc-0" or "65438+0" stands for the digit 1; '
        'of "kloc-0" the 0 alone may be right, or nothing of it.',
    ),
    Rule("mask", 'Asterisks stand for "in total", and the number after them is read as printed.'),
    Rule(
        "gap",
        "Pieces of a number with a space beside a digit 1, or before groups of three digits, "
        "are joined, all or some of them; a 1 at the space may also be a stray one, "
        "which is dropped.",
    ),
    Rule(
        "glue",
        "A number glued to the word before it may have lost one or two zeros: "
        "amounts of this kind are off by 10 or 100.",
    ),
)
ORDER = [rule.name for rule in RULES]


@dataclass(frozen=True)
class Joined:
    """Digits to be read as one number `times` a factor, and the names of the rules applied."""

    digits: str
    times: int = 1
    rules: tuple[str, ...] = ()

    def by(self, *rules: str, times: int = 1) -> Joined:
        """Return the same digits with more rules applied; names stand in the order of RULES."""
        names = sorted({*self.rules, *rules}, key=ORDER.index)
        return Joined(self.digits, self.times * times, tuple(names))


def unmarked(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the text with its markers read as digits, and the rules applied; likeliest first.

    Masks are left in the text, where they keep the numbers around them apart.
    """
    rules = ("mask",) if MASK.search(text) else ()
    plain = PLUS.sub("1", text)
    if not KLOC.search(plain):
        yield plain, rules if plain == text else ("kloc", *rules)
        return
    for digit in "10|":  # the bar keeps digits apart where the marker stands for nothing
        yield KLOC.sub(digit, plain), ("kloc", *rules)


def joins(digits: str) -> Iterator[Joined]:
    """Yield the ways to read digits, with single spaces between their pieces; likeliest first."""
    if SPLIT_YEAR.fullmatch(digits):
        yield Joined(digits).by("years")
    elif digits.endswith(TEN_THOUSAND):
        yield from _in_ten_thousands(digits)
    elif " " in digits:
        yield from _over_gaps(digits)
    else:
        yield Joined(digits)


def _in_ten_thousands(digits: str) -> Iterator[Joined]:
    count = next(joins(digits.removesuffix(TEN_THOUSAND)))
    yield count.by("unit", times=10_000)
    yield Joined(digits).by("gap")
    yield count.by("unit", times=1_000)


def _over_gaps(digits: str) -> Iterator[Joined]:
    pieces = digits.split(" ")
    for size in range(len(pieces), 0, -1):
        for first in range(len(pieces) - size + 1):
            run = Joined(" ".join(pieces[first : first + size]))
            yield run.by("gap") if size > 1 else run
    yield Joined(STRAY.sub("", digits)).by("gap")
