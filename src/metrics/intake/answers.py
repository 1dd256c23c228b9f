"""What the answers to the questions of a table, and what else is changed, make of its plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from metrics.intake.facts import Facts
from metrics.intake.indicator_guess import kind_of, with_weights
from metrics.intake.new_ids import indicator_id
from metrics.intake.place_columns import kind_of_names
from metrics.intake.plan import INDICATOR, ROLES, Column, Indicator, Proposal, TablePlan
from metrics.intake.questions import ONE
from metrics.intake.units import per_one
from metrics.model.indicators import ACROSS_PERIODS, ACROSS_PLACES, KINDS, UNITS
from metrics.store.tables import PLACE_KINDS

NO_FACTS = Facts(0, 0, 0, ())
# What may be said of an indicator, and the words for it; () for any text.
OF_INDICATOR: dict[str, tuple[str, ...]] = {
    "label": (),
    "unit": UNITS,
    "kind": KINDS,
    "across_places": ACROSS_PLACES,
    "weight": (),
    "across_periods": ACROSS_PERIODS,
}


def answered(plan: TablePlan, answers: Mapping[str, str]) -> TablePlan:
    """Return a plan with answers, by their keys; an empty answer, or one not offered, says nothing.

    Keys are those of questions (period, place, place_kind, same:A:B:PERIOD), role:N and kind:N of a
    column by its number, and WHAT:ID of an indicator, WHAT being one of OF_INDICATOR.
    """
    for key in sorted(answers, key=_start):
        if answers[key].strip():
            plan = _one(plan, *key.split(":", 1), answers[key].strip())
    if plan.place and not plan.place_kind:
        plan = replace(plan, place_kind=kind_of_names([plan.place]) or "county")
    return plan


def _start(key: str) -> str:
    """Return when a column goes on as another, if a key asks that.

    Of a chain of columns the earliest go first: what went on as the second goes on as the third.
    """
    return key.split(":", 3)[3] if key.startswith("same:") else ""


def offered(proposal: Proposal, plan: TablePlan) -> dict[str, tuple[str, ...]]:
    """Return each key that an answer may have, and the words to choose from; () for any text.

    `plan` is the one that the answers make: what a column is made into can be answered too.
    """
    keys = {one.key: one.choices for one in proposal.questions}
    keys |= {"period": (), "place": (), "place_kind": tuple(PLACE_KINDS)}
    for one in plan.columns:
        keys |= {f"role:{one.at}": ROLES, f"kind:{one.at}": tuple(PLACE_KINDS)}
    ids = [each.indicator_id for each in (*proposal.plan.indicators, *plan.indicators)]
    for each in ids:
        keys |= {f"{what}:{each}": words for what, words in OF_INDICATOR.items()}
        keys[f"weight:{each}"] = (*dict.fromkeys(ids), "none")
    return keys


def _one(plan: TablePlan, *said: str) -> TablePlan:
    """Return a plan with one answer: what is said, of which if of one of several, the answer."""
    what, answer = said[0], said[-1]
    which = said[1] if len(said) > 2 else ""
    if what == "period":
        return replace(plan, period=answer)
    if what == "place":
        return replace(plan, place=answer)
    if what == "place_kind" and answer in PLACE_KINDS:
        return replace(plan, place_kind=answer)
    if what == "same" and answer == ONE:
        return _as_one(plan, which)
    if which.isdigit() and int(which) < len(plan.columns):
        return _of_column(plan, int(which), what, answer)
    return _of_indicator(plan, which, what, answer)


def _of_column(plan: TablePlan, at: int, what: str, answer: str) -> TablePlan:
    """Return a plan with a column used otherwise; one that is to be an indicator has one."""
    one = plan.columns[at]
    if what == "kind" and answer in PLACE_KINDS:
        return _with(plan, replace(one, kind=answer))
    if what != "role" or answer not in ROLES or answer == one.role:
        return plan
    changed = replace(one, role=answer, why="chosen by the reader")
    if answer != INDICATOR or one.indicator:
        return _with(plan, changed)
    made = _plain(one, [each.indicator_id for each in plan.indicators])
    plan = replace(plan, indicators=(*plan.indicators, made))
    return _with(plan, replace(changed, indicator=made.indicator_id))


def _with(plan: TablePlan, column: Column) -> TablePlan:
    columns = tuple(column if one.at == column.at else one for one in plan.columns)
    return replace(plan, columns=columns)


def _plain(column: Column, ids: Sequence[str]) -> Indicator:
    """Return an indicator of which only the name is known."""
    label = column.head or f"column {column.at + 1}"
    why = "chosen by the reader"
    return Indicator(indicator_id(label, ids), label, "", "", "stock", "none", "last", 2, why)


def _of_indicator(plan: TablePlan, which: str, what: str, answer: str) -> TablePlan:
    words = OF_INDICATOR.get(what)
    if words is None or (words and answer not in words):
        return plan
    changed = [
        _with_answer(one, what, answer) if one.indicator_id == which else one
        for one in plan.indicators
    ]
    return replace(plan, indicators=tuple(with_weights(changed) if what == "unit" else changed))


def _with_answer(one: Indicator, what: str, answer: str) -> Indicator:
    """Return an indicator with one thing said of it; its kind follows from a unit that was not."""
    if what == "unit":
        return _in_unit(one, answer) if answer != one.unit else one
    if what == "across_places" and answer != "weighted_mean":
        return replace(one, across_places=answer, weight="")
    changes: dict[str, str] = {what: "" if answer == "none" and what == "weight" else answer}
    return replace(one, **changes)  # type: ignore[arg-type] # every one of OF_INDICATOR is a text


def _in_unit(one: Indicator, said: str) -> Indicator:
    name = one.label_zh or one.label
    unit = per_one(name, said)
    kind, places, periods, why = kind_of(name, unit, NO_FACTS)
    return replace(
        one,
        unit=unit,
        kind=kind,
        across_places=places,
        across_periods=periods,
        weight="",
        why=f"unit as answered; {why}",
    )


def _as_one(plan: TablePlan, which: str) -> TablePlan:
    """Return a plan in which two columns are one indicator, its break said."""
    first, then, start = which.split(":", 2)
    before, after = plan.indicator(first), plan.indicator(then)
    name = before.label.replace("|", " ").replace(":", " ")
    said = f"{start}: called {name} until then"
    joined = replace(
        after,
        breaks=" | ".join(one for one in (before.breaks, after.breaks, said) if one),
        decimals=max(before.decimals, after.decimals),
    )
    columns = tuple(
        replace(one, indicator=then) if one.indicator == first else one for one in plan.columns
    )
    indicators = tuple(joined if one is after else one for one in plan.indicators)
    return replace(plan, columns=columns, indicators=indicators)
