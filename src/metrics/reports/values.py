"""Work out what a printed number may be worth: its readings, likeliest first."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from math import prod
from typing import NamedTuple

import cn2an

from metrics.reading import repairs
from metrics.reading.repairs import TOO_LARGE

MOST = 5  # readings of one number
LONGEST_NUMERAL = 24  # characters; a longer run of Chinese numerals is no number
SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
SCALES |= {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9}
SCALES |= {"trillion": 10**12, "dozen": 12}
WORD_VALUES = {**repairs.WORDS, **{"once": 1, "twice": 2, "thrice": 3}}
# The numerals of Chinese as they are read: those of cheques and of traditional writing, made plain.
PLAIN_NUMERALS = "〇零一二三四五六七八九十百千万亿两"
OTHER_NUMERALS = dict(
    zip(
        "壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟萬億兩",
        "一二二三三三四五六六七八九十百千万亿两",
        strict=True,
    )
) | {"廿": "二十", "卅": "三十"}
NUMERALS = PLAIN_NUMERALS + "".join(OTHER_NUMERALS)
TO_PLAIN = str.maketrans(OTHER_NUMERALS)
BARE_TEN = re.compile(r"(?<![一二两三四五六七八九])十")  # cn2an loses the ten of 一亿十万
DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}

Number = int | float


class NumberReading(NamedTuple):
    """A number that a printed form may stand for, and the names of the rules of repair used.

    `upper` is the end of a range, None otherwise. No rules: as printed.
    """

    value: Number
    upper: Number | None = None
    rules: tuple[str, ...] = ()

    def times(self, factor: int | Decimal) -> NumberReading | None:
        """Return the reading multiplied, None when it grows beyond exact numbers."""
        value = multiplied(self.value, factor)
        upper = None if self.upper is None else multiplied(self.upper, factor)
        if value >= TOO_LARGE or (upper or 0) >= TOO_LARGE:
            return None
        return self._replace(value=value, upper=upper)


def multiplied(value: Number, factor: int | Decimal) -> Number:
    """Multiply in decimals, so that 0.29 times 100 is 29; whole numbers are integers."""
    product = Decimal(str(value)) * factor
    return int(product) if product == product.to_integral_value() else float(product)


@lru_cache(4096)
def of_digits(printed: str, scale: str = "") -> tuple[NumberReading, ...]:
    """Read digits that may be damaged, in Chinese or English scales; the first five readings."""
    factor = prod(SCALES[sign] for sign in _signs(scale))
    found = (NumberReading(one.value, None, one.rules) for one in repairs.readings(printed))
    scaled = (one.times(factor) for one in found)
    return tuple(one for one in scaled if one is not None)[:MOST]


@lru_cache(4096)
def of_groups(before: str, printed: str, scale: str = "") -> tuple[NumberReading, ...]:
    """Read groups of digits set apart by spaces as one number, then each of them alone."""
    gap = NumberReading(0, None, ("gap",))
    whole = of_digits(before + printed.replace(" ", ""), scale)
    found = {one.value: one._replace(rules=_rules(gap, one)) for one in whole}
    for piece in printed.split(" "):
        for one in of_digits(piece, scale):
            found.setdefault(one.value, one)
    return tuple(found.values())[:MOST]


def _signs(scale: str) -> list[str]:
    word = scale.strip().lower().removesuffix("s")
    return [word] if word in SCALES else [sign for sign in word if sign in SCALES]


def ranges(
    low: tuple[NumberReading, ...], high: tuple[NumberReading, ...]
) -> tuple[NumberReading, ...]:
    """Join the readings of both ends of a range, where the first is below the second."""
    pairs = ((a, b) for a in low for b in high if b.value > a.value)
    return tuple(NumberReading(a.value, b.value, _rules(a, b)) for a, b in pairs)[:MOST]


def _rules(one: NumberReading, other: NumberReading) -> tuple[str, ...]:
    both = {*one.rules, *other.rules}
    return tuple(rule.name for rule in repairs.RULES if rule.name in both)


@lru_cache(4096)
def numeral(printed: str) -> Number | None:
    """Return the value of a Chinese numeral such as 一万五千, None when it has none."""
    plain = printed.translate(TO_PLAIN).replace("余", "").replace("多", "")
    if not plain or len(plain) > LONGEST_NUMERAL:
        return None
    plain = BARE_TEN.sub("一十", plain)
    if plain[0] in "百千万亿":
        plain = f"一{plain}"
    try:
        found = cn2an.cn2an(plain, "normal")
    # What it raises for odd input is not documented, and no text may stop the reading.
    except Exception:
        return None
    value: Number = int(found) if found == int(found) else float(found)
    return value if 0 <= value < TOO_LARGE else None


def between(printed: str) -> NumberReading | None:
    """Return the range that two numerals in turn stand for: 三五百 is 300 to 500."""
    printed = printed.translate(TO_PLAIN)
    if len(printed) < 2 or not {*printed[:2]} <= DIGITS.keys():
        return None
    if not all(sign in SCALES for sign in printed[2:]):
        return None
    low, high = DIGITS[printed[0]], DIGITS[printed[1]]
    factor = prod(SCALES[sign] for sign in printed[2:])
    return NumberReading(low, high).times(factor) if 0 < low < high else None


def fraction(part: Number, whole: Number) -> tuple[NumberReading, ...]:
    """Return a share of one, none where there is no such share."""
    return (NumberReading(part / whole),) if whole else ()


def words(printed: str) -> Number | None:
    """Return the value of English number words such as "two hundred and fifty"."""
    total, part = 0, 0
    for word in printed.lower().replace("-", " ").split():
        if word in WORD_VALUES:
            part += WORD_VALUES[word]
        elif word == "hundred":
            part = max(part, 1) * 100
        elif word in SCALES:
            total, part = total + max(part, 1) * SCALES[word], 0
        elif word not in ("a", "an", "and"):
            return None
    return total + part
