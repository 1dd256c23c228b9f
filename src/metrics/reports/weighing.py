"""Weigh the readings of all numbers of a report by the evidence for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from metrics.reports.candidates import Candidate, Certainty, Evidence
from metrics.reports.context import Proposal
from metrics.reports.evidence import (
    NOTHING,
    Known,
    Repeats,
    Weighed,
    magnitudes,
    ratios,
    repeats,
    shares,
    sums,
    years,
)
from metrics.reports.expression import Kind
from metrics.reports.values import NumberReading

NEAR = 6  # candidates to each side that a sum or a ratio may take its parts from
APART = 240  # characters within which numbers are held together
GUESSED = ("ten-thousand unit", "glued")  # damage that leaves the scale open


def weighed(candidates: Sequence[Candidate], known: Sequence[Known] = ()) -> list[Candidate]:
    """Return the candidates with their evidence and certainty, in the same order.

    Numbers that a cross-check confirms are then evidence for others. A reading of a damaged number
    stays unconfirmed unless a cross-check fits the first reading only; it is ambiguous where its
    scale or unit is open. Takes time in proportion to the candidates.
    """
    likes = _known_by_noun(known)
    counted = [Weighed(each) for each in candidates if each.kind != "none"]
    _weigh(counted, likes)
    _weigh(counted, likes, again=True)
    found = iter(counted)
    return [each if each.kind == "none" else next(found).candidate for each in candidates]


def _weigh(
    counted: list[Weighed], likes: Mapping[str, Sequence[Known]], again: bool = False
) -> None:
    """Weigh the numbers, all by what is known before; a second time only the repaired ones."""
    by_noun = _by_noun(counted)
    new = [
        (one, found)
        for at, one in enumerate(counted)
        if (one.repaired or not again)
        and (found := _weighed(one, counted, at, by_noun, likes)) is not one.candidate
    ]
    for one, found in new:
        one.take(found)


def _weighed(
    one: Weighed,
    counted: list[Weighed],
    at: int,
    by_noun: Repeats,
    likes: Mapping[str, Sequence[Known]],
) -> Candidate:
    was = one.candidate
    if not one.values:
        return was
    found: list[Evidence] = []
    if one.kind == "statistic" and one.unit:
        near = _near(counted, at, one)
        found = [*sums(one, near), *shares(one, near), *ratios(one, near)]
    elif one.kind == "year":
        found = years(one, _near(counted, at, one))
    found += repeats(one, by_noun)
    if likes:
        found += magnitudes(one, likes)
    # Most numbers of prose have no evidence: these are not copied.
    if not found and not was.evidence:
        return was
    sure = certainty(was.kind, was.readings, was.units, was.damage, found)
    return was._replace(evidence=tuple(found), certainty=sure)


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
    if not any(one.rules for one in readings[:2]):
        # Several readings of what is printed clean, such as 3万5, leave its scale or sign open.
        return "certain" if len(readings) == 1 else "ambiguous"
    supported = [each.fits[0] for each in evidence if each.tells]
    if supported and all(value == readings[0].value for value in supported):
        return "confirmed"
    return "ambiguous" if damage in GUESSED or supported else "unconfirmed"


def _near(counted: list[Weighed], at: int, one: Weighed) -> list[Weighed]:
    around = counted[max(0, at - NEAR) : at] + counted[at + 1 : at + 1 + NEAR]
    low, high = one.start - APART, one.start + APART
    return [each for each in around if low <= each.start <= high]


def _by_noun(counted: Iterable[Weighed]) -> Repeats:
    """Return which clean or confirmed numbers count a noun, by noun and value."""
    found: Repeats = defaultdict(lambda: defaultdict(list))
    for one in counted:
        if one.settled and one.candidate.certainty in ("certain", "confirmed"):
            found[one.key][one.settled[0]].append(one.number)
    found.pop(NOTHING, None)
    return found


def _known_by_noun(known: Sequence[Known]) -> dict[str, list[Known]]:
    found: dict[str, list[Known]] = defaultdict(list)
    for one in known:
        found[one.unit.lower()].append(one)
    return found
