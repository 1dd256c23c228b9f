"""One square a work-team member, or several of them, the Party members filled."""

from __future__ import annotations

import math
from typing import Any

from metrics.charts import border
from metrics.charts.style import BLUE, GREY, nothing_drawn, template
from metrics.emphasis import bold
from metrics.model.rows import Row, Rows
from metrics.model.topic import ById
from metrics.numbers import as_text
from metrics.records.party_members import (
    MEMBERS,
    PARTY,
    comparable,
    members_and_party,
    per_square,
)
from metrics.statuses import DERIVED, STANDING

SHAPE = 3.3  # squares across for each one down: what a wide page and a 16:9 slide leave free
SIDE, EDGE = 0.84, 0.04
REST = "work-team members who are not Party members"  # a derived number of the topic


def figure(rows: Rows, derived: ById) -> border.Chart:
    """Return the squares of the members, of rows with measure and value.

    Where Party members are a part of the members, the others are drawn hollow; else each kind is
    drawn by itself.
    """
    members, party = members_and_party(rows)
    each = per_square(members, party)
    kinds = _kinds(members, party, comparable(members, party))
    counts = [math.ceil(count / each) for _, count, _, _ in kinds]
    if not sum(counts):
        return nothing_drawn("party_members", "No member is stated here: there is nothing to draw.")
    across = math.ceil(math.sqrt(SHAPE * sum(counts)))
    traces, start = [], 0
    for (name, count, marker, formula), squares in zip(kinds, counts, strict=True):
        place = range(start, start + squares)
        traces.append(_squares(place, across, f"{as_text(count)} {name}", marker, formula))
        start += squares
    return border.figure(traces, _layout(across, start, [party.value, members.value]))


def _kinds(
    members: Row, party: Row, whole: bool
) -> list[tuple[str, float, dict[str, object], tuple[str, str]]]:
    """Return what is drawn: a name, how many, a look, and address and formula of the number."""
    hollow: dict[str, object] = {"color": "rgba(0,0,0,0)", "line": {"color": GREY, "width": 1.5}}
    blue: dict[str, object] = {"color": BLUE}
    filled = (PARTY, party.amount, blue, (party.figure, ""))
    if not whole:
        others = (MEMBERS, members.amount, hollow, (members.figure, ""))
        return [k for k, c in ((filled, party), (others, members)) if c.value is not None]
    formula = f"{members.figure or 'members'} - {party.figure or PARTY}"
    return [filled, ("other members", members.amount - party.amount, hollow, (REST, formula))]


def _layout(across: int, squares: int, drawn: list[float | None]) -> dict[str, Any]:
    lines = -(-squares // across)
    axis = {"visible": False, "fixedrange": True, "constrain": "domain"}
    return {
        "template": template(),
        "height": 400,
        "barmode": "overlay",
        "bargap": 0,
        "xaxis": {
            **axis,
            "range": [-SIDE / 2 - EDGE, across - SIDE / 2],
            "constraintoward": "left",
        },
        "yaxis": {
            **axis,
            "range": [lines - 0.05, -0.1],
            "scaleanchor": "x",
            "constraintoward": "top",
        },
        "meta": {"topic": "party_members", "drawn": drawn, "ratio": lines / across},
        "margin": {"l": 0, "r": 0, "t": 40, "b": 8},
    }


def _squares(
    place: range, across: int, name: str, marker: dict[str, object], numbers: tuple[str, str]
) -> dict[str, Any]:
    address, formula = numbers
    status = DERIVED if formula else STANDING
    figures = [f"figures: {formula or address}"] if formula or address else []
    return {
        "type": "bar",
        "x": [cell % across for cell in place],
        "base": [cell // across for cell in place],
        "y": [SIDE] * len(place),
        "width": SIDE,
        "name": name,
        "showlegend": True,
        "marker": marker,
        "customdata": [address] * len(place),
        "hovertext": "\n".join([bold(name), f"status: {status.name}", *figures]),
        "hoverinfo": "text",
    }
