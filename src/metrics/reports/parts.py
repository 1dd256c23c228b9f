"""Add up a number of several parts, each with a lesser scale than the one before: 3亿5千万."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from math import prod

from metrics.reading import repairs
from metrics.reading.repairs import TOO_LARGE
from metrics.reports.values import MOST, SCALES, Number, NumberReading, multiplied

Part = tuple[str, str]  # digits, and the scale after them
LARGE = re.compile("[万萬亿億]+")  # these multiply all parts since the last of them
HUNDRED_MILLIONS = re.compile("[亿億]")
BEYOND = Decimal(10) ** 30


class _Places:
    """The value of the parts so far; each must lie below the last place of those before it."""

    def __init__(self) -> None:
        self._closed, self._section = Decimal(0), Decimal(0)
        self._above, self._place = BEYOND, BEYOND

    @property
    def value(self) -> Decimal:
        return self._closed + self._section

    def add(self, digits: Decimal, scale: str) -> bool:
        """Add a part, and say whether it had a place."""
        large = LARGE.search(scale)
        small = prod(SCALES[sign] for sign in scale if sign in "千百十")
        if digits * small >= self._place:
            return False
        self._section += digits * small
        self._place = Decimal(small)
        return not large or self._close(prod(SCALES[sign] for sign in large[0]), small)

    def _close(self, factor: int, small: int) -> bool:
        # 3万5千亿 is 35,000 times a hundred million; 300万5亿 are two numbers.
        if factor > self._above and small > 1:
            self._section, self._closed, self._above = self.value, Decimal(0), BEYOND
        if self._section * factor >= self._above:
            return False
        self._closed, self._section = self._closed + self._section * factor, Decimal(0)
        self._above = self._place = Decimal(factor)
        return True


def value(parts: Iterable[tuple[Number | str, str]]) -> Number | None:
    """Return the value of parts, each of its digits and its scale; None where one has no place."""
    places = _Places()
    for digits, scale in parts:
        if not places.add(Decimal(str(digits).replace(",", "")), scale):
            return None
    found = places.value
    return multiplied(1, found) if found < TOO_LARGE else None


def together(head: str, parts: Sequence[Part]) -> tuple[NumberReading, ...]:
    """Read parts, of which the first has the digits `head`; several readings where it is open."""
    found: dict[Number, NumberReading] = {}
    for one in repairs.readings(head):
        for said in _variants(parts):
            total = value([(one.value, said[0][1]), *said[1:]])
            if total is not None:
                found.setdefault(total, NumberReading(total, None, one.rules))
    return tuple(found.values())[:MOST]


def _variants(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Yield the parts with what speakers leave out, and as printed: 3万5 is 3万5千 or 3万零5."""
    for said in _tenths(list(parts)):
        scales = [scale for _, scale in said]
        last = max(at for at, scale in enumerate(scales) if LARGE.search(scale) or not at)
        if HUNDRED_MILLIONS.search(scales[last]) and "".join(scales[last + 1 :]):
            yield [*said[:-1], (said[-1][0], f"{said[-1][1]}万")]
        yield said


def _tenths(parts: list[Part]) -> Iterator[list[Part]]:
    digit, scale = parts[-1]
    if len(digit.partition(".")[0]) == 1 and digit != "0" and not scale:
        zeros = len(str(prod(SCALES[sign] for sign in parts[-2][1].strip()))) - 2
        yield [*parts[:-1], (str(Decimal(digit) * 10**zeros), "")]
    yield parts
