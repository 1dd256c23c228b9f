"""Find what of a text belongs to a number: digits, numerals, number words, marks of damage."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Literal, NamedTuple

from metrics.reading.repair_rules import KLOC
from metrics.reading.repairs import ONES, TEENS, TENS
from metrics.reports.expression import Page
from metrics.reports.values import NUMERALS

# The numerals of Chinese; a digit, a fraction or a circled number is known by its category.
WITH_HALF = f"{NUMERALS}半"
_ORDINALS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
thirteenth fourteenth fifteenth twentieth"""
_SCALES = "hundred thousand million billion trillion dozen"
_PARTS = "half third quarter fourth fifth sixth seventh eighth ninth tenth hundredth"
_TIMES = "double doubled triple tripled twice thrice halved quadrupled"
ORDINALS, SCALES, PARTS = _ORDINALS.split(), _SCALES.split(), _PARTS.split()
SINGULAR = [*ONES, *TEENS, *TENS, *ORDINALS, *SCALES, *PARTS, *_TIMES.split(), "halves"]
WORDS = frozenset([*SINGULAR, *(f"{word}s" for word in (*SCALES, *PARTS))])
# A share in words counts as a number: it says how many of a whole.
SHARE = re.compile(
    r"[aAfF全](?:(?<![A-Za-z].)(?:ll of (?:them|these|those)"
    r"|ull(?:y cover|-cover| cover)(?:ed|age))\b|覆盖|部)"
)
NUMBERS = ("Nl", "No")
LAST_CODE = 0xFFFF  # folded texts have no number beyond

MASKED = re.compile(r"\*(?: ?\*)++")

Kind = Literal["number", "word", "mark", "share"]


class Atom(NamedTuple):
    """A stretch of text that is a number or a part of one: characters start to end (exclusive)."""

    start: int
    end: int
    kind: Kind


def atoms(page: Page, words: Iterable[re.Match[str]]) -> list[Atom]:
    """Return in order each run of digits or numerals, each number word, mark of damage and share.

    A number word is one of the Latin words that is in WORDS; a mark is a row of asterisks or
    "kloc-0" with its slashes. Takes time in proportion to the text; never raises.
    """
    text, plain = page.text, page.plain
    marks = KLOC.finditer(text) if plain is not text else ()
    found = [Atom(*one.span(), "mark") for one in marks]
    found += [Atom(*one.span(), "mark") for one in MASKED.finditer(text)]
    # A pattern that begins with one class of characters is searched for many times faster than
    # one of alternatives, so each kind has its own.
    found += [Atom(*one.span(), "number") for one in _numbers().finditer(plain)]
    found += [Atom(*one.span(), "share") for one in SHARE.finditer(plain)]
    found += [Atom(*one.span(), "word") for one in words if one[0].lower() in WORDS]
    return sorted(found)


@cache
def _numbers() -> re.Pattern[str]:
    """Return the pattern of a run of digits or numerals; digits of all scripts are folded ones."""
    codes = (code for code in range(LAST_CODE) if unicodedata.category(chr(code)) in NUMBERS)
    other = "".join(map(chr, codes))
    return re.compile(f"[0-9{WITH_HALF}{other}]++")
