"""What village-metrics check proposes for a table of its own: each column and why, and what to ask.

The answers are given with --answer, or kept in a dataset made before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from metrics.errors import AnsweredTwice, UnknownChoice
from metrics.intake.answers import answered, offered
from metrics.intake.arrange import planned
from metrics.intake.match import Matched
from metrics.intake.plan import CODE, INDICATOR, LEFT, PERIOD, PLACE, Indicator, Proposal, TablePlan
from metrics.intake.questions import questions_left
from metrics.intake.understand import Understood

NO_KEYS = "none, as the file is read as a table that is known"
SHOWN = 6  # choices of a question that are listed


def given(texts: Sequence[str]) -> dict[str, str]:
    """Return answers of the form KEY=ANSWER by their keys.

    Raises UnknownChoice where one has no =, AnsweredTwice where two of one key differ.
    """
    found: dict[str, str] = {}
    for text in texts:
        if "=" not in text:
            raise UnknownChoice("answer", text, ["period=2021", "unit:income=yuan", "..."])
        key, answer = text.split("=", 1)
        if found.setdefault(key, answer) != answer:
            raise AnsweredTwice(key, found[key], answer)
    return found


def refuse_unknown(answers: Mapping[str, str], found: Sequence[Understood]) -> None:
    """Raise UnknownChoice for an answer that no sheet asks for, or one that none offers.

    One that is empty says nothing.
    """
    keys: dict[str, list[str]] = {}
    open_: set[str] = set()  # keys that any text answers
    for one in found:
        if isinstance(one, Proposal):
            for key, words in offered(one, answered(one.plan, answers)).items():
                keys.setdefault(key, []).extend(words)
                open_ |= set() if words else {key}
    for key, answer in answers.items():
        if key not in keys:
            raise UnknownChoice("key of an answer", key, [*keys] or [NO_KEYS])
        if answer.strip() and key not in open_ and answer.strip() not in keys[key]:
            raise UnknownChoice(f"answer to {key}", answer, [*dict.fromkeys(keys[key])])


def with_answers(proposal: Proposal, answers: dict[str, str]) -> Matched:
    """Return a sheet with the plan that answers make of what is proposed."""
    return planned(proposal, answered(proposal.plan, answers))


def lines(proposal: Proposal, one: Matched) -> Iterator[str]:
    """Yield what a sheet seems to be, each column with its reason, and what remains to be asked."""
    plan = one.plan
    assert plan is not None
    how = proposal.sheet.how
    read = [f"header in row {how.header_row}", *(x for x in (how.encoding,) if x)]
    yield f"{proposal.sheet.file}: read as a table of its own ({', '.join(read)})"
    yield from (f"  {note}" for note in (*proposal.sheet.notes, *proposal.notes))
    for column in plan.of(PLACE, CODE):
        kind = f" ({column.kind})" if column.kind else ""
        yield f"  {column.role}: {column.head}{kind}: {column.why}"
    if plan.place:
        yield f"  place: {plan.place} ({plan.place_kind}), given for all rows"
    yield from _periods(proposal, plan)
    yield from (_indicator(plan, each) for each in plan.used)
    for column in plan.of(LEFT):
        yield f"  left out: {column.head or f'column {column.at + 1}'}: {column.why}"
    for question in questions_left(proposal, plan):
        choices = ", ".join(question.choices[:SHOWN])
        more = " ..." if len(question.choices) > SHOWN else ""
        usual = f" (taken: {question.usual})" if question.usual else ""
        offered = f" One of: {choices}{more}." if choices else ""
        yield f"  asked: {question.asked}.{offered}{usual} --answer '{question.key}=...'"


def _periods(proposal: Proposal, plan: TablePlan) -> Iterator[str]:
    for column in plan.of(PERIOD):
        yield f"  period: {column.head}: {column.why}"
    if plan.period:
        why = proposal.why.get("period") or "as answered"
        yield f"  period: {plan.period} for all rows, {why}"


def _indicator(plan: TablePlan, one: Indicator) -> str:
    """Say in one line what an indicator is, from which columns, and why."""
    columns = [each for each in plan.of(INDICATOR) if each.indicator == one.indicator_id]
    heads = [each.head for each in columns]
    of = f"{heads[0]} ... {heads[-1]}" if len(heads) > 2 else ", ".join(heads) or "the rows"
    places = one.across_places + (f" by {one.weight}" if one.weight else "")
    what = f"{one.unit or 'no unit'}, {one.kind}, places: {places}, periods: {one.across_periods}"
    return f"  indicator {one.indicator_id}: {one.label}, from {of} ({what}): {one.why}"
