"""Read the number in a printed form that machine translation may have garbled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from metrics.reading.repair_rules import GAP, GLUED, RULES, Joined, Rule, joins, unmarked

__all__ = ["LONGEST", "RULES", "TOO_LARGE", "Reading", "Rule", "readings"]

TOO_LARGE = 10**15  # whole numbers below it are exact in every type used
LONGEST = 200  # characters; what is longer is no number's printed form but a text
ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TEENS = ["ten", "eleven", "twelve"]
TEENS += [stem + "teen" for stem in ("thir", "four", "fif", "six", "seven", "eigh", "nine")]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = {word: number for number, word in enumerate(ONES + TEENS)}
WORDS |= {word: 10 * number for number, word in enumerate(TENS, 2)}
PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9}
SCALES |= {"万": 10**4, "亿": 10**8}
SCALE = r"(?P<scale>(?:hundred|thousand|million|billion)\b|[万亿])?"
NUMBER = r"(?:[0-9]+(?:[.,][0-9]+)*|(?<!\S)\.[0-9]+)"
CLEAN = re.compile(rf"(?P<digits>{NUMBER})(?: ?{SCALE})?", re.I)
PRINTED = re.compile(rf"(?P<digits>{NUMBER}(?:{GAP}{NUMBER})*)(?: ?{SCALE})?", re.I)
AMOUNT = re.compile(rf"(?P<number>[0-9]+\.?[0-9]*|\.[0-9]+){SCALE}", re.I)
SPELLED = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(TENS)})(?:[- ](?P<unit>{'|'.join(ONES[1:])}))?"
    rf"|(?P<word>{'|'.join(TEENS + ONES)}))\b(?:[- ](?P<part>{'|'.join(PARTS)})s?\b)?(?: ?{SCALE})?"
)


@dataclass(frozen=True)
class Reading:
    """A number that a printed form may stand for, and the names of the rules that give it.

    No rules: as printed. The names stand in the order of RULES.
    """

    value: int | float
    rules: tuple[str, ...] = ()


def readings(printed: str) -> tuple[Reading, ...]:
    """Return the readings of a printed form, likeliest first, no value twice.

    A clean number has one reading without rules, a text without numbers has none; no text raises.
    Scales (million, 万) are multiplied in, other units and signs are not read. Number words, up to
    ninety-nine, are read where the form has no digits. Above LONGEST characters no rule is tried.
    Numbers from TOO_LARGE on, and numbers with two points, are not read.
    Source: damage on pages of the same make, where a known fact or a sum tells the true number.
    """
    text = " ".join(printed.split())
    if not re.search("[0-9]", text):
        return _distinct(_spelled(text.lower()))
    if len(text) > LONGEST:
        different = dict.fromkeys(map(_digits, CLEAN.finditer(text)))
        return _distinct(_read(Joined(digits)) for digits in different)
    return _distinct(map(_read, _repaired(text)))


def _distinct(found: Iterable[Reading | None]) -> tuple[Reading, ...]:
    first: dict[int | float, Reading] = {}
    for reading in found:
        if reading:
            first.setdefault(reading.value, reading)
    return tuple(first.values())


def _digits(found: re.Match[str]) -> str:
    return found["digits"] + (found["scale"] or "")


def _repaired(text: str) -> Iterator[Joined]:
    for plain, rules in unmarked(text):
        for found in PRINTED.finditer(plain):
            before = plain[: found.start()][-1:]
            for times in (1, 10, 100) if GLUED.fullmatch(before) else (1,):
                names = (*rules, "glue") if times > 1 else rules
                for joined in joins(_digits(found)):
                    yield joined.by(*names, times=times)


def _read(joined: Joined) -> Reading | None:
    amount = AMOUNT.fullmatch(joined.digits.replace(" ", "").replace(",", ""))
    if amount is None or len(amount["number"]) > LONGEST:
        return None
    # Decimal, as 0.29 times 100 is not 29 in binary floating point
    scale = SCALES.get((amount["scale"] or "").lower(), 1)
    value = Decimal(amount["number"]) * scale * joined.times
    if value >= TOO_LARGE:
        return None
    whole = int(value)
    return Reading(whole if whole == value else float(value), joined.rules)


def _spelled(text: str) -> Iterator[Reading]:
    for found in SPELLED.finditer(text):
        words = [found[group] for group in ("tens", "unit", "word") if found[group]]
        number = sum(WORDS[word] for word in words) * SCALES.get(found["scale"], 1)
        yield Reading(number / PARTS[found["part"]] if found["part"] else number)
