"""Propose what a number is about, each proposal with the words of the sentence that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from metrics.reports.expression import HAN, Expression
from metrics.reports.sentences import CLAUSE_END, PART_END, Sentences, Span, within
from metrics.statuses import ACHIEVED, PLANNED, STANDING, TARGET


@dataclass(frozen=True)
class Proposal:
    """A value proposed, and the characters of the text that say so, start to end (exclusive)."""

    value: str
    start: int
    end: int


class Cues(NamedTuple):
    """Names in the order in which they count, and the pattern of the words for any of them."""

    names: tuple[str, ...]
    pattern: re.Pattern[str]


def one_of(words: Sequence[tuple[str, str]]) -> Cues:
    """Return the cues for several names, each with the pattern of its words."""
    each = (f"(?P<n{at}>{pattern})" for at, (_, pattern) in enumerate(words))
    return Cues(tuple(name for name, _ in words), re.compile("|".join(each), re.I))


# In this order: a goal that was reached is a target, a plan of a completed work a plan.
STATUS_WORDS = (
    (
        PLANNED.name,
        r"\b(?:plan(?:s|ned)?|will|expect(?:s|ed)?|intends?|to be|scheduled|projected|budgeted)\b"
        r"|计划|规划|拟|预计|力争|将(?!军|近)|争取到20",
    ),
    (
        TARGET.name,
        r"\b(?:targets?|goals?|aims?|should|must|quota|at least|no less than|is to|so that)\b"
        r"|目标|指标|不低于|不少于|至少|确保|要求",
    ),
    (
        STANDING.name,
        r"\b(?:at present|currently|now|there (?:are|is)|stands? at|live|lives|has an average)\b"
        r"|目前|现有|共有|截至|有(?=[0-9一二三四五六七八九十])",
    ),
    (
        ACHIEVED.name,
        r"\b(?:(?:was|were|been|has|have|had|already) (?:\w+ )?\w+"
        r"(?:ed|en|ought|aid|ade|ent|uilt|un|one)"
        r"|(?:completed|achieved|lifted|invested|built|reached|reaching|spent|moved|rose|fell|gave"
        r"|grew|went|joined|opened|planted|paid|took|made|trained|visited|formulated|increased))\b"
        r"|完成|实现|达到|达|投入|新建|建成|修建|培训|发放|脱贫|增长|下降|降至|已|累计|转移|种植|了",
    ),
)
STATUSES = one_of(STATUS_WORDS)
PERIOD_WORDS = (
    (
        "per year",
        r"\b(?:every year|each year|per year|a year|per annum|annual(?:ly)?|yearly)\b"
        r"|每年|年均|全年",
    ),
    ("last year", r"\blast year\b|去年|上年"),
    ("this year", r"\bthis year\b|今年|本年"),
    ("to date", r"\b(?:so far|to date|up to now|until now)\b|累计|迄今|至今"),
    ("at writing", r"\b(?:at present|currently|now)\b|目前|现有|截至"),
)
PERIODS = one_of(PERIOD_WORDS)
SINCE = re.compile(r"\bsince(?: \w+){0,2} \Z", re.I)
SINCE_AFTER = re.compile(r" ?年?(?:以来|至今|起)")
PLACE = re.compile(
    r"\b(?:[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}) (?:County|Township|Town|Village|Prefecture|Province|"
    r"District|City|county|township|town|village)\b|\b[Vv]illage of [A-Z][a-z]+"
    rf"|(?:(?<=[^{HAN}])|(?<=[在于对由向从和及与])|^)"
    rf"(?:全[省州市县乡镇村区]|(?![本各每贫行自全该我两几])[{HAN}]{{2,4}}?(?:自治县|县|乡|镇|村|州|省|市))"
)
NO_PLACE = re.compile(
    r"^(?:The|This|That|Each|Every|Some|Our|In|Of|Poor|Natural) |贫困|行政|自然|试点|示范|乡\Z"
)
LINE_ENDS = {ord("\n"): " ", ord("\r"): " "}
COUNTY = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+){0,2} County\b")


@dataclass(frozen=True)
class Context:
    """What the sentence proposes for a number; None where no word says anything."""

    period: Proposal | None = None
    place: Proposal | None = None
    status: Proposal | None = None


class Contexts:
    """Look up the context of numbers in one folded text, its years known.

    `names` are places known from elsewhere, such as those of the last edition's dataset; `ends` are
    the ends of paragraphs.
    """

    def __init__(
        self,
        text: str,
        years: Sequence[Expression],
        names: Iterable[str] = (),
        ends: Iterable[int] = (),
    ) -> None:
        # A line may end within a number's sentence, as it does on a printed page.
        self.text = text.translate(LINE_ENDS)
        self.sentences = Sentences(self.text, ends)
        self._years: dict[int, list[Expression]] = {}
        for year in years:
            self._years.setdefault(self.sentences.index(year.start), []).append(year)
        known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name)
        self._known = re.compile(known) if known else None
        self._county = _only_county(self.text)
        self._span: Span | None = None
        self._cues: list[list[tuple[int, Proposal]]] = []
        self._places: list[Proposal] = []

    def of(self, start: int, end: int) -> Context:
        """Return what is proposed for the number at some characters."""
        span = self.sentences.around(start, end)
        if span != self._span:
            self._span = span
            self._cues = [_found(cues, self.text, span) for cues in (PERIODS, STATUSES)]
            self._places = self._named(span)
        clause = within(self.text, span, start, end, CLAUSE_END)
        part = within(self.text, span, start, end, PART_END)
        period, status = (_cue(found, (clause, part, span), start) for found in self._cues)
        place = min(self._places, key=lambda one: abs(one.start - start), default=self._county)
        return Context(self._year(start, end, part) or period, place, status)

    def _year(self, start: int, end: int, span: Span) -> Proposal | None:
        """Return the last year before the number in its part of a sentence, or the first after."""
        near = self._years.get(self.sentences.index(start), [])
        inside = [one for one in near if span[0] <= one.start < span[1] and one.start != start]
        before = [one for one in inside if one.end <= start]
        year = before[-1] if before else next(iter(inside), None)
        if year is None or not year.readings:
            return None
        first = year.readings[0]
        value = f"{first.value}" if first.upper is None else f"{first.value} to {first.upper}"
        low = max(0, year.start - 24)
        since = SINCE.search(self.text[low : year.start])
        if since or SINCE_AFTER.match(self.text, year.end):
            value = f"{value} to date"
        return Proposal(value, low + since.start() if since else year.start, year.end)

    def _named(self, span: Span) -> list[Proposal]:
        """Return the places named in a sentence, known ones first."""
        known = self._known.finditer(self.text, *span) if self._known else iter(())
        named = (one for one in PLACE.finditer(self.text, *span) if not NO_PLACE.search(one[0]))
        return [Proposal(one[0], *one.span()) for found in (known, named) for one in found]


def _found(cues: Cues, text: str, span: Span) -> list[tuple[int, Proposal]]:
    """Return the cues of a sentence, each with its rank."""
    found = []
    for one in cues.pattern.finditer(text, *span):
        rank = int((one.lastgroup or "n0")[1:])
        found.append((rank, Proposal(cues.names[rank], *one.span())))
    return found


def _cue(found: list[tuple[int, Proposal]], spans: Sequence[Span], at: int) -> Proposal | None:
    """Return the first in rank, then the nearest, in the narrowest part that has any."""
    for low, high in spans:
        inside = [one for one in found if low <= one[1].start < high]
        if inside:
            return min(inside, key=lambda one: (one[0], abs(one[1].start - at)))[1]
    return None


def _only_county(text: str) -> Proposal | None:
    found = [one for one in COUNTY.finditer(text) if not NO_PLACE.search(one[0])]
    if len({one[0] for one in found}) != 1:
        return None
    return Proposal(found[0][0], *found[0].span())
