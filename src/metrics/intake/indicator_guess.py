"""What kind of number a column holds, and how places and periods combine it: from its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from metrics.intake.facts import Facts
from metrics.intake.heads import Head
from metrics.intake.new_ids import indicator_id
from metrics.intake.plan import Indicator
from metrics.intake.units import PER, by_name, narrow, per_one
from metrics.model.indicators import SHARE_UNITS

GROWTH = re.compile(r"增速|增长|增幅|\b(?:growth|change|increase)\b", re.I)
FLOW = re.compile(
    r"收入|支出|产值|产量|总值|增加值|投资|销售|贷款|完成|新增|新建|出生|死亡|转移|培训|发放|脱贫|gdp"
    r"|\b(?:income|expenditure|output|production|investment|revenue|sales|spending|new|births"
    r"|deaths|exports|imports|trained|transferred|gdp|gross)\b",
    re.I,
)
TARGET = re.compile(r"目标|计划|规划|\b(?:targets?|planned|plan)\b", re.I)
STOCK_UNITS: tuple[str, ...] = (
    "people",
    "10,000 people",
    "households",
    "10,000 households",
    "villages",
)
STOCK_UNITS += ("townships", "counties", "km", "m", "km2", "mu", "10,000 mu", "hectares", "m2")
FLOW_UNITS = ("person-times", "10,000 person-times", "times", "cases", "tonnes", "10,000 tonnes")
AVERAGES = ("yuan per person", "yuan per household", "persons per household", "yuan per mu")
FEW_OUTSIDE = 0.5  # of the numbers of a share may lie outside its range, as faults
ENGLISH: dict[str, str] = {
    **{"人口": "Population", "总人口": "Total population", "常住人口": "Resident population"},
    **{"户籍人口": "Registered population", "户数": "Households", "总户数": "Total households"},
    **{"年末人口": "Population at the end of the year", "年末总人口": "Total population"},
    **{"人均纯收入": "Net income per person", "人均收入": "Income per person"},
    **{"人均可支配收入": "Disposable income per person", "村集体收入": "Collective income"},
    **{"农村居民人均可支配收入": "Disposable income per rural resident"},
    **{"农民人均纯收入": "Net income per farmer", "村集体经济收入": "Collective income"},
    **{"地区生产总值": "Gross regional product", "生产总值": "Gross product", "gdp": "GDP"},
    **{"贫困户数": "Poor households", "贫困人口": "Poor people", "贫困发生率": "Poverty rate"},
    **{"脱贫户数": "Households out of poverty", "脱贫人口": "People out of poverty"},
    **{"低保户数": "Households on subsistence allowance", "低保人数": "People on allowance"},
    **{"硬化路公里": "Paved road", "硬化道路": "Paved road", "硬化路": "Paved road"},
    **{"耕地面积": "Cultivated land", "粮食产量": "Grain output", "劳动力": "Labour force"},
    **{"自来水普及率": "Tap water", "参保率": "Insured", "入学率": "School enrolment"},
    **{"转移就业人次": "Labour transfer", "外出务工人数": "Migrant workers"},
}


def indicator(head: Head, facts: Facts, table_unit: str, ids: Sequence[str]) -> Indicator:
    """Return the indicator that a column seems to hold; its unit is "" where nothing tells it."""
    unit, why = _unit(head, facts, table_unit)
    name = head.name or "value"
    label = ENGLISH.get(name.lower(), name)
    kind, across, over, because = kind_of(head.name, unit, facts)
    return Indicator(
        indicator_id(label, ids),
        label,
        name if not name.isascii() else "",
        unit,
        kind,
        across,
        over,
        facts.decimals,
        f"{why}; {because}",
    )


def with_own_label(one: Indicator, others: Iterable[Indicator]) -> Indicator:
    """Return an indicator with a label of its own, told from others by its unit."""
    if one.label not in {each.label for each in others}:
        return one
    return replace(one, label=f"{one.label} ({one.unit or one.indicator_id})")


def _unit(head: Head, facts: Facts, table_unit: str) -> tuple[str, str]:
    """Return the unit of a column, and what says so."""
    named, word = by_name(head.name)
    if head.unit:
        unit = per_one(head.name, head.unit)
        return _scaled(unit, facts, "unit from the header")
    if facts.percents:
        return "percent", "unit from the cells"
    if named:
        return _scaled(named, facts, f"unit from “{word}” in its name")
    if table_unit:
        return per_one(head.name, table_unit), "unit from the line above the table"
    return "", "no unit is stated"


def _scaled(unit: str, facts: Facts, why: str) -> tuple[str, str]:
    """Return the unit of a share: of values that never pass 1, whether percent cannot be told."""
    if unit != "percent" or facts.percents or not facts.decimals or facts.most > 1:
        return unit, why
    if facts.least < 0 or facts.most == 0:
        return unit, why
    return "", "its values never pass 1: percent, or parts of 1"


def kind_of(name: str, unit: str, facts: Facts) -> tuple[str, str, str, str]:
    """Return the kind, how places and how periods combine, and what says so."""
    text = narrow(name)
    if unit in SHARE_UNITS:
        if GROWTH.search(text) or facts.outside > FEW_OUTSIDE:
            return "flow", "none", "none", "a rate that is no share of a whole is not combined"
        return "share", "none", "last", "shares are not added up"
    if unit in AVERAGES or PER.search(text):
        flow = "flow" if FLOW.search(text) else "stock"
        return flow, "none", "none" if flow == "flow" else "last", "averages are not added up"
    if unit == "index":
        return "stock", "none", "none", "scores are not added up"
    if TARGET.search(text):
        return "target", "sum", "none", "its name says that it is planned"
    if unit in FLOW_UNITS or FLOW.search(text):
        return "flow", "sum", "sum", "counted over a period: places and periods are added up"
    if unit in STOCK_UNITS:
        return "stock", "sum", "last", "counted on a day: places are added up, periods are not"
    return "stock", "sum", "last", "taken for a stock: places are added up, periods are not"


def with_weights(found: Sequence[Indicator]) -> list[Indicator]:
    """Weigh averages per person or household by the one count of these that the table holds."""
    return [_weighed(one, found) for one in found]


def _weighed(one: Indicator, found: Sequence[Indicator]) -> Indicator:
    by = {"yuan per person": "people", "yuan per household": "households"}
    by["persons per household"] = "households"
    counts = [
        each
        for each in found
        if each.unit == by.get(one.unit) and each.kind == "stock" and each.across_places == "sum"
    ]
    if len(counts) != 1 or one.across_places != "none":
        return one
    weight = counts[0]
    why = f"{one.why.partition(';')[0]}; a mean weighted by {weight.label}, which the table gives"
    return replace(one, across_places="weighted_mean", weight=weight.indicator_id, why=why)


def category(name: str, ids: Sequence[str], places: str) -> Indicator:
    """Return the indicator of a column of few words: how many places have each."""
    label = ENGLISH.get(name.lower(), name)
    why = "a few words that return: places are counted by them"
    return Indicator(
        indicator_id(label, ids),
        label,
        name if not name.isascii() else "",
        places,
        "category",
        "sum",
        "last",
        0,
        why,
    )


def listed(ids: Sequence[str], places: str, dated: bool) -> Indicator:
    """Return the indicator that counts the places of a list."""
    why = "the table holds no number: its places are counted, one a row"
    kind, over = ("flow", "sum") if dated else ("stock", "last")
    return Indicator(
        indicator_id("Places listed", ids),
        "Places listed",
        "列入名单",
        places,
        kind,
        "sum",
        over,
        0,
        why,
        counts=True,
    )
