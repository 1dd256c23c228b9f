"""Propose the unit and the counted noun of a number from the words around it."""

from __future__ import annotations

import re
from typing import NamedTuple

from metrics.reports.context import Proposal
from metrics.reports.expression import HAN

# Words after a number up to the first of these say what is counted.
_STOP = """a an the of in on at by to from with for and or but as than that which who whose is are
was were be been has have had will would can could may might must should do did does not also only
even into onto over under between among during since until after before when while where if so per
each every all another went rose fell lived live lives joined took made gave got were built moved
sent led helped jointly realizing making including opened paid keep sell share raise visited guides
covers crosses completed lifted more less were there it they he she we you this these those left
toured drove cost out up away off down back"""
STOP = frozenset(_STOP.split())
# A word is no longer than this: a text of one word may follow a number.
PHRASE = re.compile(
    r"(?:[ -]?(?:mu|ha|km|kg|m|t)\b|[ -][A-Za-z][A-Za-z'’-]{0,60}|,(?= [a-z]{1,60}ing\b)){1,9}"
)
WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_PEOPLE = """people person persons man men woman women farmer farmers member members worker workers
official officials cadre cadres leader leaders laborer laborers labourer labourers pupil pupils
student students teacher teachers doctor doctors nurse nurses secretary secretaries resident
residents villager villagers child children trainee trainees carpenter carpenters driver drivers
head"""
UNITS = dict.fromkeys(_PEOPLE.split(), "people")
UNITS |= dict.fromkeys(("household", "households", "family", "families"), "households")
UNITS |= dict.fromkeys(("village", "villages", "hamlet", "hamlets"), "villages")
UNITS |= dict.fromkeys(("yuan", "rmb", "cny"), "yuan")
UNITS |= dict.fromkeys(("person-times", "person-time", "times", "attendances"), "person-times")
UNITS |= dict.fromkeys(("km", "kilometer", "kilometers", "kilometre", "kilometres"), "kilometres")
UNITS |= dict.fromkeys(("kg", "kilogram", "kilograms"), "kilograms")
CURRENCIES = {"$": "dollars", "¥": "yuan", "￥": "yuan", "€": "euros", "£": "pounds"}
STRANDED = re.compile(r"[^.;。\n]{0,80}?\((?P<unit>times|person-times|person times)\)")
COMMITTEES = re.compile(r"village committees?\b")
CN_UNITS = {
    "户": "households",
    "人": "people",
    "名": "people",
    "位": "people",
    "人次": "person-times",
}
CN_UNITS |= {"元": "yuan", "村": "villages", "亩": "mu", "公里": "kilometres", "吨": "tonnes"}
CN_UNITS |= {"年": "years", "倍": "times", "公斤": "kilograms"}
CN_MEASURE = re.compile(
    "人次|公里|公斤|公顷|平方公里|平方米|立方米|[个户人名位口家所座条项件套台辆只头匹棵株亩吨元次期场批轮种类"
    "级层间幢栋处片块张份本门堂天年月岁倍度支队组村乡镇县孔眼盏艘架副对]"
)
HAN_SIGN = re.compile(f"[{HAN}]")
CN_NOUN = re.compile(
    rf"(?:多|余)?(?P<noun>(?:(?![的在已均为被把将有达占比和与及、，。；共也都]|以上|以下|左右|上升|增加|实现|完成|通过|参加|参与|学会|搬入|越过|"
    rf"建起|住校|通了|惠及|带动|增长|下乡|走访|得到|脱贫(?!户|人))[{HAN}]){{1,8}})"
)
# The last signs of what CN_BEFORE fits.
LAST_BEFORE = frozenset("户村口入积金值数量资款率额力为达到至降约共超过近:：")
CN_BEFORE = re.compile(
    rf"(?P<noun>(?:贫困|脱贫|农村|建档立卡|劳动|非)?[{HAN}]{{1,2}}(?:户|村|人口|收入|面积|资金|产值|人数|产量|投资|贷款|率|量|额|力))"
    rf"(?:为|达|达到|至|降至|约|共|超过|近|[:：])*\Z"
)


class Counted(NamedTuple):
    """The units proposed for a number, likeliest first, and the noun counted; none if not said."""

    units: tuple[Proposal, ...] = ()
    noun: Proposal | None = None


NOTHING = Counted()


def counted(text: str, start: int, end: int, unit: str) -> Counted:
    """Return the unit and noun of the number at some characters of a folded text.

    `unit` is one printed with the number. Two units mean that the text gives both: a measure word
    in brackets apart from its number is one that translation has stranded.
    """
    currency = CURRENCIES.get(text[start - 1 : start], "")
    signed = (Proposal(unit, start, end),) if unit else ()
    signed = signed or ((Proposal(currency, start - 1, start),) if currency else ())
    found = _chinese(text, start, end) or _english(text, end)
    return Counted(signed or found.units, found.noun)


def _english(text: str, end: int) -> Counted:
    phrase = PHRASE.match(text, end)
    if not phrase:
        return NOTHING
    kept: list[re.Match[str]] = []
    for word in WORD.finditer(text, end, phrase.end()):
        if word[0].lower() in STOP and not (kept and _joins(word, phrase, kept)):
            break
        kept.append(word)
    while kept and kept[-1][0].lower() in STOP:
        kept.pop()
    if not kept:
        return NOTHING
    start, last = kept[0].start(), kept[-1]
    noun = Proposal(text[start : last.end()], start, last.end())
    units = [Proposal(_unit(noun.value, last[0]), start, last.end())]
    stranded = STRANDED.match(text, last.end())
    if stranded:
        units.insert(0, Proposal("person-times", *stranded.span("unit")))
    return Counted(tuple(units), noun)


def _joins(word: re.Match[str], phrase: re.Match[str], kept: list[re.Match[str]]) -> bool:
    """Say whether "and" joins two adjectives of the same noun."""
    if word[0].lower() != "and":
        return False
    after = WORD.search(phrase.string, word.end(), phrase.end())
    return after is not None and kept[-1][0].lower().endswith(("al", "ic", "ed", "ive", "ary"))


def _unit(phrase: str, last: str) -> str:
    first = phrase.split()[0].lower()
    if first in ("yuan", "mu", "person-times", "km", "kg") or (
        first in UNITS and UNITS[first] == "yuan"
    ):
        return UNITS.get(first, first)
    if COMMITTEES.search(phrase):
        return "villages"
    return UNITS.get(last.lower(), last.lower())


def _chinese(text: str, start: int, end: int) -> Counted | None:
    measure = CN_MEASURE.match(text, end)
    after = measure.end() if measure else end
    if not measure and not HAN_SIGN.match(text, end):
        return None
    found = CN_NOUN.match(text, after)
    noun = Proposal(found["noun"], *found.span("noun")) if found else None
    if noun is None or not measure or measure[0] in "元人户":
        low = max(0, start - 16)
        last = text[start - 1 : start]
        before = CN_BEFORE.search(text[low:start]) if last in LAST_BEFORE else None
        if before:
            noun = Proposal(before["noun"], low + before.start("noun"), low + before.end("noun"))
    if not measure:
        return Counted((), noun)
    unit = CN_UNITS.get(measure[0], "")
    if measure[0] == "个" and noun and noun.value.endswith(("村", "村委会")):
        unit = "villages"
    return Counted((Proposal(unit or (noun.value if noun else measure[0]), *measure.span()),), noun)
