"""What cannot be told from a table, and is asked in one form."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from metrics.intake.keys import spans
from metrics.intake.plan import (
    CODE,
    INDICATOR,
    PLACE,
    Proposal,
    Question,
    TablePlan,
)
from metrics.intake.sheet import Sheet
from metrics.intake.units import likely_units
from metrics.store.tables import PLACE_KINDS

SEPARATE, ONE = "two indicators", "one indicator, with a break in the series"
MOST_JOINED = 6  # columns that may go on under another name and are asked for


def questions(plan: TablePlan, sheet: Sheet, told: set[str]) -> Iterator[Question]:
    """Yield what is to be asked of a plan; nothing of what was answered before."""
    yield from _always(plan)
    yield from _of_names(plan, sheet, told)


def _always(plan: TablePlan) -> Iterator[Question]:
    """Yield the questions that a plan leaves open, whatever the cells hold."""
    yield from _of_places(plan)
    if plan.lacks_period and plan.part:
        asked = f"Which year “{plan.part.head}” is of? No column and no title says it"
        yield Question("period", asked)
    elif plan.lacks_period:
        yield Question("period", "When do the numbers hold? No column and no title says it")
    for one in plan.used:
        if not one.unit:
            why = one.why.partition(";")[0]
            scale = "parts of 1" in why
            choices = ("percent", "share") if scale else likely_units(one.label_zh or one.label)
            yield Question(f"unit:{one.indicator_id}", f"Unit of “{one.label}”: {why}", choices)


def questions_left(proposal: Proposal, plan: TablePlan) -> list[Question]:
    """Return the questions of a proposal that a plan with answers still leaves open."""
    left = {one.key for one in _always(plan)}
    return [
        one
        for one in proposal.questions
        if one.key in left or (one.key.startswith("same:") and _is_open(one.key, plan))
    ]


def _is_open(key: str, plan: TablePlan) -> bool:
    """Say whether two columns are still two indicators."""
    _, first, then, _ = key.split(":", 3)
    return {first, then} <= {one.indicator_id for one in plan.used}


def _of_places(plan: TablePlan) -> Iterator[Question]:
    named = plan.of(PLACE, CODE)
    if not named and not plan.place:
        yield Question("place", "Which place do all rows hold for? No column names places")
        yield Question(
            "place_kind", "What kind of place it is", PLACE_KINDS, plan.place_kind or "county"
        )
    for one in plan.unkinded:
        asked = f"What kind of places “{one.head}” names"
        yield Question(f"kind:{one.at}", asked, PLACE_KINDS)


def _of_names(plan: TablePlan, sheet: Sheet, told: set[str]) -> Iterator[Question]:
    """Ask whether a column that stops goes on as another that begins then."""
    measured = [one for one in plan.of(INDICATOR) if one.head not in told]
    found = spans(sheet, measured, plan.dated.at if plan.dated else None)
    by_id = {one.indicator_id: one for one in plan.used if one.kind != "category"}
    asked = 0
    for first, then in permutations(found, 2):
        if first not in by_id or then not in by_id or asked >= MOST_JOINED:
            continue
        (_, end), (start, _), a, b = found[first], found[then], by_id[first], by_id[then]
        if a.unit == b.unit and end.kind == start.kind and end.following == start:
            asked += 1
            says = f"“{a.label}” stops in {end.label} and “{b.label}” begins in {start.label}"
            yield Question(f"same:{first}:{then}:{start.label}", says, (SEPARATE, ONE), SEPARATE)
