"""Know numbers written in English words, and words that only look so."""

from __future__ import annotations

import re
from decimal import Decimal

from metrics.reading.repairs import ONES, PARTS, TEENS, TENS
from metrics.reports.atoms import ORDINALS, SHARE
from metrics.reports.expression import DATE, IDIOM, NAME, ORDINAL, SLOGAN, Expression, Spot
from metrics.reports.values import NumberReading, fraction, multiplied, words

CARDINAL = rf"(?:{'|'.join(sorted([*ONES, *TEENS, *TENS], key=len, reverse=True))})"
SCALE = "(?:hundred|thousand|million|billion|trillion|dozen)"
SPELLED = re.compile(
    rf"(?:{CARDINAL}|{SCALE})(?:(?:[ -]|,? and ){CARDINAL}| {SCALE}){{0,8}}\b(?!-?s\b)", re.I
)
PART = re.compile(
    rf"(?P<count>{CARDINAL})[ -](?P<part>half|halves|(?:{'|'.join(PARTS)}|sixth|eighth)s?)\b", re.I
)
A_PART = re.compile(
    r"(?P<part>half|third|quarter|fourth|fifth|tenth)\b(?= of\b| (?:the|its|their|all)\b)", re.I
)
HALF_A_SCALE = re.compile(
    rf"(?:one[ -])?half(?:[ -]an?)?[ -](?P<scale>{SCALE}(?: {SCALE})?)\b(?!-?s\b)", re.I
)
AND_A_HALF = re.compile(
    rf"(?:(?P<count>{CARDINAL}(?:[ -]{CARDINAL})?)\b|(?P<first>(?:one )?{SCALE}))"
    rf" and a[ -](?P<part>half|quarter)\b(?: (?P<scale>{SCALE})s?\b)?",
    re.I,
)
WORD = re.compile("[A-Za-z]+")
WHOLES = {**PARTS, "halve": 2, "sixth": 6, "eighth": 8}
SLOGAN_PAIR = re.compile(
    r"(?P<number>one|two|three|four|five)[ -][a-z]+(?:,? (?:and )?(?P=number)[ -][a-z]+){1,7}", re.I
)
ADJECTIVES = re.compile(r"(?:double|triple)\b", re.I)
MULTIPLES = {"doubled": 2, "twice": 2, "tripled": 3, "thrice": 3, "quadrupled": 4, "halved": 0.5}
IDIOM_AFTER = re.compile(
    r"(?:one)(?:'s|\b(?: of\b| another\b| by one\b| and the same\b| after\b| or\b| hand\b| side\b|"
    r" thing\b| way\b| day\b| should\b| can\b| must\b| is\b| was\b"
    r"|-?(?:self|stop|off|sided|way)\b))",
    re.I,
)
IDIOM_BEFORE = re.compile(
    r"\b(?:no|any|every|each|some|this|that|which|the|such|another|as|is|at"
    r"|only|not|last|next|new)[ -]\Z",
    re.I,
)
COMPOUND = re.compile(
    r"[a-z]+-(?:stop|way|sided|off|class|hand|party|rate|dimensional|fold|pronged|in-one|wheel|"
    r"star|level|tier|in|to-one)\b",
    re.I,
)
PLAN_AFTER = re.compile(r"[a-z]+-year plan\b", re.I)
HALF = re.compile(r"(?P<part>half)\b(?!-)", re.I)
OF_ALL = re.compile(r"\b(?:than|about|nearly|over|almost|only|roughly|for|by) \Z", re.I)
HALF_YEAR = re.compile(r"(?:first|second|latter|last|past|previous)[ -]\Z", re.I)
A_BEFORE = re.compile(r"[^A-Za-z](an? )\Z", re.I)
NOT_COUNTED = re.compile(r"[a-z]+\b(?:\s*[.,;:!?)\"”]|\s*\Z)", re.I)


def english(spot: Spot) -> Expression | None:
    """Read a number word, or say why it counts nothing."""
    for known in (_slogan, _and_a_half, _half_a_scale, _part, _idiom, _multiple, _ordinal):
        found = known(spot)
        if found:
            return found
    return _count(spot)


def _slogan(spot: Spot) -> Expression | None:
    """Know "one village, one product" as a slogan, and a multiple that opens a quotation."""
    pair = spot.match(SLOGAN_PAIR)
    if pair:
        return spot.none(SLOGAN, pair.end())
    word, quotation = spot.match(ADJECTIVES), spot.page.quotation(spot.at)
    if word and quotation and spot.at - quotation[0] <= 1:
        return spot.none(SLOGAN, word.end())
    return spot.none(IDIOM, word.end()) if word else None


def _and_a_half(spot: Spot) -> Expression | None:
    """Read one and a half million, two and a half, a million and a half."""
    found = spot.match(AND_A_HALF)
    if not found:
        return None
    large = found["scale"] or (found["first"] or "").lower().removeprefix("one ")
    count = (words(found["count"]) or 0) if found["count"] else 1
    scale = Decimal(words(large) or 1) if large else Decimal(1)
    readings = (NumberReading(multiplied(count + 1 / _whole(found["part"]), scale)),)
    start = spot.at if found["count"] else _with_article(spot)
    return Expression(start, found.end(), "statistic", "", readings)


def _half_a_scale(spot: Spot) -> Expression | None:
    """Read half a million, a half million, half a dozen."""
    found = spot.match(HALF_A_SCALE)
    value = words(found["scale"]) if found else None
    if found is None or value is None:
        return None
    readings = (NumberReading(multiplied(value, Decimal("0.5"))),)
    return Expression(_with_article(spot), found.end(), "statistic", "", readings)


def _with_article(spot: Spot) -> int:
    """Return where a number begins with the article before it: a million."""
    article = A_BEFORE.search(spot.before)
    return spot.at - len(article[1]) if article else spot.at


def _part(spot: Spot) -> Expression | None:
    """Read two-thirds, one half, half of."""
    found = spot.match(PART)
    if found:
        count, whole = words(found["count"]), _whole(found["part"])
    else:
        found = spot.match(A_PART) or (OF_ALL.search(spot.behind) and spot.match(HALF))
        if not found or HALF_YEAR.search(spot.behind):
            return None
        count, whole = 1, _whole(found["part"])
    readings = fraction(count or 1, whole)
    return Expression(spot.at, found.end(), "statistic", "", readings, "", "share")


def _whole(part: str) -> int:
    word = part.lower()
    return WHOLES.get(word) or WHOLES[word.removesuffix("s")]


def _idiom(spot: Spot) -> Expression | None:
    plan, compound = spot.match(PLAN_AFTER), spot.match(COMPOUND)
    word = spot.match(WORD)
    if not word:
        return None
    if plan:
        return spot.none(NAME, word.end())
    is_one = word[0].lower() == "one"
    if compound or (is_one and (spot.match(IDIOM_AFTER) or _bare(spot))):
        return spot.none(IDIOM, word.end())
    period = word[0].lower() in ("half", "quarter", "halves", "quarters")
    return (
        spot.none(DATE if HALF_YEAR.search(spot.behind) else IDIOM, word.end()) if period else None
    )


def _bare(spot: Spot) -> bool:
    """Say whether "one" stands for something named before, rather than for a count."""
    before = IDIOM_BEFORE.search(spot.before)
    return bool(before) or spot.match(NOT_COUNTED) is not None


def _multiple(spot: Spot) -> Expression | None:
    word = spot.match(WORD)
    if not word or word[0].lower() not in MULTIPLES:
        return None
    reading = NumberReading(MULTIPLES[word[0].lower()])
    return Expression(spot.at, word.end(), "statistic", "", (reading,), "", "times")


def _ordinal(spot: Spot) -> Expression | None:
    word = spot.match(WORD)
    known = (*ORDINALS, *(f"{one}s" for one in ORDINALS), "hundredth", "hundredths")
    if word and word[0].lower() in known:
        return spot.none(ORDINAL, word.end())
    return None


def _count(spot: Spot) -> Expression | None:
    """Read a number in words; hundreds and dozens without a number have no reading."""
    found = spot.match(SPELLED)
    if not found:
        word = spot.match(WORD)
        return Expression(spot.at, word.end(), "statistic") if word else None
    value = words(found[0])
    readings = () if value is None else (NumberReading(value),)
    return Expression(_with_article(spot), found.end(), "statistic", "", readings)


def share(spot: Spot) -> Expression | None:
    """Read a share in words, such as full coverage: all of a whole, claimed rather than counted."""
    found = spot.match(SHARE)
    if not found:
        return None
    reading = (NumberReading(100),)
    return Expression(spot.at, found.end(), "qualitative", "", reading, "", "percent")
