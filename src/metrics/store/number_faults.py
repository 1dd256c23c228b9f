"""What a cell that is no number holds instead, and how to write the number that it seems to mean.

The rules refuse such a cell as it stands; here the reader is told which of the usual things it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
GROUPED = re.compile(r"-?[0-9]{1,3}([,' \u00a0\u202f.\u2019][0-9]{3})+")
SCALED = {"万": 10_000, "千": 1_000, "百": 100, "亿": 100_000_000}
NOTHING = (
    *("-", "--", "\u2013", "\u2014", "/", "?", "n/a", "na", "nan", "null", "none"),
    *("无", "缺", "不详"),
)
LETTERS = {"O": "0", "o": "0", "\u3007": "0", "l": "1", "I": "1", "|": "1"}  # taken for digits
WRITES_YEAR = re.compile("Write (?:1[89]|2[01])[0-9]{2},")
LEAVE = "Leave the cell empty where no number is stated: empty is not zero."

Found = tuple[str, str]  # what is wrong, what to do
Cause = Callable[[str], Found | None]


def explain_bad_number(text: str, example: str) -> Found:
    """Return what is wrong with a cell that must hold a number like `example`, and what to do."""
    for look in CAUSES:
        if found := look(text.strip()):
            return found
    return "the value is text, not a number", f"Write a number like {example}. {LEAVE}"


def explain_bad_year(text: str, usual: Found) -> Found:
    """Return what is wrong with a cell that must hold a year, and what to do; else `usual`.

    What is wrong with a number is told where the number that it seems to mean is a year.
    """
    given = text.strip()
    causes = (found for look in CAUSES if (found := look(given)) and WRITES_YEAR.match(found[1]))
    return _formula(given) or _other_calendar(given) or _two_digits(given) or next(causes, usual)


def _formula(text: str) -> Found | None:
    if not text.startswith("="):
        return None
    do = "Put its result there: in a spreadsheet, copy the cell and paste its value only."
    return "the cell holds a formula, which is not worked out here", do


def _empty(text: str) -> Found | None:
    return ("the cell says that nothing is stated", LEAVE) if text.lower() in NOTHING else None


def _full_width(text: str) -> Found | None:
    plain = unicodedata.normalize("NFKC", text)
    changed = [one for one in text if unicodedata.normalize("NFKC", one) != one]
    # Of 4① and 5² the mark is a note's or a power: 41 and 52 are not meant.
    if not changed or not re.search("[0-9]", plain) or not all(map(_is_full_width, changed)):
        return None
    return "the number has full-width digits", _write(plain)


def _is_full_width(one: str) -> bool:
    return "\uff01" <= one <= "\uff5e"


def _thousands(text: str) -> Found | None:
    if not GROUPED.fullmatch(text):
        return None
    return "the number has separators of thousands", _write(re.sub("[^0-9-]", "", text))


def _comma(text: str) -> Found | None:
    if not re.fullmatch("-?[0-9]+,[0-9]+", text):
        return None
    return "the number has a decimal comma", _write(text.replace(",", "."))


def _percent(text: str) -> Found | None:
    found = re.fullmatch(r"(-?[0-9.]+) ?[%\uff05]", text)
    if not found or not PLAIN.fullmatch(found[1]):
        return None
    return "the value is a percentage", _write(f"{float(found[1]) / 100:.10g}")


def _scaled(text: str) -> Found | None:
    found = re.fullmatch(f"([0-9.]+) ?([{''.join(SCALED)}])", text)
    if not found or not PLAIN.fullmatch(found[1]):
        return None
    exact = f"{float(found[1]) * SCALED[found[2]]:.15g}"
    return f"the number is given in units of {SCALED[found[2]]:,}", _write(exact)


def _letter(text: str) -> Found | None:
    """Find a letter that was typed for a digit: 2O16 holds a letter O."""
    wrong = [one for one in text if one in LETTERS]
    plain = "".join(LETTERS.get(one, one) for one in text)
    if not wrong or not re.search("[0-9]", text) or not PLAIN.fullmatch(plain):
        return None
    return f"the number holds a letter {wrong[0]} for a digit", _write(plain)


def _unit(text: str) -> Found | None:
    found = re.fullmatch(r"(-?[0-9]+(?:\.[0-9]+)?)\s*([^\W\d_.,]+)\.?", text)
    if not found or not found[2][0].isalpha():  # a mark such as ① begins no unit
        return None
    return "the cell holds a unit beside the number", _write(found[1])


def _whole(text: str) -> Found | None:
    found = re.fullmatch(r"(-?[0-9]+)\.[0-9]*", text)
    if not found:
        return None
    rest = text.split(".")[1].strip("0")
    do = "Correct the value." if rest else _write(found[1])
    return "the value is not a whole number", do


def _other_calendar(text: str) -> Found | None:
    found = re.fullmatch("民国 ?([0-9]{1,3})年?", text)
    says = "the year is counted from 1912 as the first"
    return (says, _write(str(1911 + int(found[1])))) if found else None


def _two_digits(text: str) -> Found | None:
    if not re.fullmatch("['\u2018\u2019]?[0-9]{2}年?", text):
        return None
    return "two digits are no year", "Write all four digits of the year, like 2016."


def _write(number: str) -> str:
    """Say what to write, as long as it is sure to be a number."""
    return f"Write {number}, if that is meant." if PLAIN.fullmatch(number) else LEAVE


CAUSES: tuple[Cause, ...] = (
    *(_formula, _empty, _full_width, _thousands, _comma, _percent, _scaled, _letter, _unit, _whole),
)
