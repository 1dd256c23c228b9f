"""Know a number in digits with all that belongs to its value: scales, and what follows a scale."""

from __future__ import annotations

import re
from typing import NamedTuple

from metrics.reading.repair_rules import GAP
from metrics.reports.parts import Part, together, value
from metrics.reports.values import DIGITS, MOST, NumberReading, of_digits, of_groups

GROUPED = r"[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])"
PLAIN = rf"(?:(?:{GROUPED}|[0-9]++)(?:\.[0-9]++(?!\.[0-9]))?)"
ONE = r"(?:65,?438\+0?|/?kloc-0/?)"  # a marker that stands for the digit 1
MARKED = (
    rf"(?:(?:[0-9][0-9,]{{0,11}}?)?{ONE}(?:[0-9,]{{0,12}}?{ONE}){{0,3}}"
    r"[0-9]{0,15}+(?:,[0-9]{3})*+(?:\.[0-9]++)?)"
)
PIECE = f"(?:{MARKED}|{PLAIN})"
SPACE = r"(?:(?<=1) (?=[0-9])|(?<=[0-9]) (?=1))"
# Groups of three digits after spaces; one such group alone may be a number of its own.
SPACED = r"(?:(?<![0-9] )(?<![0-9.,])[0-9]{1,3}(?: [0-9]{3}){2,4}(?:\.[0-9]++)?(?! ?[0-9]))"
ENGLISH_SCALE = r" ?(?:hundred|thousand|million|billion|trillion|dozen)s?\b"
CHINESE_SCALE = r" ?[余多来几]?(?:[百千]?[万萬][亿億]?|[亿億]|[千百十](?!分))"
SCALE = rf"(?P<scale>(?i:{ENGLISH_SCALE})|{CHINESE_SCALE})?"
OVER = r"(?P<over>[余多]|\+(?![0-9]))?"


def _number(gap: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<digits>{SPACED}|{PIECE}(?:{gap}{PIECE}){{0,4}}){SCALE}{OVER}")


CLEAN, DAMAGED = _number(SPACE), _number(GAP)
CONTINUED = frozenset("亿億万萬千百")  # a scale after which more of the same number may stand
# What follows a scale at once, with a lesser one; digits alone only where they are no year, day or
# share of their own, numerals never alone.
LESSER_SCALE = "[千百十](?!分)[万萬亿億]?|[万萬亿億]"
LESSER = re.compile(
    rf"(?P<digits>{PLAIN})(?:(?P<scale>{LESSER_SCALE})"
    r"|(?![0-9]|[.,:/][0-9]| ?[年月日号时%‰℃]))"
    rf"|零?(?P<numeral>[一二两三四五六七八九])(?P<its_scale>{LESSER_SCALE})"
)
IN_GROUPS = re.compile(SPACED)
SHORT_SCALE = re.compile(r" ?(?P<scale>bn|m|k)\b", re.I)
SHORT_SCALES = {"bn": "billion", "m": "million", "k": "thousand"}
# Only of money, and of both ends of its range, is m a million rather than a metre.
MONEY = re.compile(
    r"(?:[$€£¥￥]|\b(?:USD|RMB|CNY|EUR|GBP)) ?"
    r"(?:[0-9.,]{1,12} ?(?:bn|m|k)? ?(?:[-–—~]|to) ?)?\Z",
    re.I,
)
AND_A_HALF = re.compile(rf" and a[ -]half\b(?P<scale>(?i:{ENGLISH_SCALE}))?")
MORE = re.compile(r"[余多]|\+(?![0-9])")


class Printed(NamedTuple):
    """Digits as printed with their scale, the lesser parts after it, and where all of it ends.

    `perhaps` is a scale that what follows may be, as the k of 5k: thousands, or a kilometre.
    """

    digits: str
    scale: str
    end: int
    parts: tuple[Part, ...] = ()
    perhaps: str = ""

    def readings(self, before: str = "", scale: str = "") -> tuple[NumberReading, ...]:
        """Return what it may be worth; `before` is a letter or mask, `scale` one borrowed."""
        if self.perhaps:
            found = (of_digits(before + self.digits, each) for each in (self.perhaps, scale))
            return tuple({one.value: one for each in found for one in each}.values())[:MOST]
        if IN_GROUPS.fullmatch(self.digits):
            return of_groups(before, self.digits, self.scale or scale)
        if not self.parts:
            return of_digits(before + self.digits, self.scale or scale)
        return together(before + self.digits, (("", self.scale), *self.parts))


def printed_at(text: str, at: int, damaged: bool) -> Printed | None:
    """Return the number that begins at a character; points and spaces join more in damaged text."""
    found = (DAMAGED if damaged else CLEAN).match(text, at)
    if not found:
        return None
    digits, scale, end = found["digits"], found["scale"] or "", found.end()
    if not scale and not found["over"]:
        return _worded(text, at, digits, end) or Printed(digits, "", end)
    if scale[-1:] not in CONTINUED or found["over"] or "." in found["digits"]:
        return Printed(digits, scale, end)
    parts, end = _lesser(text, end, scale)
    return Printed(digits, scale, end, parts)


def _worded(text: str, at: int, digits: str, end: int) -> Printed | None:
    """Return a number with the letter of a scale after it, or with "and a half"."""
    short = SHORT_SCALE.match(text, end)
    if short:
        return _short(text, at, digits, short)
    half = AND_A_HALF.match(text, end) if digits.isdigit() else None
    return Printed(f"{digits}.5", half["scale"] or "", half.end()) if half else None


def _lesser(text: str, end: int, scale: str) -> tuple[tuple[Part, ...], int]:
    """Return the parts that follow a scale at once, each below the one before, and their end."""
    parts: list[Part] = []
    while found := LESSER.match(text, end):
        digits = found["digits"] or str(DIGITS[found["numeral"]])
        parts.append((digits, found["scale"] or found["its_scale"] or ""))
        if value([(1, scale), *parts]) is None:
            parts.pop()
            break
        end = found.end()
    over = MORE.match(text, end) if parts else None
    return tuple(parts), over.end() if over else end


def _short(text: str, at: int, digits: str, short: re.Match[str]) -> Printed | None:
    """Return a number with bn, m or k after it; None where the letter is none of its own."""
    letter = short["scale"].lower()
    if letter == "bn" or MONEY.search(text[max(0, at - 24) : at]):
        return Printed(digits, SHORT_SCALES[letter], short.end())
    return Printed(digits, "", short.end(), (), "thousand") if letter == "k" else None
