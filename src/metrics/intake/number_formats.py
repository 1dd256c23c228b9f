"""What the number format of a spreadsheet's cell makes of the number that the cell holds."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

# Formats of days and times that a workbook names by number without writing them down, as Excel for
# China shows them (ECMA-376, part 1, 18.8.30). openpyxl knows none of them: it gives the day as a
# plain number.
DAYS_OF_CHINA = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    **dict.fromkeys((34, 55), 'AM/PMh"时"mm"分"'),
    **dict.fromkeys((35, 56), 'AM/PMh"时"mm"分"ss"秒"'),
}
# What a format shows as it is written: in quotation marks, after a backslash or "!", and the
# letter after "_" or "*", which only makes room; [Red] and [$-804] show nothing.
LITERAL = re.compile(r'"[^"]*"|[\\!_*].|\[[^\]]*\]')


@cache
def percents(number_format: str) -> tuple[int, ...]:
    """Return how many percent signs each section of a format has: each makes a number 100 times."""
    return tuple(one.count("%") for one in LITERAL.sub("", number_format).split(";"))


def percent_signs(value: float, number_format: str) -> int:
    """Return how many percent signs a number is shown with: of its section, by its sign."""
    signs = percents(number_format)
    section = 1 if value < 0 else 2 if value == 0 else 0
    return signs[section if section < len(signs) else 0]


def as_percent(value: float, signs: int, digits: int) -> str:
    """Return a number as it is shown with percent signs, free of the noise of binary fractions."""
    exact = Decimal(f"{value:.{digits}g}") * 100**signs
    return f"{exact.normalize():f}{'%' * signs}"


@cache
def day_form(number_format: str) -> str:
    """Return the form of what a format shows of a day, of which it may show year and month only."""
    shown = LITERAL.sub("", number_format).lower().replace("general", "")
    if "d" in shown or not re.search("[ym]", shown):
        return "%Y-%m-%d"
    return "%Y-%m" if "m" in shown else "%Y"


@cache
def scales(number_format: str) -> bool:
    """Say whether a format shows another number than the cell holds, but for a percentage.

    A comma after the last digit before the point divides by 1,000; 万 or 亿 says of which the
    number that is shown is one.
    """
    return bool(re.search(r"[0#?],+(?![0#?,])", LITERAL.sub("", number_format))) or bool(
        re.search("[万亿]", number_format)
    )
