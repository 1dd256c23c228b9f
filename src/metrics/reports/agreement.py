"""How far two readers agree who have read the same numbers without seeing each other's answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from metrics.reports.decisions import CONFIRMED, NONE, OPEN, Decision

ONE_OF = 10  # clean numbers, of which one goes to the second reader
LEAST = 5  # and at least so many


@dataclass(frozen=True)
class Agreement:
    """Of the figures that both have read: how many, equal values, and Cohen's kappa of classes.

    `kappa` is None where it is not defined: fewer than two figures, or one class only. `conflicts`
    names the figures on which they differ.
    """

    both: int
    equal: int
    kappa: float | None
    conflicts: tuple[str, ...]


def agreement(first: Mapping[str, Decision], second: Mapping[str, Decision]) -> Agreement:
    """Return how far two readers agree on the figures that both have decided."""
    both = [name for name in first if name in second]
    conflicts = tuple(n for n in both if _answer(first[n]) != _answer(second[n]))
    classes = [(_class(first[n]), _class(second[n])) for n in both]
    return Agreement(len(both), len(both) - len(conflicts), kappa(classes), conflicts)


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa of two readers' classes: agreement beyond what chance would give."""
    if len(pairs) < 2:
        return None
    count = len(pairs)
    observed = sum(one == other for one, other in pairs) / count
    ours, theirs = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(ours[name] * theirs[name] for name in ours) / count**2
    return None if chance == 1 else (observed - chance) / (1 - chance)


def sample(clean: Sequence[str]) -> tuple[str, ...]:
    """Return the clean figures that a second reader gets: one in ten, and at least five.

    Which ones depends on their ids alone, so that everybody gets the same.
    """
    count = max(min(LEAST, len(clean)), -(-len(clean) // ONE_OF))
    drawn = sorted(clean, key=lambda name: sha256(name.encode()).hexdigest())[:count]
    return tuple(name for name in clean if name in {*drawn})


def _class(one: Decision) -> str:
    return {CONFIRMED: one.kind, NONE: "no statistic", OPEN: "open"}[one.state]


def _answer(one: Decision) -> tuple[str, float | None]:
    value = float(one.value) if one.state == CONFIRMED and one.value else None
    return _class(one), value
