"""Hold the readings of a number against the rest of the report: what fits, what is excluded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from metrics.reports.candidates import Candidate, Evidence
from metrics.reports.values import Number

BESIDE = 40  # characters between people and their households
# People in a household, and households in a village: wider than any county's average.
RATIOS = (("people", "households", 1.5, 7.0), ("households", "villages", 5.0, 3_000.0))
IN_RATIOS = frozenset(unit for many, few, _, _ in RATIOS for unit in (many, few))
LIKE = 5.0  # last year's number may be so many times larger or smaller
YEARS_APART = 2
SHARES = ("share", "percent")
NOTHING = ("", "")

Arithmetic = tuple[str, tuple[int, ...]]  # written out, and the numbers of the candidates used
Repeats = dict[tuple[str, str], dict[Number, list[int]]]


@dataclass(frozen=True)
class Known:
    """A number known from elsewhere: noun, unit, value and where it is from."""

    noun: str
    unit: str
    value: Number
    source: str


class Weighed:
    """A candidate as it is held against others: what is asked of it most is worked out once.

    `settled` are the values that it may have: one where it is confirmed. `key` is what it counts,
    as far as two numbers of the same thing share it.
    """

    __slots__ = (
        *("candidate", "end", "key", "kind", "number", "repaired", "settled", "start"),
        *("unit", "values"),
    )

    def __init__(self, candidate: Candidate) -> None:
        self.number, self.kind = candidate.number, candidate.kind
        self.start, self.end = candidate.start, candidate.end
        self.unit, self.repaired = candidate.unit, candidate.repaired
        self.values = candidate.values
        self.key = _key(candidate)
        self.take(candidate)

    def take(self, candidate: Candidate) -> None:
        """Take the candidate as it was weighed."""
        self.candidate = candidate
        self.settled = self.values[:1] if candidate.certainty == "confirmed" else self.values


def _evidence(
    one: Weighed, kind: str, supports: Callable[[Number], Arithmetic | None]
) -> list[Evidence]:
    """Return what one kind of evidence says of all readings: an arithmetic for each that fits."""
    supported = {value: arithmetic for value in one.values if (arithmetic := supports(value))}
    if not supported:
        return []
    text = "; ".join(arithmetic[0] for arithmetic in supported.values())
    others = tuple(sorted({other for arithmetic in supported.values() for other in arithmetic[1]}))
    excluded = tuple(value for value in one.values if value not in supported)
    return [Evidence(kind, text, others, tuple(supported), excluded)]


def sums(one: Weighed, near: list[Weighed]) -> list[Evidence]:
    """Hold a count against those of the same unit beside it: a + b = c."""
    unit = one.unit
    # Two damaged numbers would each prop up the other's wrong reading.
    settled = [each for each in near if each.unit == unit and not each.repaired]
    if len(settled) < 2 or unit == "share":
        return []
    values = {value: each for each in settled for value in each.settled if value > 1}

    def supports(value: Number) -> Arithmetic | None:
        for part, first in values.items():
            rest = values.get(value - part)
            if rest and rest is not first and value > 9:
                return _sum(part, value - part, value), (first.number, rest.number)
            whole = values.get(value + part)
            if whole and whole is not first and value > 1:
                return _sum(value, part, value + part), (first.number, whole.number)
        return None

    return _evidence(one, "sum", supports)


def _sum(part: Number, rest: Number, whole: Number) -> str:
    return f"{part:,} + {rest:,} = {whole:,}"


def shares(one: Weighed, near: list[Weighed]) -> list[Evidence]:
    """Hold a share against the two counts before it: a / b is about s."""
    if one.unit not in SHARES:
        return []
    counts = [
        each
        for each in near
        if each.kind == "statistic" and each.end <= one.start and each.unit not in SHARES
    ]
    pairs = [(part, whole) for whole in counts for part in counts]
    divisor = 100 if one.unit == "percent" else 1
    decimals = sum(sign.isdigit() for sign in one.candidate.printed.partition(".")[2])
    # Words are rounded: 170 of 257 are called two-thirds
    rounding = 0.008 if divisor == 1 else 0.5 / 10**decimals / divisor + 1e-9

    def supports(value: Number) -> Arithmetic | None:
        share = value / divisor
        for part, whole in pairs:
            for a in part.settled:
                for b in whole.settled:
                    if 0 <= a < b and abs(a / b - share) <= rounding:
                        return f"{a:,} / {b:,} = {a / b:.3f}", (part.number, whole.number)
        return None

    return _evidence(one, "share", supports)


def ratios(one: Weighed, near: list[Weighed]) -> list[Evidence]:
    """Hold a count of people against the households beside it, and either against villages."""
    if one.unit not in IN_RATIOS:
        return []
    found: list[Evidence] = []
    for many, few, low, high in RATIOS:
        is_many = one.unit == many
        if is_many or one.unit == few:
            other = _next(one, near, few if is_many else many)
            if other:
                found += _evidence(one, "ratio", _ratio(other, is_many, (many, few), (low, high)))
    return found


def _ratio(
    other: Weighed, is_many: bool, units: tuple[str, str], bounds: tuple[float, float]
) -> Callable[[Number], Arithmetic | None]:
    """Return what says how many of one unit there are to each of the other, if that may be."""

    def supports(value: Number) -> Arithmetic | None:
        for rest in other.settled:
            a, b = (value, rest) if is_many else (rest, value)
            if b and bounds[0] <= a / b <= bounds[1]:
                return f"{a:,} {units[0]} / {b:,} {units[1]} = {a / b:,.2f}", (other.number,)
        return None

    return supports


def _next(one: Weighed, near: list[Weighed], unit: str) -> Weighed | None:
    """Return the number beside it if that has the unit: 854 households with 2,976 people."""
    beside = (each for each in near if each.unit == unit and abs(each.number - one.number) == 1)
    close = (each for each in beside if max(each.start - one.end, one.start - each.end) <= BESIDE)
    return next(close, None)


def years(one: Weighed, near: list[Weighed]) -> list[Evidence]:
    """Hold a year against other years beside it."""
    others = {value: each for each in near if each.kind == "year" for value in each.settled}

    def supports(value: Number) -> Arithmetic | None:
        close = {y: each for y, each in others.items() if 0 < abs(y - value) <= YEARS_APART}
        if not close:
            return None
        row = ", ".join(str(y) for y in sorted([*close, value]))
        return f"{row} stand together", tuple(each.number for each in close.values())

    return _evidence(one, "sequence", supports) if others else []


def _key(one: Candidate) -> tuple[str, str]:
    """Return what a number counts, as far as two numbers of the same thing share it."""
    if one.kind == "year":
        return "year", ""
    if one.noun is None or one.kind != "statistic":
        return NOTHING
    return " ".join(one.noun.value.lower().split()[-2:]), one.unit


def repeats(one: Weighed, by_noun: Repeats) -> list[Evidence]:
    """Hold a count against the same count elsewhere in the report."""
    same = by_noun.get(one.key)
    if not same:
        return []

    def supports(value: Number) -> Arithmetic | None:
        others = tuple(number for number in same.get(value, ())[:4] if number != one.number)
        if not others:
            return None
        number = f"{value:,}" if one.kind == "statistic" else str(value)
        return f"{number} stands again", others

    return _evidence(one, "repeat", supports)


def magnitudes(one: Weighed, likes: Mapping[str, Sequence[Known]]) -> list[Evidence]:
    """Hold a count against a known number of the same noun: at most five times more or less."""
    noun = one.candidate.noun
    words = set(noun.value.lower().split()) if noun else set()
    near = [k for k in likes.get(one.unit.lower(), ()) if words & set(k.noun.lower().split())]
    best = max(near, key=lambda k: len(words & set(k.noun.lower().split())), default=None)
    if best is None or not best.value:
        return []

    def supports(value: Number) -> Arithmetic | None:
        times = value / best.value
        if not 1 / LIKE <= times <= LIKE:
            return None
        return f"{value:,} is {times:.2f} times {best.value:,} ({best.source})", ()

    return _evidence(one, "magnitude", supports)
