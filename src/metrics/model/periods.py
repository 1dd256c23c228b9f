"""Periods: years, half-years, quarters, months and days, read from what tables call them.

A period has one written form: 2021, 2021-H1, 2021-Q1, 2021-03 or 2021-03-05. Others are read into
it: 2021.0, 2021年上半年, Q1 2021, 1Q2021, 2021年第一季度, 2021/3, 2021M03, 2021年3月5日, and any
of these in full-width letters and digits.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Kind = Literal["year", "half-year", "quarter", "month", "day"]
KINDS: tuple[Kind, ...] = ("year", "half-year", "quarter", "month", "day")
MONTHS: dict[Kind, int] = {"year": 12, "half-year": 6, "quarter": 3, "month": 1}
FORMS = "Write a year 2021, half-year 2021-H1, quarter 2021-Q1, month 2021-03 or day 2021-03-05."
MOST_BETWEEN = 2000  # periods that are listed from one to another

_YEAR = "(?P<year>(?:1[89]|2[01])[0-9]{2})"
_ANY_YEAR = re.compile(_YEAR)
_MONTH, _DAY = "(?P<month>0?[1-9]|1[0-2])", "(?P<day>0?[1-9]|[12][0-9]|3[01])"
_HALVES = {"1": 1, "2": 2, "上": 1, "下": 2}
_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "一": 1, "二": 2, "三": 3, "四": 4}
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    ("year", rf"{_YEAR}(?:\.0+)?(?: *年度?)?"),
    ("half-year", rf"{_YEAR}[- ]?[Hh](?P<half>[12])"),
    ("half-year", rf"{_YEAR} *年 *(?P<half>[上下])半年"),
    ("quarter", rf"{_YEAR}[- ]?[Qq](?P<quarter>[1-4])"),
    ("quarter", rf"[Qq](?P<quarter>[1-4])[- /]?{_YEAR}"),
    ("quarter", rf"(?P<quarter>[1-4])[Qq][- /]?{_YEAR}"),
    ("quarter", rf"{_YEAR} *年? *第? *(?P<quarter>[1-4一二三四]) *季度?"),
    ("month", rf"{_YEAR}(?:[-/.]|[Mm]){_MONTH}"),
    ("month", rf"{_YEAR}(?P<month>0[1-9]|1[0-2])"),
    ("month", rf"{_YEAR} *年 *{_MONTH} *月(?:份)?"),
    ("day", rf"{_YEAR}[-/.]{_MONTH}[-/.]{_DAY}(?:[ T]00:00(?::00)?)?"),
    ("day", rf"{_YEAR} *年 *{_MONTH} *月 *{_DAY} *日"),
)


@dataclass(frozen=True)
class Period:
    """A stretch of time: its kind and its first and last day."""

    kind: Kind
    first: date
    last: date

    @property
    def label(self) -> str:
        """The one form in which the period is written."""
        return _LABELS[self.kind](self.first)

    @property
    def year(self) -> int:
        """The year that the period lies in."""
        return self.last.year

    @property
    def order(self) -> tuple[date, date]:
        """By which periods stand in time: the last day, then the first."""
        return self.last, self.first

    @property
    def following(self) -> Period:
        """The period of the same kind that comes next."""
        return _from(self.kind, self.last + timedelta(days=1))


_LABELS: dict[Kind, Callable[[date], str]] = {
    "year": lambda day: f"{day.year}",
    "half-year": lambda day: f"{day.year}-H{(day.month + 5) // 6}",
    "quarter": lambda day: f"{day.year}-Q{(day.month + 2) // 3}",
    "month": lambda day: f"{day.year}-{day.month:02}",
    "day": lambda day: day.isoformat(),
}


def parse(text: str) -> Period | None:
    """Return the period that a text names; None where it names none, or no day that there is."""
    text = unicodedata.normalize("NFKC", text).strip()
    if not _ANY_YEAR.search(text):
        return None
    for kind, pattern in _PATTERNS:
        if found := re.fullmatch(pattern, text):
            return _read(kind, found.groupdict())
    return None


def _read(kind: Kind, parts: dict[str, str]) -> Period | None:
    month = int(parts.get("month") or 1)
    if half := parts.get("half"):
        month = 6 * _HALVES[half] - 5
    if quarter := parts.get("quarter"):
        month = 3 * _QUARTERS[quarter] - 2
    try:
        return _from(kind, date(int(parts["year"]), month, int(parts.get("day") or 1)))
    except ValueError:  # the 31st of June
        return None


def _from(kind: Kind, first: date) -> Period:
    """Return the period of a kind that begins on a day."""
    if kind == "day":
        return Period(kind, first, first)
    month = first.month + MONTHS[kind] - 1
    return Period(kind, first, date(first.year, month, monthrange(first.year, month)[1]))


def between(periods: Sequence[Period]) -> list[Period]:
    """Return every period of one kind from the first to the last of those given, gaps filled.

    Where more than MOST_BETWEEN would be listed, only those given are.
    """
    ordered = sorted(set(periods), key=lambda one: one.order)
    found = ordered[:1]
    while found and found[-1] != ordered[-1]:
        found.append(found[-1].following)
        if len(found) > MOST_BETWEEN:
            return ordered
    return found
