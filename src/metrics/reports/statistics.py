"""Know numbers that count or measure: digits, damaged or clean, shares, ranges and years."""

from __future__ import annotations

import re

from metrics.reports.expression import CODE, HAN, MARK, Expression, Kind, Spot
from metrics.reports.scales import Printed, printed_at
from metrics.reports.values import MOST, NUMERALS, Number, NumberReading, fraction, ranges

PERCENT = r"(?: ?(?:%|‰|℃|°C?|个百分点|百分点|per ?cent(?:age points?)?\b))"
TO = re.compile(rf"{PERCENT}? ?(?:元|户|人|亩)?(?:-{{1,2}}|–|—|~|至|到| to ) ?(?=[0-9])")
FRACTION = re.compile(r"([0-9]{1,3})/([0-9]{1,3})(?![0-9/])")
SIGN_UNIT = re.compile(PERCENT)
LETTERS_BEFORE = re.compile(r"(?<![A-Za-z])[a-z]{1,20}\Z")
FROM = re.compile(r"(?:\bfrom|\bby|由|从|增加|提高|下降|减少) ?\Z")
MASK_THEN = re.compile(
    rf"\*(?: ?\*)++(?P<between> ?(?:[A-Za-z]{{1,15}} ){{0,3}}|[{HAN}]{{0,8}}?)(?=[0-9])"
)
MASKED = re.compile(r"\*(?: ?\*)++")
NEGATIVE = re.compile(r"[\s(（:：，,。]-\Z")
# After a Chinese word a minus may be a dash, as before the number of a document or a page.
SIGN_OR_DASH = re.compile(rf"(?<![图表件页第号码线话真编])(?<=[{HAN}])-\Z")
# In accounts brackets alone may stand for a minus; an item's number follows no Chinese word.
BRACKETED = re.compile(rf"[{HAN}](?P<open>[(（]-?)\Z")
SCALE_AFTER = re.compile(r"[)）] ?(?P<scale>[百千]?[万萬][亿億]?|[亿億])(?= ?(?:美?元|[人户亩吨]))")
DASHED = re.compile(r" ?号|[-/][0-9]")  # follows the number of a document, a house or a phone
DASHED_YEAR = re.compile(rf"(?:19|20)[0-9]{{2}}(?:(?= ?年)|(?![0-9{HAN}.,%‰℃]))")
MEASURED = re.compile(rf"[0-9{NUMERALS}][余多]?(?P<unit>(?:(?![{NUMERALS}])[{HAN}]){{1,4}})-\Z")
YEARS = range(1900, 2100)
YEAR_AFTER = re.compile(r" ?年(?![余多来均])")
YEAR_BEFORE = re.compile(
    r"\b(?:in|since|by|of|during|from|between|until|till|through|before|after|for|to|and|year|"
    r"early|late|mid|end|than|around|spring|summer|autumn|winter)[ -]\Z",
    re.I,
)
NOT_A_NOUN = re.compile(
    r"(?: ?[^\w\s]|\s*\Z|\s(?:[^a-zA-Z]|"
    r"(?:the|an?|and|or|to|is|was|are|were|has|had|have|will|until|"
    r"through|as|when|with|for|in|on|by|at|of|that|which|it|its|we|there|another|alone|onwards|some|about|nearly|almost|over|more|only|all|each|both|they|"
    r"plan|budget|report|target|census|survey)\b))"
)
NAMED_DAMAGE = {"years": "digit gap", "gap": "digit gap", "kloc": "kloc marker"}
NAMED_DAMAGE |= {"glue": "glued", "unit": "ten-thousand unit", "mask": "masked character"}
WORST_FIRST = ("unit", "glue", "mask", "kloc", "gap", "years")


def damage(readings: tuple[NumberReading, ...]) -> str:
    """Return the word for the damage that the rules used in any reading mend."""
    used = {rule for reading in readings for rule in reading.rules}
    if not used:
        return ""
    return next((NAMED_DAMAGE[rule] for rule in WORST_FIRST if rule in used), "")


def masked(spot: Spot) -> Expression | None:
    """Read a number after asterisks, which stand for a masked word; alone they are no number."""
    found = spot.match(MASK_THEN)
    if found:
        number = _number(spot, found.end())
        if number:
            return _counted(spot, spot.at, number, "**")
    found = spot.match(MASKED)
    return spot.none(MARK, found.end()) if found else None


def bracketed(spot: Spot) -> Expression | None:
    """Read a number in brackets whose scale follows them: (-5)万元, or (5)万元 for a loss."""
    before = BRACKETED.search(spot.before) if spot.before[-1:] in ("(", "（", "-") else None
    number = _number(spot, spot.at) if before else None
    after = SCALE_AFTER.match(spot.text, number.end) if number else None
    if not before or not number or not after or number.scale:
        return None
    signs = (-1,) if "-" in before["open"] else (1, -1)
    readings = _signed(number.readings(scale=after["scale"]), signs)
    start = spot.at - len(before["open"])
    return Expression(start, after.end(), "statistic", "", readings, damage(readings))


def digits(spot: Spot) -> Expression | None:
    """Read digits: a share, a range, a year, or a number with its scale; damaged or clean."""
    found = spot.match(FRACTION) if "/" in spot.text[spot.at + 1 : spot.at + 4] else None
    if found and 0 < int(found[1]) < int(found[2]) <= 20:
        readings = fraction(int(found[1]), int(found[2]))
        return Expression(spot.at, found.end(), "statistic", "", readings, "", "share")
    number = _number(spot, spot.at)
    if not number:
        return None
    glued = LETTERS_BEFORE.search(spot.before) if "a" <= spot.before[-1:] <= "z" else None
    start = spot.at - len(glued[0]) if glued else spot.at
    # Chinese sets no space before a number, and a letter alone is a name's more often than a word.
    if glued and len(glued[0]) == 1:
        return spot.none(CODE, number.end)._replace(start=start)
    return _ranged(spot, number) or _counted(spot, start, number, glued[0][-1] if glued else "")


def _number(spot: Spot, at: int) -> Printed | None:
    """Return the number at a character; a point before a space joins only in a damaged text."""
    return printed_at(spot.text, at, spot.page.damaged)


def _ranged(spot: Spot, low: Printed) -> Expression | None:
    """Read two numbers as a range; "from 4 to 6" is a change, so these are two numbers."""
    to = TO.match(spot.text, low.end)
    high = _number(spot, to.end()) if to else None
    if not to or not high or FROM.search(spot.before):
        return None
    # "-5-10" may be an item of a list; of "-5~10" the first end may be below zero.
    open_sign = _signs(spot, low) != (1,) and "-" not in to[0]
    readings = _signed(low.readings(scale=high.scale), (-1, 1) if open_sign else (1,))
    readings = ranges(readings, high.readings())
    end, unit = _unit(spot, high.end)
    # "4.8 percent to 12.6 million" are two numbers
    if not readings or _unit(spot, low.end)[1] not in ("", unit):
        return None
    years = all(one.value in YEARS and one.upper in YEARS for one in readings)
    kind: Kind = "year" if years and not (low.scale or high.scale or unit) else "statistic"
    return Expression(spot.at - open_sign, end, kind, "", readings, damage(readings), unit)


def _counted(spot: Spot, start: int, number: Printed, before: str) -> Expression:
    """Return a number with its readings; `before` is the letter or the mask before the digits."""
    signs = _signs(spot, number)
    readings = _signed(number.readings(before), signs)
    start -= signs != (1,)
    end, unit = _unit(spot, number.end)
    kind: Kind = "statistic"
    if not unit and not before and not number.scale and _is_year(spot, number, readings):
        kind = "year"
    return Expression(start, end, kind, "", readings, damage(readings), unit)


def _signs(spot: Spot, number: Printed) -> tuple[int, ...]:
    """Return the signs that a number may have: both where the minus before it may be a dash."""
    if spot.before[-1:] != "-":
        return (1,)
    if NEGATIVE.search(spot.before):
        return (-1,)
    if not SIGN_OR_DASH.search(spot.before) or _is_dashed(spot, number):
        return (1,)
    return -1, 1


def _is_dashed(spot: Spot, number: Printed) -> bool:
    """Say whether a dash before a number joins it to one of the same measure, or to a name."""
    if DASHED.match(spot.text, number.end) or spot.match(DASHED_YEAR):
        return True
    measured = MEASURED.search(spot.behind)
    return measured is not None and spot.text.startswith(measured["unit"], number.end)


def _signed(
    readings: tuple[NumberReading, ...], signs: tuple[int, ...]
) -> tuple[NumberReading, ...]:
    """Return each reading with each sign, no value twice: zero has no sign."""
    found: dict[Number, NumberReading] = {}
    for one in readings:
        for sign in signs:
            found.setdefault(sign * one.value, one._replace(value=sign * one.value))
    return tuple(found.values())[:MOST]


def _unit(spot: Spot, end: int) -> tuple[int, str]:
    """Return the unit sign after a number, which is part of its printed form, and where it ends."""
    found = SIGN_UNIT.match(spot.text, end)
    if not found:
        return end, ""
    sign = found[0].strip()
    points = "point" in sign or "百分点" in sign
    known = {"%": "percent", "‰": "per mille", "℃": "°C", "°C": "°C", "°": "degrees"}
    return found.end(), "percentage points" if points else known.get(sign, "percent")


def _is_year(spot: Spot, number: Printed, readings: tuple[NumberReading, ...]) -> bool:
    if not readings or readings[0].value not in YEARS or "," in number.digits:
        return False
    if YEAR_AFTER.match(spot.text, number.end):
        return True
    after = NOT_A_NOUN.match(spot.text, number.end)
    return bool(YEAR_BEFORE.search(spot.before) and after)
