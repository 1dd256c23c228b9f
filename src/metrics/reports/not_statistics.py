"""Know numbers that are no statistic: dates, list and document numbers, phones, codes, names."""

from __future__ import annotations

import re
from string import ascii_letters

from metrics.reports.expression import (
    CODE,
    DATE,
    DOCUMENT,
    HAN,
    LIST,
    NAME,
    ORDINAL,
    PHONE,
    UNIT,
    Expression,
    Recogniser,
    Spot,
)

MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
YEAR = "(?:(?:19|20)(?: ?[0-9]){2}(?![0-9]))"  # may be split by a space
CN_DIGIT = "〇零一二三四五六七八九十"
CN_MONTH = rf"(?:[0-9]{{1,2}}|[{CN_DIGIT}]{{1,3}}) ?月"
CN_DAY = rf"(?:[0-9]{{1,2}}|[{CN_DIGIT}]{{1,3}}) ?[日号]"
MONTH_BEFORE = re.compile(rf"\b{MONTH} ?\Z")
DAY = re.compile(rf"[0-9]{{1,2}}(?:st|nd|rd|th)?(?![0-9])(?:,? {YEAR})?")
# Of each kind of form, the first that fits counts: one pattern is tried faster than several.
DATES = re.compile(
    rf"[0-9]{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH}(?:,? {YEAR})?"
    r"|(?:19|20)[0-9]{2}(?P<stop>[-/.])[0-9]{1,2}(?P=stop)[0-9]{1,2}(?![0-9])"
    r"|[0-9]{1,2}/[0-9]{1,2}/(?:19|20)[0-9]{2}(?![0-9])"
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])"
    r"|(?:1[0-9]|20)[0-9]0'?s\b"
    rf"|(?:{YEAR}|[{CN_DIGIT}]{{4}}) ?年 ?{CN_MONTH}(?:份|底|初|末)?(?: ?{CN_DAY})?"
    rf"|{CN_MONTH}(?:份|底|初|末|中旬|上旬|下旬)?(?: ?{CN_DAY})?"
    rf"|(?:[0-9]{{1,2}}|[{CN_DIGIT}]{{1,3}}) ?日(?![均夜产])"
    r"|[0-9]{1,2}[时点](?:[0-9]{1,2}分|整|许)"
)
PHONES = re.compile(r"(?:1[3-9][0-9]{9}|0[0-9]{2,3}-[0-9]{7,8}|400-[0-9]{3,4}-[0-9]{3,4})(?![0-9])")
PHONE_BEFORE = re.compile(
    r"(?:\b(?:tel|telephone|phone|fax|mobile|hotline|call)\b[.:]? ?"
    r"|电话[号码]*[:：]? ?|热线[:：]? ?|传真[:：]? ?)\+?\Z",
    re.I,
)
DIALLED = re.compile(r"[0-9]{2,15}(?:[- ][0-9]{2,8}){0,4}")
POST_BEFORE = re.compile(
    r"(?:\b(?:postcode|zip code|postal code)|邮编|邮政编码|QQ|代码|编号)[:：]? ?\Z", re.I
)
REFERENCE = re.compile(
    r"\b(?:No|Nos|Articles?|Order|Decree|Tables?|Figures?|Fig|Chapters?|Sections?|Pages?|Annex|"
    r"Appendix|Paragraph|Clause|Item|Box|Line|Volume|Vol)\.? ?\Z|[图表见附件页]\s?\Z|附件\Z"
)
BRACKETED_YEAR = re.compile(
    r"(?:19|20)[0-9]{2}(?:[〕\]】] ?(?:No\.? ?|第)?[0-9]{1,4}(?: ?号)?"
    r"|[)）] ?(?:No\.? ?[0-9]{1,4}|第?[0-9]{1,4} ?号))"
)
NTH = re.compile(rf"(?:[0-9]{{1,5}}|[{CN_DIGIT}百]{{1,6}}) ?[号条款章页]")
NUMBERED = re.compile(r"(?:[0-9]{1,4} ?号(?:文|令|文件|通知|公告|楼|线|路))")
LINE = re.compile(r"[\n\r][ \t]*[-*•]?[ \t]*[(（\[【〔]?\Z")
CLAUSE = re.compile(r"[。；;：:][ \t]*[(（\[【〔]?\Z")
OPEN = re.compile(r"[(（\[【〔]\Z")
# At the start of a line a point makes an item, or a section's number before a title.
ITEM = re.compile(
    rf"(?:[0-9]{{1,2}}|[{CN_DIGIT}]{{1,3}})(?:[.、．)）\]】〕:：](?![0-9])"
    rf"|(?:\.[0-9]{{1,2}}){{1,3}}(?=[ \t]+[A-Z{HAN}]))"
)
CLAUSE_ITEM = re.compile(rf"(?:[0-9]{{1,2}}|[{CN_DIGIT}]{{1,3}})[、．)）\]】〕](?![0-9])")
INLINE_ITEM = re.compile(rf"(?:[0-9]{{1,2}}|[{CN_DIGIT}]{{1,3}})[)）](?![0-9])")
ENUMERATED = re.compile(r"[一二三四五六七八九]是(?=[^\n])")
ENUMERATED_BEFORE = re.compile(r"[\n。；;，,：:][ \t]*\Z")
SIGNS_OF_MONEY = frozenset("$€£¥￥")
SECTION = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){2,5}(?![0-9])")
ENGLISH_NTH = re.compile(r"[0-9]{1,4}(?:st|nd|rd|th)\b")
PLAN = re.compile(
    r"[0-9]{1,2}(?:st|nd|rd|th) Five(?=[- ]Year)"
    r"|十?[一二三四五六七八九]五(?=[”’\"]|规划|期间|时期|末|以来|计划)",
    re.I,
)
CAPITALS_BEFORE = re.compile(r"(?<![a-z])[A-Z]{1,5}-?\Z")
CODE_AFTER = re.compile(r"[0-9]{1,5}(?:[A-Z](?![A-Za-z])|[A-Z][0-9A-Z]+)")
IDENTITY = re.compile(r"[0-9]+(?:\.[0-9]+)?")
SUPERSCRIPT = re.compile("[²³¹⁰-⁹₀-₉]+")
CIRCLED = re.compile("[①-⓿❶-➓㈠-㈩㊀-㊉]+")
# What none of the patterns above can fit is told from both sides of a number at once, as most
# numbers are: each of these fits more than the patterns do.
AHEAD = re.compile(
    r"[0-9](?: ?[0-9]){0,10}+(?:[A-Zdhnrst'时点/.:-]| ?[年月日号]| (?:of |[ADFJMNOS]))"
    r"|1[3-9][0-9]{9}"
    rf"|[{CN_DIGIT}]{{1,4}} ?[年月日]|十?[一二三四五六七八九]五"
    "|[²³¹⁰-⁹₀-₉①-⓿❶-➓㈠-㈩㊀-㊉]"
)
SIGNS_BEFORE = frozenset("\n\r。；;：:，,(（[【〔-*•第图表见附件页话号码线真编")
_WORDS_BEFORE = """january february march april may june july august september october november
december jan feb mar apr jun jul aug sep sept oct nov dec no nos article articles order decree table
tables figure figures fig chapter chapters section sections page pages annex appendix paragraph
clause item box line volume vol tel telephone phone fax mobile hotline call code postcode qq"""
WORDS_BEFORE = frozenset(_WORDS_BEFORE.split())
WEB_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]{1,500}+|[\w.+-]{1,64}@[\w.-]{1,250}+", re.A)


def web_spans(text: str) -> list[tuple[int, int]]:
    """Return where web and mail addresses stand, in order."""
    if "@" not in text and "://" not in text and "www." not in text:
        return []
    return [found.span() for found in WEB_ADDRESS.finditer(text)]


def date(spot: Spot) -> Expression | None:
    """Know a day, a month with or without its year, a time, a decade; not a year alone."""
    if MONTH_BEFORE.search(spot.before):
        found = spot.match(DAY) or spot.match(re.compile(YEAR))
        if found:
            return spot.none(DATE, found.end())
    found = spot.match(DATES)
    return spot.none(DATE, found.end()) if found else None


def phone(spot: Spot) -> Expression | None:
    """Know a telephone number by its form, or by the word before it."""
    if spot.text[spot.at - 1 : spot.at].isdigit():
        return None
    found = spot.match(PHONES)
    if not found and PHONE_BEFORE.search(spot.before):
        found = spot.match(DIALLED)
    return spot.none(PHONE, found.end()) if found else None


def document(spot: Spot) -> Expression | None:
    """Know the number of a document, a law, an article, a table or a page."""
    if spot.text[spot.at - 1 : spot.at] in ("〔", "[", "【", "(", "（"):
        found = spot.match(BRACKETED_YEAR)
        if found:
            return spot.none(DOCUMENT, found.end())
    if REFERENCE.search(spot.before):
        found = spot.match(IDENTITY)
        return spot.none(DOCUMENT, found.end()) if found else None
    pattern = NTH if spot.before.endswith("第") else NUMBERED
    found = spot.match(pattern)
    return spot.none(DOCUMENT, found.end()) if found else None


def list_number(spot: Spot) -> Expression | None:
    """Know the number of an item: at the start of a line or clause, or in brackets of its own."""
    found = spot.match(CIRCLED)
    if found:
        return spot.none(LIST, found.end())
    if LINE.search(spot.before):
        found = spot.match(ITEM) or spot.match(ENUMERATED)
    elif CLAUSE.search(spot.before):
        found = spot.match(CLAUSE_ITEM) or spot.match(ENUMERATED)
    elif OPEN.search(spot.before):
        found = spot.match(INLINE_ITEM)
    elif ENUMERATED_BEFORE.search(spot.before):
        found = spot.match(ENUMERATED)
    if not found:
        return None
    return spot.none(LIST, spot.at + len(found[0].rstrip(".、．)）]】〕:：是")))


def ordinal(spot: Spot) -> Expression | None:
    """Know a rank: 13th, 第三."""
    found = spot.match(ENGLISH_NTH)
    if not found and spot.before.endswith("第"):
        found = spot.match(re.compile(rf"[0-9]{{1,5}}|[{CN_DIGIT}百千]{{1,8}}"))
    return spot.none(ORDINAL, found.end()) if found else None


def name(spot: Spot) -> Expression | None:
    """Know the name of a five-year plan."""
    found = spot.match(PLAN)
    return spot.none(NAME, found.end()) if found else None


def code(spot: Spot) -> Expression | None:
    """Know a code: letters and digits in one, a postcode, a version."""
    found = spot.match(SUPERSCRIPT)
    if found:
        return spot.none(UNIT, found.end())
    # "$5M" is money
    is_money = spot.before.rstrip(" ")[-1:] in SIGNS_OF_MONEY
    found = spot.match(SECTION) or (None if is_money else spot.match(CODE_AFTER))
    if not found and (CAPITALS_BEFORE.search(spot.before) or POST_BEFORE.search(spot.before)):
        found = spot.match(IDENTITY)
    return spot.none(CODE, found.end()) if found else None


RECOGNISERS: tuple[Recogniser, ...] = (
    name,
    document,
    date,
    phone,
    list_number,
    ordinal,
    code,
)


def no_statistic(spot: Spot) -> Expression | None:
    """Say why a number is no statistic, if what precedes or follows it tells so."""
    if not is_possible(spot):
        return None
    for recognise in RECOGNISERS:
        found = recognise(spot)
        if found:
            return found
    return None


def is_possible(spot: Spot) -> bool:
    """Say whether a number may be no statistic: never False where one of RECOGNISERS knows it."""
    before = spot.before
    stem = before.rstrip().rstrip("+. ")
    return (
        before.rstrip(" \t")[-1:] in SIGNS_BEFORE
        or stem[-1:] in SIGNS_BEFORE
        or "A" <= before[-1:] <= "Z"
        or stem[len(stem.rstrip(ascii_letters)) :].lower() in WORDS_BEFORE
        or spot.text[spot.at - 1 : spot.at] in SIGNS_BEFORE
        or AHEAD.match(spot.text, spot.at) is not None
    )
