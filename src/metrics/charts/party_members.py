"""One square a work-team member, or several of them, the Party members filled."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from metrics.charts import border
from metrics.charts.border import bold
from metrics.charts.cell import Cell, by, cells
from metrics.charts.style import BLUE, GREY, Drawing, nothing_drawn, template
from metrics.charts.words import source
from metrics.numbers import as_text, percent
from metrics.statuses import DERIVED, STANDING

SHAPE = 3.3  # squares across for each one down: what a wide page and a 16:9 slide leave free
SIDE, EDGE, MAX_SQUARES = 0.84, 0.04, 1000
MEMBERS, PARTY = "work-team members", "Party members"
REST = "work-team members who are not Party members"  # a derived number of the topic


def draw(rows: pd.DataFrame, derived: pd.DataFrame, document: str) -> Drawing:
    """Return the unit chart of the rows of the metric party_members and its derived share."""
    found = by(cells(rows), "measure")
    share = by(cells(derived), "id").get("party-share")
    members, party = found.get(MEMBERS, Cell({})), found.get(PARTY, Cell({}))
    whole = _comparable(members, party)
    each = _each(max(members.amount, party.amount))
    return Drawing(
        figure=_figure(members, party, whole, each),
        title=_title(members, party, whole, share),
        subtitle=_subtitle(each, next(iter(found.values()))),
        source=source(document, rows),
        alt=_alt(members, party, whole, share),
        notes=(
            *_apart(members, party, whole),
            *_rounding(found, share),
            *_leaders(found),
            *_places(members),
        ),
    )


def _comparable(members: Cell, party: Cell) -> bool:
    """Say whether Party members are a part of the members: sums of different places are not."""
    both = members.value is not None and party.value is not None
    same = all(c.row.get("stated") == c.row.get("paired_places") for c in (members, party))
    return both and same and party.amount <= members.amount


def _places(members: Cell) -> tuple[str, ...]:
    """Say of how many places the numbers are, and which dates are not shown."""
    part = f"Only {members['added']}, so the true numbers are at least these."
    others = f"Also given, and not added, with how many places: {members['other_dates']}."
    return (
        *([part] if members.value is not None and not members.whole else []),
        *([others] if members["other_dates"] else []),
    )


def _each(most: float) -> int:
    """Return how many members a square stands for, so that there are not too many: 1, 2, 5, 10."""
    steps = (base * int("1" + "0" * power) for power in range(16) for base in (1, 2, 5))
    return next(step for step in steps if most / step <= MAX_SQUARES)


def _title(members: Cell, party: Cell, whole: bool, share: Cell | None) -> str:
    if whole:
        rate = f": {percent(share.amount, party.amount)}" if share else ""
        return f"{party.text} of {members.text} work-team members are Party members{rate}"
    amounts = [f"{_summed(c)} {name}" for c, name in ((members, MEMBERS), (party, PARTY)) if c.text]
    return "; ".join(amounts).replace("not stated", "number not stated of")


def _summed(cell: Cell) -> str:
    return (
        f"{cell.text} ({cell['added']})" if cell["added"] and cell.value is not None else cell.text
    )


def _subtitle(each: int, cell: Cell) -> str:
    one = "one member" if each == 1 else f"{as_text(each)} members, the last of a kind fewer,"
    return (
        f"Each square is {one} of the village-stationed work teams · {cell['place']}, "
        f"{cell['as_of']}"
    )


def _alt(members: Cell, party: Cell, whole: bool, share: Cell | None) -> str:
    if not whole:
        return f"Unit chart: {members.text} members; {party.text} Party members."
    rate = f", {_percent_word(share, party)} Party members" if share else ""
    others = as_text(members.amount - party.amount)
    return (
        f"Unit chart of {members.text} squares: {party.text} Party members and "
        f"{others} other members{rate}."
    )


def _percent_word(share: Cell, party: Cell) -> str:
    return percent(share.amount, party.amount).replace("%", "percent")


def _apart(members: Cell, party: Cell, whole: bool) -> tuple[str, ...]:
    if whole or members.value is None or party.value is None:
        return ()
    return (
        "Members and Party members are not stated by the same places: the one is no part of the "
        "other, so each is drawn by itself.",
    )


def _rounding(found: Mapping[str, Cell], share: Cell | None) -> tuple[str, ...]:
    stated = found.get("share stated in words")
    if share is None or stated is None or stated.value is None:
        return ()
    said = f"The document says “{stated['printed']}”." if stated["printed"] else ""
    given = said or f"Stated is {as_text(100 * stated.value)} %."
    arithmetic = share["arithmetic"].partition(" = ")[0]
    return (
        f"The share is worked out: {arithmetic} = {share.text} %, rounded to {share['rounding']}. "
        f"{given}",
    )


def _leaders(found: Mapping[str, Cell]) -> tuple[str, ...]:
    """Say that the first secretaries are members already counted."""
    leaders = found.get("team leaders who are first secretaries")
    if leaders is None or leaders.value is None:
        return ()
    return (
        f"{leaders.text} of the members lead a team and are the first secretary of a village Party "
        "branch: they are among the squares and never added to them.",
    )


def _figure(members: Cell, party: Cell, whole: bool, each: int) -> go.Figure:
    kinds = _kinds(members, party, whole)
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
    members: Cell, party: Cell, whole: bool
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
