"""The unit of a column: as its header writes it, or as its name implies."""

from __future__ import annotations

import re
import unicodedata

from metrics.model.indicators import SHARE_UNITS, UNITS

# What tables call the units, as they stand after NFKC and in small letters.
WORDS: dict[str, str] = {
    **{one.lower(): one for one in UNITS},
    **dict.fromkeys(("元", "人民币元", "cny", "rmb"), "yuan"),
    **dict.fromkeys(("千元", "thousand yuan"), "1,000 yuan"),
    **dict.fromkeys(("万元", "10000 yuan", "10k yuan", "ten thousand yuan"), "10,000 yuan"),
    **dict.fromkeys(("百万元", "mn yuan"), "million yuan"),
    **dict.fromkeys(("亿元", "100m yuan"), "100 million yuan"),
    **dict.fromkeys(("元/人", "元/年/人", "人均元", "yuan/person"), "yuan per person"),
    **dict.fromkeys(("元/户", "yuan/household"), "yuan per household"),
    **dict.fromkeys(("元/月", "yuan/month"), "yuan per month"),
    **dict.fromkeys(("元/亩", "yuan/mu"), "yuan per mu"),
    **dict.fromkeys(("美元", "usd", "us$"), "US dollars"),
    **dict.fromkeys(("人", "名", "person", "persons", "个人"), "people"),
    **dict.fromkeys(("万人", "10000 people", "ten thousand people"), "10,000 people"),
    **dict.fromkeys(("人次", "person times"), "person-times"),
    **dict.fromkeys(("万人次",), "10,000 person-times"),
    **dict.fromkeys(("户", "household", "hh"), "households"),
    **dict.fromkeys(("万户",), "10,000 households"),
    **dict.fromkeys(("人/户", "persons/household"), "persons per household"),
    **dict.fromkeys(("个村", "村", "village"), "villages"),
    **dict.fromkeys(("个乡镇", "乡镇", "township"), "townships"),
    **dict.fromkeys(("个县", "县", "county"), "counties"),
    **dict.fromkeys(("个", "项", "件", "套", "张", "台", "条", "座", "处"), "items"),
    **dict.fromkeys(("所",), "schools"),
    **dict.fromkeys(("家",), "enterprises"),
    **dict.fromkeys(("起", "例"), "cases"),
    **dict.fromkeys(("次", "场次", "期"), "times"),
    **dict.fromkeys(("%", "pct", "per cent", "百分比"), "percent"),
    **dict.fromkeys(("‰", "千分比"), "per mille"),
    **dict.fromkeys(("分", "points", "score"), "index"),
    **dict.fromkeys(("米", "metres", "meters"), "m"),
    **dict.fromkeys(("公里", "千米", "kilometres", "kilometers", "kms"), "km"),
    **dict.fromkeys(("平方米", "m²", "sqm", "sq m"), "m2"),
    **dict.fromkeys(("平方公里", "平方千米", "km²", "sq km", "sqkm"), "km2"),
    **dict.fromkeys(("亩",), "mu"),
    **dict.fromkeys(("万亩",), "10,000 mu"),
    **dict.fromkeys(("公顷", "ha", "hectare"), "hectares"),
    **dict.fromkeys(("立方米", "m³"), "m3"),
    **dict.fromkeys(("公斤", "千克", "kilograms"), "kg"),
    **dict.fromkeys(("吨", "t", "tons", "tonne"), "tonnes"),
    **dict.fromkeys(("万吨",), "10,000 tonnes"),
    **dict.fromkeys(("头", "只", "羽"), "head"),
    **dict.fromkeys(("千瓦时", "度"), "kWh"),
    **dict.fromkeys(("万千瓦时",), "10,000 kWh"),
    **dict.fromkeys(("小时",), "hours"),
    **dict.fromkeys(("天", "日"), "days"),
    **dict.fromkeys(("月", "个月"), "months"),
    **dict.fromkeys(("年", "岁"), "years"),
}
SAID = re.compile(r"(?:计量)?单位 ?: ?(?P<zh>[^ ,;:]{1,12})|\bunit ?: ?(?P<en>[^,;:]{1,30})", re.I)
# By words of a name: what it counts or measures. The first that fits holds.
NAMED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.I), unit)
    for pattern, unit in (
        (r"人次|person-times", "person-times"),
        (
            r"率$|比例|比重|占比|百分比|\b(?:share|rate|ratio|percent|percentage|proportion)\b"
            r"|coverage|增速|增长|\bgrowth\b",
            "percent",
        ),
        (r"指数|得分|评分|分数|满意度|\b(?:scores?|index|rating)\b", "index"),
        (r"户数|家庭数|[^每户]户$|\bhouseholds?\b(?! (?:income|size))", "households"),
        (r"劳动力|务工|\blabou?r(?:ers|force)\b", "people"),
        (
            r"人口|人数|[^每]人$|\b(?:population|people|persons|residents|inhabitants|pupils)\b",
            "people",
        ),
        (r"村数|\bvillages\b", "villages"),
        (r"乡镇数|\btownships\b", "townships"),
        (r"县数|\bcounties\b", "counties"),
    )
)
PER = re.compile(r"人均|每人|户均|每户|\bper (?:capita|person|head|household)\b", re.I)
PER_HOUSEHOLD = re.compile(r"户均|每户|\bper household\b", re.I)
OF_MONEY = re.compile(
    r"收入|产值|总值|投资|贷款|资金|支出|\b(?:income|output|gdp|funds?|loans?|revenue)\b", re.I
)
MONEY: tuple[str, ...] = ("yuan", "10,000 yuan", "million yuan", "100 million yuan")
PER_UNITS = {
    ("yuan", False): "yuan per person",
    ("yuan", True): "yuan per household",
    ("people", True): "persons per household",
}


def narrow(text: str) -> str:
    """Return a text with its full-width letters and marks as narrow ones, spaces single."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def unit_of(text: str) -> str:
    """Return the unit that a text is, "" where it is none that is known."""
    plain = narrow(text).lower().strip(" .")
    plain = plain.removeprefix("单位:").removeprefix("unit:").removeprefix("in ").strip()
    return WORDS.get(plain, "")


def said_above(texts: list[str]) -> tuple[str, str]:
    """Return the unit that a line above a table states for all of it, and the line; or two ""."""
    for text in texts:
        found = SAID.search(narrow(text))
        unit = unit_of(found["zh"] or found["en"]) if found else ""
        if unit:
            return unit, narrow(text)
    return "", ""


def by_name(name: str) -> tuple[str, str]:
    """Return the unit that the name of an indicator implies, and the word that says so."""
    if PER.search(name):
        return "", ""
    for pattern, unit in NAMED:
        if found := pattern.search(narrow(name)):
            return unit, found[0]
    return "", ""


def per_one(name: str, unit: str) -> str:
    """Return the unit of an average: yuan of an income per person are yuan per person."""
    if unit in SHARE_UNITS or not PER.search(name):
        return unit
    return PER_UNITS.get((unit, bool(PER_HOUSEHOLD.search(name))), unit)


def likely_units(name: str) -> tuple[str, ...]:
    """Return every unit, those first that an indicator of this name may have."""
    first = MONEY if OF_MONEY.search(name) else ()
    if PER.search(name):
        first = ("yuan per household" if PER_HOUSEHOLD.search(name) else "yuan per person",)
    return tuple(dict.fromkeys([*first, *UNITS]))
