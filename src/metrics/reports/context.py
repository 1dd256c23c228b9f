"""Propose what a number is about, each proposal with the words of the sentence that say so."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

from metrics.reports.expression import HAN, Expression
from metrics.reports.sentences import CLAUSE_END, PART_END, Sentences, Span, within
from metrics.statuses import ACHIEVED, PLANNED, STANDING, TARGET

T = TypeVar("T")
FIRST = itemgetter(0)


class Proposal(NamedTuple):
    """A value proposed, and the characters of the text that say so, start to end (exclusive)."""

    value: str
    start: int
    end: int


Cue = tuple[int, Proposal]  # by rank: the less, the more it counts


class Cues(NamedTuple):
    """Names in the order in which they count, and the patterns of the words for any of them.

    `words` are all first Latin words of the one, `signs` find all first signs of the other.
    """

    names: tuple[str, ...]
    latin: re.Pattern[str]
    words: frozenset[str]
    chinese: re.Pattern[str]
    signs: re.Pattern[str]


def one_of(words: Sequence[tuple[str, str, str]], latin: str, signs: str) -> Cues:
    """Return the cues for several names, each with its words in English and in Chinese.

    `latin` has the first word of each of the English ones, `signs` the first of the Chinese ones.
    """
    english = (rf"(?P<n{at}>\b(?:{pattern})\b)" for at, (_, pattern, _) in enumerate(words))
    chinese = (f"(?P<n{at}>{pattern})" for at, (_, _, pattern) in enumerate(words))
    return Cues(
        tuple(name for name, _, _ in words),
        re.compile("|".join(english), re.I),
        frozenset(latin.split()),
        re.compile("|".join(chinese)),
        re.compile(f"[{signs}]"),
    )


# In this order: a goal that was reached is a target, a plan of a completed work a plan.
STATUS_WORDS = (
    (
        PLANNED.name,
        "plan(?:s|ned)?|will|expect(?:s|ed)?|intends?|to be|scheduled|projected|budgeted",
        "计划|规划|拟|预计|力争|将(?!军|近)|争取到20",
    ),
    (
        TARGET.name,
        "targets?|goals?|aims?|should|must|quota|at least|no less than|is to|so that",
        "目标|指标|不低于|不少于|至少|确保|要求",
    ),
    (
        STANDING.name,
        "at present|currently|now|there (?:are|is)|stands? at|live|lives|has an average",
        "目前|现有|共有|截至|有(?=[0-9一二三四五六七八九十])",
    ),
    (
        ACHIEVED.name,
        r"(?:was|were|been|has|have|had|already) (?:\w+ )?\w+"
        r"(?:ed|en|ought|aid|ade|ent|uilt|un|one)"
        r"|(?:completed|achieved|lifted|invested|built|reached|reaching|spent|moved|rose|fell|gave"
        r"|grew|went|joined|opened|planted|paid|took|made|trained|visited|formulated|increased)",
        "完成|实现|达到|达|投入|新建|建成|修建|培训|发放|脱贫|增长|下降|降至|已|累计|转移|种植|了",
    ),
)
STATUSES = one_of(
    STATUS_WORDS,
    """plan plans planned will expect expects expected intend intends to scheduled projected
    budgeted target targets goal goals aim aims should must quota at no is so currently now there
    stand stands live lives has was were been have had already completed achieved lifted invested
    built reached reaching spent moved rose fell gave grew went joined opened planted paid took made
    trained visited formulated increased""",
    "计规拟预力将争目指不至确要现共截有完实达投新建修培发脱增下降已累转种了",
)
PERIOD_WORDS = (
    (
        "per year",
        "every year|each year|per year|a year|per annum|annual(?:ly)?|yearly",
        "每年|年均|全年",
    ),
    ("last year", "last year", "去年|上年"),
    ("this year", "this year", "今年|本年"),
    ("to date", "so far|to date|up to now|until now", "累计|迄今|至今"),
    ("at writing", "at present|currently|now", "目前|现有|截至"),
)
PERIODS = one_of(
    PERIOD_WORDS,
    "every each per a annual annually yearly last this so to up until at currently now",
    "每年全去上今本累迄至目现截",
)
CUE_WORDS = PERIODS.words | STATUSES.words
SINCE = re.compile(r"\bsince(?: \w+){0,2} \Z", re.I)
SINCE_AFTER = re.compile(r" ?年?(?:以来|至今|起)")
# Each begins with a class of characters: searching for one is many times faster.
ENGLISH_PLACE = re.compile(
    r"[A-Zv](?<=\b.)(?:(?<=[A-Z])[a-z]+(?: [A-Z][a-z]+){0,2} (?:County|Township|Town|Village|"
    r"Prefecture|Province|District|City|county|township|town|village)\b"
    r"|(?<=[Vv])illage of [A-Z][a-z]+)"
)
CHINESE_PLACE = re.compile(
    rf"[{HAN}](?:(?<=全)[省州市县乡镇村区]"
    rf"|(?<![本各每贫行自全该我两几年月日个条户名项家人])"
    rf"(?:(?<=[^{HAN}].)|(?<=[在于对由向从和及与].)|(?<=^.))[{HAN}]{{1,3}}?"
    rf"(?:自治县|县|乡|镇|村|州|省|市))"
)
NO_PLACE = re.compile(
    r"^(?:The|This|That|Each|Every|Some|Our|In|Of|Poor|Natural) "
    r"|贫困|行政|自然|试点|示范|农村|乡镇|施|建|通|至|等|乡\Z"
)
COUNTY = re.compile(r"[A-Z](?<=\b.)[a-z]+(?: [A-Z][a-z]+){0,2} County\b")


class Context(NamedTuple):
    """What the sentence proposes for a number; None where no word says anything."""

    period: Proposal | None = None
    place: Proposal | None = None
    status: Proposal | None = None


class _Said(NamedTuple):
    """What the words of one sentence say, in their order."""

    span: Span
    years: list[Expression]
    periods: list[Cue]
    statuses: list[Cue]
    places: list[Proposal]


class Contexts:
    """Look up the context of numbers in one folded text, its years known.

    `words` are those of CUE_WORDS in it, `names` places known from elsewhere, such as those of the
    last edition's dataset; `ends` are the ends of paragraphs.
    """

    def __init__(
        self,
        text: str,
        words: Sequence[re.Match[str]],
        years: Sequence[Expression],
        names: Iterable[str] = (),
        ends: Iterable[int] = (),
    ) -> None:
        # A line may end within a number's sentence, as it does on a printed page.
        self.text = text.replace("\n", " ").replace("\r", " ")
        self.sentences = Sentences(self.text, ends)
        self._years = _Row((one.start, one) for one in years)
        self._periods, self._statuses = (
            _Row(_cues_in(one, self.text, words)) for one in (PERIODS, STATUSES)
        )
        self._places = _Row(self._named(names))
        self._county = _only_county(self.text)
        self._said = _Said((-1, -1), [], [], [], [])

    def of(self, start: int, end: int) -> Context:
        """Return what is proposed for the number at some characters."""
        span = self.sentences.around(start, end)
        if span != self._said.span:
            self._said = self._all_of(span)
        said = self._said
        place = min(said.places, key=lambda one: abs(one.start - start), default=self._county)
        if not (said.years or said.periods or said.statuses):
            return Context(None, place, None)
        part = within(self.text, span, start, end, PART_END)
        spans = (within(self.text, part, start, end, CLAUSE_END), part, span)
        period = self._year(said.years, start, end, part) or _cue(said.periods, spans, start)
        return Context(period, place, _cue(said.statuses, spans, start))

    def _all_of(self, span: Span) -> _Said:
        """Return what a sentence says; numbers of one sentence are asked for in turn."""
        return _Said(
            span,
            self._years.between(span),
            self._periods.between(span),
            self._statuses.between(span),
            self._places.between(span),
        )

    def _year(
        self, years: Sequence[Expression], start: int, end: int, part: Span
    ) -> Proposal | None:
        """Return the last year before the number in its part of a sentence, or the only one."""
        inside = [one for one in years if part[0] <= one.start < part[1] and one.start != start]
        before = [one for one in inside if one.end <= start]
        # A year after the number is its own only where the sentence has no other.
        year = before[-1] if before else inside[0] if len(inside) == 1 else None
        if year is None or not year.readings:
            return None
        first = year.readings[0]
        value = f"{first.value}" if first.upper is None else f"{first.value} to {first.upper}"
        low = max(0, year.start - 24)
        since = SINCE.search(self.text[low : year.start])
        if since or SINCE_AFTER.match(self.text, year.end):
            value = f"{value} to date"
        return Proposal(value, low + since.start() if since else year.start, year.end)

    def _named(self, names: Iterable[str]) -> Iterator[tuple[int, Proposal]]:
        """Yield the places named in the text, by their start; known ones first."""
        inside = {name for name in names if name and name in self.text}
        known = sorted(inside, key=len, reverse=True)
        if known:
            pattern = re.compile("|".join(map(re.escape, known)))
            yield from ((one.start(), _proposal(one)) for one in pattern.finditer(self.text))
        for pattern in (ENGLISH_PLACE, CHINESE_PLACE):
            for one in pattern.finditer(self.text):
                if not NO_PLACE.search(one[0]):
                    yield one.start(), _proposal(one)


class _Row(Generic[T]):
    """Things in a text by where they start; those of a stretch are found without a search."""

    def __init__(self, things: Iterable[tuple[int, T]]) -> None:
        ordered = sorted(things, key=FIRST)
        self._starts = [start for start, _ in ordered]
        self._things = [thing for _, thing in ordered]

    def between(self, span: Span) -> list[T]:
        """Return what starts in a stretch."""
        low, high = bisect_left(self._starts, span[0]), bisect_left(self._starts, span[1])
        return self._things[low:high]


def _cues_in(cues: Cues, text: str, words: Iterable[re.Match[str]]) -> Iterator[tuple[int, Cue]]:
    """Yield the cues of a text by their start, each with its rank; `words` may begin one."""
    starts = [(one.start(), cues.latin) for one in words if one[0].lower() in cues.words]
    starts += [(one.start(), cues.chinese) for one in cues.signs.finditer(text)]
    end = 0
    for start, pattern in sorted(starts, key=FIRST):
        one = pattern.match(text, start) if start >= end else None
        if one:
            rank, end = int((one.lastgroup or "n0")[1:]), one.end()
            yield start, (rank, Proposal(cues.names[rank], start, end))


def _cue(cues: Sequence[Cue], spans: Sequence[Span], at: int) -> Proposal | None:
    """Return the first in rank, then the nearest, in the narrowest part that has any."""
    if not cues:
        return None
    for low, high in spans:
        inside = [one for one in cues if low <= one[1].start < high]
        if inside:
            return min(inside, key=lambda one: (one[0], abs(one[1].start - at)))[1]
    return None


def _proposal(found: re.Match[str]) -> Proposal:
    return Proposal(found[0], *found.span())


def _only_county(text: str) -> Proposal | None:
    found = [one for one in COUNTY.finditer(text) if not NO_PLACE.search(one[0])]
    return _proposal(found[0]) if len({one[0] for one in found}) == 1 else None
