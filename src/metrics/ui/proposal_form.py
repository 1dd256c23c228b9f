"""A table that no topic is made for: what each column seems to be, and one form for the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from metrics.exports.view import view
from metrics.intake.answers import OF_INDICATOR, answered
from metrics.intake.arrange import planned
from metrics.intake.match import Matched
from metrics.intake.plan import (
    CODE,
    LEFT,
    PERIOD,
    PLACE,
    ROLES,
    Proposal,
    Question,
    TablePlan,
)
from metrics.intake.propose import propose
from metrics.intake.questions import questions_left
from metrics.intake.sheet import Sheet
from metrics.model.periods import FORMS, parse
from metrics.numbers import how_many
from metrics.selection import Selection
from metrics.store.build_cache import Built
from metrics.ui import caches
from metrics.ui.markdown import escape_markdown

INTRO = (
    "No table of these pages fits it, so it is read as a table of its own: places, periods and "
    "indicators."
)
CHANGE = "Change what is proposed: columns, names, units, how numbers combine"
PREVIEW = "Preview: the first chart, as it will be. Nothing is loaded yet."
PREVIEWED = ("indicator_trend", "indicator_ranking")
NAMED = 6  # headers that a line names
HEADS = {"label": "name", "across_places": "places together", "across_periods": "periods together"}


def proposal_form(
    sheet: Sheet, key: str, earlier: Sequence[Mapping[str, Any]]
) -> tuple[Matched | None, bool]:
    """Show what a sheet seems to be, and ask what it does not tell.

    Return it with its plan, None where nothing in it can be shown, and whether it waits for an
    answer.
    """
    proposal = propose(sheet, earlier)
    st.caption(INTRO)
    said = _answers_given(proposal, key)
    plan = answered(proposal.plan, said)
    with st.expander(CHANGE):
        plan = answered(plan, _columns(plan, f"roles {key}"))
        plan = answered(plan, _indicators(plan, f"indicators {key}"))
    if not plan.used:
        why = escape_markdown(proposal.nothing or "no column is used as an indicator")
        st.warning(f"**{escape_markdown(sheet.file)} cannot be shown:** {why}.")
        return None, False
    st.markdown("\n".join(f"- {line}" for line in _lines(proposal, plan)))
    waits = any(not one.usual for one in questions_left(proposal, plan))
    return planned(proposal, plan), waits or _unreadable(plan)


def _answers_given(proposal: Proposal, key: str) -> dict[str, str]:
    """Ask each question of a proposal; return the answers by their keys, "" where one waits."""
    if not proposal.questions:
        return {}
    count = len(proposal.needed)
    what = how_many(count, "question")
    st.markdown(f"**{what}, as the table does not tell:**" if count else "**If you know better:**")
    places = st.columns(min(len(proposal.questions), 2))
    return {
        one.key: _answer(places[nth % len(places)], one, f"q {one.key} {key}")
        for nth, one in enumerate(proposal.questions)
    }


def _answer(place: Any, one: Question, key: str) -> str:
    label = escape_markdown(one.asked)
    if one.choices:
        first = one.choices.index(one.usual) if one.usual else None
        hint = " or ".join(one.choices[:2])
        return place.selectbox(label, one.choices, first, placeholder=hint, key=key) or ""
    hint = "2021, 2021-H1, 2021-Q3 or 2021-03" if one.key == "period" else ""
    answer: str = place.text_input(label, key=key, placeholder=hint)
    return answer.strip()


def _unreadable(plan: TablePlan) -> bool:
    """Say, and show, whether the period given for all rows is none that can be read."""
    if not plan.period or parse(plan.period):
        return False
    st.error(f"“{escape_markdown(plan.period)}” is no period that can be read. {FORMS}")
    return True


def _columns(plan: TablePlan, key: str) -> dict[str, str]:
    """Let the reader say what each column is used as; return what was changed."""
    before = pd.DataFrame(
        {
            "column": [one.head or f"column {one.at + 1}" for one in plan.columns],
            "use as": [one.role for one in plan.columns],
            "why": [one.why for one in plan.columns],
        }
    )
    choice = st.column_config.SelectboxColumn(options=list(ROLES), required=True)
    after = st.data_editor(
        before,
        hide_index=True,
        disabled=["column", "why"],
        key=key,
        column_config={"use as": choice},
    )
    changed = zip(plan.columns, before["use as"], after["use as"], strict=True)
    return {f"role:{one.at}": new for one, old, new in changed if new != old}


def _indicators(plan: TablePlan, key: str) -> dict[str, str]:
    """Let the reader say what each indicator is; return what was changed."""
    used = plan.used
    ids = [one.indicator_id for one in used]
    before = pd.DataFrame(
        {
            HEADS.get(name, name): [getattr(one, name) or None for one in used]
            for name in OF_INDICATOR
        }
        | {"why": [one.why for one in used]},
        dtype=object,
    )
    after = st.data_editor(
        before,
        hide_index=True,
        disabled=["why"],
        key=f"{key} {' '.join(ids)}",
        column_config={
            HEADS.get(name, name): st.column_config.SelectboxColumn(
                options=list(words if words else ids)
            )
            for name, words in OF_INDICATOR.items()
            if name != "label"
        },
    )
    return {
        f"{name}:{one}": str(new or "none")
        for name in OF_INDICATOR
        for one, old, new in zip(
            ids, before[HEADS.get(name, name)], after[HEADS.get(name, name)], strict=True
        )
        if (new or None) != old and (new or name == "weight")  # a name or a unit is never "none"
    }


def _lines(proposal: Proposal, plan: TablePlan) -> list[str]:
    """Say in a few lines what the sheet is read as, and why."""
    notes = (*proposal.sheet.notes, *proposal.notes)
    lines = [f"**Read with care:** {escape_markdown(note)}." for note in notes]
    for one in plan.of(PLACE, CODE):
        kind = f" ({one.kind})" if one.kind else ""
        lines.append(f"**Places:** {escape_markdown(one.head)}{kind}, {escape_markdown(one.why)}.")
    if plan.place:
        lines.append(f"**Place:** {escape_markdown(plan.place)} ({plan.place_kind}), in all rows.")
    lines += _periods(proposal, plan)
    for each in plan.used:
        what = [
            each.unit or "no unit yet",
            each.kind,
            f"places: {_combined(plan, each.weight, each.across_places)}",
        ]
        what.append(f"periods: {each.across_periods}")
        name = (
            each.label if each.label_zh in ("", each.label) else f"{each.label} ({each.label_zh})"
        )
        lines.append(
            f"**Indicator:** {escape_markdown(name)}: {escape_markdown(', '.join(what))}; "
            f"{escape_markdown(each.why)}."
        )
    for one in plan.of(LEFT):
        head = escape_markdown(one.head or f"column {one.at + 1}")
        lines.append(f"**Left out:** {head}, {escape_markdown(one.why)}.")
    return lines


def _combined(plan: TablePlan, weight: str, across: str) -> str:
    """Say how several places make one."""
    words = {"sum": "added up", "none": "not combined", "weighted_mean": "weighted mean"}
    return words.get(across, across) + (f" by {plan.indicator(weight).label}" if weight else "")


def _periods(proposal: Proposal, plan: TablePlan) -> list[str]:
    lines = [
        f"**Periods:** {escape_markdown(one.head)}, {escape_markdown(one.why)}."
        for one in plan.of(PERIOD)
    ]
    headers = [one.period for one in plan.columns if one.period]
    if headers:
        shown = ", ".join(dict.fromkeys(headers[:NAMED]))
        lines.append(f"**Periods:** from the headers: {escape_markdown(shown)}.")
    if plan.period:
        why = proposal.why.get("period") or "as answered"
        lines.append(
            f"**Period:** {escape_markdown(plan.period)} for all rows, {escape_markdown(why)}."
        )
    return lines


def preview(name: str, built: Built) -> None:
    """Show the first chart of tables that were built and are not loaded yet.

    Numbers that places make none of together are shown place by place.
    """
    store = caches.store(str(built.path), built.fingerprint)
    for topic in PREVIEWED:
        found = view(store, topic, Selection(name)).drawing
        figure = found.figure
        if figure.data:
            break
    st.caption(PREVIEW)
    with st.container(border=True):
        st.markdown(f"**{escape_markdown(found.title)}**")
        if figure.data:  # without a mark Streamlit takes it for no chart
            st.plotly_chart(figure.to_plotly_json(), theme="streamlit", key="own_preview")
        for note in found.notes:
            st.caption(escape_markdown(note))
