"""Know numbers written in Chinese numerals or in English words, and words that only look so."""

from __future__ import annotations

import re

from metrics.reports.expression import (
    DATE,
    HAN,
    IDIOM,
    SLOGAN,
    Expression,
    Spot,
)
from metrics.reports.values import (
    NUMERALS,
    SCALES,
    NumberReading,
    between,
    fraction,
    multiplied,
    numeral,
)

RUN = f"(?:[{NUMERALS}]{{1,24}}(?:点[〇零一二三四五六七八九]{{1,8}})?)"
PART_OF = re.compile(rf"(?P<whole>{RUN})分之(?P<part>{RUN})")
TENTHS = re.compile(r"(?P<part>[一二三四五六七八九])成(?P<half>半)?(?![为立员功果绩本分长])")
HALF = re.compile("一半|半数")
HALF_YEAR = re.compile("半年|半月|半天")
TIMES = re.compile(rf"(?P<count>{RUN})倍")
COUNT = re.compile(rf"(?P<count>{RUN})(?P<more>[余多来])?(?P<scale>[万亿萬億])?(?P<over>[余多])?")
TO = re.compile(rf"(?:-|—|~|至|到)(?P<high>{RUN})")
CN_YEAR = re.compile("[一二][〇零一二三四五六七八九]{3}(?=年)")
MEASURE = (
    "人次|万元|公里|公斤|公顷|平方|立方|小时|分钟|周年|"
    "[个户人名位口家所座条项件套台辆只头匹棵株亩吨斤米元角次期场轮种类级层间幢栋处片块张份本门堂"
    "天日月年岁倍℃度支队组村乡镇县省州市区辈亩孔眼盏艘架副对双代届员艺枚封篇册座尾羽箱袋吨]"
)
MEASURED = re.compile(f"[余多来]?(?:{MEASURE})")
VAGUE_BEFORE = ("数", "几")
LAST_BEFORE = frozenset("统唯单之同专进下逐任某初划期拜周管众")  # of what WORD_BEFORE fits
WORD_BEFORE = re.compile(r"[统唯单之同专进下逐任某初划]\Z|(?:星期|礼拜|周|不管|万众)\Z")
WORDS = re.compile(
    "一(?:步|批|方面|部分|体|把手|线|心|道|路|条龙|站式|件事|次性|时|手|定|旦|直|般|些|样|起|致|切|律"
    "|向|度|再|贯|代|级|个个|户户|年一度|月一次)|十分(?![之钟])|九年(?=义务|一贯)|千方百计|千家万户|成千上万|百年大计|三三两两"
    "|四面八方|五湖四海|万众|万一|万家|千户万|两委|两会|五保|三农|三产|三峡|四川|九江|六安|三亚|五谷|千秋"
    "|七嘴八舌|一五一十|百花|百货|百姓|两手|两翼|双"
)
OTHER = f"(?![{NUMERALS}])[{HAN}]"  # a letter that is no numeral
# Two numerals in turn, each with a word: 一村一品, 两不愁三保障.
SLOGANS = re.compile(
    rf"(?P<first>[一二三四五六七八九十两])(?:{OTHER}){{1,3}}?[、，,]?"
    rf"(?:[一二三四五六七八九十两](?:{OTHER}){{1,3}}?[、，,]?){{0,5}}[一二三四五六七八九十两](?={OTHER})"
)
SHORT_QUOTE = 10  # characters; numerals in a shorter quotation are those of a name or a slogan


def chinese(spot: Spot) -> Expression | None:
    """Read a Chinese numeral, or say of which word it is a part."""
    for known in (_year, _share, _slogan, _word, _times):
        found = known(spot)
        if found:
            return found
    return _count(spot)


def _year(spot: Spot) -> Expression | None:
    found = spot.match(CN_YEAR)
    value = numeral(found[0]) if found else None
    if found is None or value is None:
        return None
    return Expression(spot.at, found.end(), "year", "", (NumberReading(value),))


def _share(spot: Spot) -> Expression | None:
    """Read 三分之二, 七成, 一半, 百分之五."""
    half, tenths, part = spot.match(HALF), spot.match(TENTHS), spot.match(PART_OF)
    if half:
        return Expression(spot.at, half.end(), "statistic", "", fraction(1, 2), "", "share")
    if tenths:
        count = (numeral(tenths["part"]) or 0) * 10 + (5 if tenths["half"] else 0)
        readings = fraction(count, 100)
        return Expression(spot.at, tenths.end(), "statistic", "", readings, "", "share")
    if not part:
        return None
    whole, some = numeral(part["whole"]), numeral(part["part"])
    if whole == 100 and some is not None:
        readings, unit = (NumberReading(some),), "percent"
    else:
        readings = fraction(some, whole) if some and whole else ()
        unit = "share"
    return Expression(spot.at, part.end(), "statistic", "", readings, "", unit)


def _slogan(spot: Spot) -> Expression | None:
    """Know numerals in a short quotation, and pairs such as 一户一策, as a slogan."""
    quotation = spot.page.quotation(spot.at)
    if quotation and quotation[1] - quotation[0] <= SHORT_QUOTE + 2:
        last = re.compile(rf"[{NUMERALS}](?:[^{NUMERALS}]{{0,8}}?[{NUMERALS}])*").match(
            spot.text, spot.at, quotation[1]
        )
        return spot.none(SLOGAN, last.end()) if last else None
    found = spot.match(SLOGANS)
    if found and (quotation or found["first"] == found[0][-1]):
        return spot.none(SLOGAN, found.end())
    return None


def _word(spot: Spot) -> Expression | None:
    """Know a numeral inside a word that counts nothing: 一些, 统一, 万众一心."""
    found = spot.match(WORDS)
    if found:
        end = spot.at + len(re.match(f"[{NUMERALS}半]+", found[0])[0])  # type: ignore[index] # WORDS begin with one
        return spot.none(IDIOM, end)
    half = spot.match(HALF_YEAR)
    if half or spot.text[spot.at] == "半":
        return spot.none(DATE if half else IDIOM, spot.at + 1)
    if spot.before[-1:] in LAST_BEFORE and WORD_BEFORE.search(spot.before):
        return spot.none(IDIOM, spot.at + 1)
    return None


def _times(spot: Spot) -> Expression | None:
    found = spot.match(TIMES)
    value = numeral(found["count"]) if found else None
    if found is None or value is None:
        return None
    return Expression(spot.at, found.end(), "statistic", "", (NumberReading(value),), "", "times")


def _count(spot: Spot) -> Expression | None:
    """Read a numeral that is followed by a measure word, or that is longer than one sign."""
    found = spot.match(COUNT)
    if not found:
        return None
    to = TO.match(spot.text, found.end())
    end = to.end() if to else found.end()
    measured = MEASURED.match(spot.text, end)
    if not measured and len(found["count"]) == 1 and not found["more"]:
        return spot.none(IDIOM, found.end())
    if spot.before[-1:] in VAGUE_BEFORE:
        return Expression(spot.at, found.end(), "statistic")
    readings = _values(found)
    if to:
        readings = _between(readings, to["high"]) or readings
        end = to.end() if readings and readings[0].upper is not None else found.end()
    return Expression(spot.at, end, "statistic", "", readings)


def _values(found: re.Match[str]) -> tuple[NumberReading, ...]:
    pair = between(found["count"])
    if pair:
        return (pair,)
    value = numeral(found["count"])
    if value is None:
        return ()
    scaled = NumberReading(multiplied(value, SCALES.get(found["scale"] or "", 1)))
    return (scaled,)


def _between(low: tuple[NumberReading, ...], printed: str) -> tuple[NumberReading, ...]:
    high = numeral(printed)
    if not low or high is None or high <= low[0].value:
        return ()
    return (NumberReading(low[0].value, high),)
