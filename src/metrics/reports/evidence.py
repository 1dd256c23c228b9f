"""Hold the readings of numbers against the rest of the report: what fits, what is excluded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from metrics.reports.candidates import Candidate, Certainty, Evidence
from metrics.reports.context import Proposal
from metrics.reports.expression import Kind
from metrics.reports.values import Number, NumberReading

NEAR = 6  # candidates to each side that a sum or a ratio may take its parts from
APART = 240  # characters within which numbers are held together
# People in a household, and households in a village: wider than any county's average.
RATIOS = {
    ("people", "households"): (1.5, 7.0),
    ("households", "villages"): (5.0, 3_000.0),
}
LIKE = 5.0  # last year's number may be so many times larger or smaller
GUESSED = ("ten-thousand unit", "glued")  # damage that leaves the scale open
YEARS_APART = 2
NOTHING = ("", "")


@dataclass(frozen=True)
class Known:
    """A number known from elsewhere: noun, unit, value and where it is from."""

    noun: str
    unit: str
    value: Number
    source: str


def weighed(candidates: Sequence[Candidate], known: Sequence[Known] = ()) -> list[Candidate]:
    """Return the candidates with their evidence and certainty, in the same order.

    Numbers that a cross-check confirms are then evidence for others. A reading of a damaged number
    stays unconfirmed unless a cross-check fits the first reading only; it is ambiguous where its
    scale or unit is open. Takes time in proportion to the candidates.
    """
    first = list(_weigh(candidates, known, again=False))
    return list(_weigh(first, known, again=True))


def _weigh(
    candidates: Sequence[Candidate], known: Sequence[Known], again: bool
) -> Iterator[Candidate]:
    """Yield the candidates weighed; a second time only those that were repaired."""
    counted = [one for one in candidates if one.kind != "none"]
    at = {one.number: index for index, one in enumerate(counted)}
    repeats, likes = _by_noun(counted), _known_by_noun(known)
    for one in candidates:
        if one.kind == "none" or (again and not one.repaired):
            yield one
            continue
        near = _near(counted, at[one.number], one)
        found = [*_sums(one, near), *_shares(one, near), *_ratios(one, near)]
        found += [*_years(one, near), *_repeats(one, repeats), *_magnitudes(one, likes)]
        # Most numbers have no evidence, and a copy of each takes longer than all else.
        sure = certainty(one.kind, one.readings, one.units, one.damage, found)
        same = not found and not one.evidence and sure == one.certainty
        yield one if same else replace(one, evidence=tuple(found), certainty=sure)


def certainty(
    kind: Kind,
    readings: Sequence[NumberReading],
    units: Sequence[Proposal],
    damage: str,
    evidence: Sequence[Evidence] = (),
) -> Certainty:
    """Return how far the first reading of a number may be trusted, by the evidence that tells."""
    if kind == "none":
        return ""
    if not readings or len(units) > 1:
        return "ambiguous"
    if not any(one.rules for one in readings):
        return "certain"
    supported = [each.fits[0] for each in evidence if each.tells]
    if supported and all(value == readings[0].value for value in supported):
        return "confirmed"
    return "ambiguous" if damage in GUESSED or supported else "unconfirmed"


def _near(counted: list[Candidate], at: int, one: Candidate) -> list[Candidate]:
    around = counted[max(0, at - NEAR) : at] + counted[at + 1 : at + 1 + NEAR]
    return [each for each in around if abs(each.start - one.start) <= APART]


def _settled(one: Candidate) -> tuple[Number, ...]:
    """Return the values that a number may have: one where it is clean or confirmed."""
    return one.values[:1] if one.certainty == "confirmed" else one.values


def _evidence(
    one: Candidate, kind: str, supports: Callable[[Number], tuple[str, tuple[int, ...]] | None]
) -> Iterator[Evidence]:
    """Yield what one kind of evidence says of all readings: an arithmetic for each that fits."""
    supported = {value: arithmetic for value in one.values if (arithmetic := supports(value))}
    if supported:
        text = "; ".join(arithmetic[0] for arithmetic in supported.values())
        others = tuple(
            sorted({other for arithmetic in supported.values() for other in arithmetic[1]})
        )
        excluded = tuple(value for value in one.values if value not in supported)
        yield Evidence(kind, text, others, tuple(supported), excluded)


def _sums(one: Candidate, near: list[Candidate]) -> Iterator[Evidence]:
    """Hold a count against those of the same unit beside it: a + b = c."""
    if one.kind != "statistic" or not one.unit or one.unit == "share":
        return
    # Two damaged numbers would each prop up the other's wrong reading.
    unit = one.unit
    settled = [each for each in near if each.unit == unit and not each.repaired]
    values = {v: each for each in settled for v in _settled(each) if v > 1}

    def supports(value: Number) -> tuple[str, tuple[int, ...]] | None:
        for part, first in values.items():
            rest = values.get(value - part)
            if rest and rest is not first and value > 9:
                return _sum(part, value - part, value), (first.number, rest.number)
            whole = values.get(value + part)
            if whole and whole is not first and value > 1:
                return _sum(value, part, value + part), (first.number, whole.number)
        return None

    yield from _evidence(one, "sum", supports)


def _sum(part: Number, rest: Number, whole: Number) -> str:
    return f"{part:,} + {rest:,} = {whole:,}"


def _shares(one: Candidate, near: list[Candidate]) -> Iterator[Evidence]:
    """Hold a share against the two counts before it: a / b is about s."""
    if one.kind != "statistic" or one.unit not in ("share", "percent"):
        return
    counts = [
        each for each in near if each.end <= one.start and each.unit not in ("share", "percent")
    ]
    divisor = 100 if one.unit == "percent" else 1
    decimals = sum(sign.isdigit() for sign in one.printed.partition(".")[2])
    # Words are rounded: 170 of 257 are called two-thirds
    rounding = 0.008 if divisor == 1 else 0.5 / 10**decimals / divisor + 1e-9

    def supports(value: Number) -> tuple[str, tuple[int, ...]] | None:
        for whole in counts:
            for part in counts:
                for a, b in ((a, b) for a in _settled(part) for b in _settled(whole) if a < b):
                    if (
                        part.kind == whole.kind == "statistic"
                        and abs(a / b - value / divisor) <= rounding
                    ):
                        return f"{a:,} / {b:,} = {a / b:.3f}", (part.number, whole.number)
        return None

    yield from _evidence(one, "share", supports)


def _ratios(one: Candidate, near: list[Candidate]) -> Iterator[Evidence]:
    """Hold a count of people against the households beside it, and either against villages."""
    if one.kind != "statistic":
        return
    for (many, few), (low, high) in RATIOS.items():
        other_unit = {many: few, few: many}.get(one.unit)
        other = _next(one, near, other_unit)
        if other is None:
            continue

        def supports(
            value: Number,
            other: Candidate = other,
            is_many: bool = one.unit == many,
            low: float = low,
            high: float = high,
            many: str = many,
            few: str = few,
        ) -> tuple[str, tuple[int, ...]] | None:
            for rest in _settled(other):
                a, b = (value, rest) if is_many else (rest, value)
                if b and low <= a / b <= high:
                    return f"{a:,} {many} / {b:,} {few} = {a / b:,.2f}", (other.number,)
            return None

        yield from _evidence(one, "ratio", supports)


def _next(one: Candidate, near: list[Candidate], unit: str | None) -> Candidate | None:
    """Return the number beside it if that has the unit: 854 households with 2,976 people."""
    beside = (each for each in near if unit and abs(each.number - one.number) == 1)
    close = (each for each in beside if max(each.start - one.end, one.start - each.end) <= 40)
    return next((each for each in close if each.unit == unit), None)


def _years(one: Candidate, near: list[Candidate]) -> Iterator[Evidence]:
    """Hold a year against other years beside it."""
    if one.kind != "year":
        return
    years = {v: each for each in near if each.kind == "year" for v in _settled(each)}

    def supports(value: Number) -> tuple[str, tuple[int, ...]] | None:
        close = {y: each for y, each in years.items() if 0 < abs(y - value) <= YEARS_APART}
        if not close:
            return None
        row = ", ".join(str(y) for y in sorted([*close, value]))
        return f"{row} stand together", tuple(each.number for each in close.values())

    yield from _evidence(one, "sequence", supports)


def _key(one: Candidate) -> tuple[str, str]:
    """Return what a number counts, as far as two numbers of the same thing share it."""
    if one.kind == "year":
        return "year", ""
    if one.noun is None or one.kind != "statistic":
        return NOTHING
    return " ".join(one.noun.value.lower().split()[-2:]), one.unit


def _by_noun(counted: Iterable[Candidate]) -> dict[tuple[str, str], dict[Number, list[int]]]:
    """Return which clean or confirmed numbers count a noun, by noun and value."""
    found: dict[tuple[str, str], dict[Number, list[int]]] = defaultdict(lambda: defaultdict(list))
    for one in counted:
        if one.certainty in ("certain", "confirmed"):
            for value in _settled(one)[:1]:
                found[_key(one)][value].append(one.number)
    found.pop(NOTHING, None)
    return found


def _repeats(
    one: Candidate, repeats: dict[tuple[str, str], dict[Number, list[int]]]
) -> Iterator[Evidence]:
    """Hold a count against the same count elsewhere in the report."""
    same = repeats.get(_key(one), {})

    def supports(value: Number) -> tuple[str, tuple[int, ...]] | None:
        others = tuple(number for number in same.get(value, [])[:4] if number != one.number)
        if not others:
            return None
        number = f"{value:,}" if one.kind == "statistic" else str(value)
        return f"{number} stands again", others

    yield from _evidence(one, "repeat", supports)


def _known_by_noun(known: Sequence[Known]) -> dict[str, list[Known]]:
    found: dict[str, list[Known]] = defaultdict(list)
    for one in known:
        found[one.unit.lower()].append(one)
    return found


def _magnitudes(one: Candidate, likes: dict[str, list[Known]]) -> Iterator[Evidence]:
    """Hold a count against a known number of the same noun: at most five times more or less."""
    words = set(one.noun.value.lower().split()) if one.noun else set()
    near = [k for k in likes.get(one.unit.lower(), []) if words & set(k.noun.lower().split())]
    best = max(near, key=lambda k: len(words & set(k.noun.lower().split())), default=None)
    if best is None or not best.value:
        return

    def supports(value: Number) -> tuple[str, tuple[int, ...]] | None:
        times = value / best.value
        if not 1 / LIKE <= times <= LIKE:
            return None
        return f"{value:,} is {times:.2f} times {best.value:,} ({best.source})", ()

    yield from _evidence(one, "magnitude", supports)
