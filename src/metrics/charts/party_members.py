"""One square a work-team member, the Party members filled."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from metrics.charts.style import BLUE, GREY, Drawing, number, template
from metrics.charts.words import records, source
from metrics.statuses import DERIVED, STANDING

ACROSS = 20
SIDE = 0.84
REST = "work-team members who are not Party members"  # a derived number of the topic


def draw(rows: pd.DataFrame, derived: pd.DataFrame, document: str) -> Drawing:
    """Return the unit chart of the rows of the metric party_members and its derived share."""
    by = {str(r["measure"]): r for r in records(rows)}
    found = {str(r["id"]): float(str(r["value"])) for r in records(derived)}
    members = int(float(str(by["work-team members"]["value"])))
    party = int(float(str(by["Party members"]["value"])))
    share = number(found["party-share"])
    words = by.get("share stated in words", {}).get("printed")
    place = by["work-team members"]["place"]
    return Drawing(
        figure=_figure(members, party, by),
        title=f"{number(party)} of {number(members)} work-team members are Party members: "
        f"{share} %",
        subtitle=f"Each square is one member of the village-stationed work teams · {place}, "
        f"{by['work-team members']['as_of']}",
        source=source(document, rows),
        alt=f"Unit chart of {number(members)} squares: {number(party)} Party members and "
        f"{number(members - party)} other members, {share} percent Party members.",
        notes=(
            *([_rounding(party, members, share, words)] if words else []),
            *_leaders(by),
            *_other_dates(by["work-team members"]["other_dates"]),
        ),
    )


def _rounding(party: int, members: int, share: str, words: object) -> str:
    return (
        f"The share is worked out: {number(party)} / {number(members)} = {share} %, "
        f"rounded to one decimal. The document says “{words}”."
    )


def _other_dates(found: object) -> tuple[str, ...]:
    """Say which dates are not shown, each with how many places give it."""
    return (f"Also given, and not added, with how many places: {found}.",) if found else ()


def _leaders(by: dict[str, dict[str, object]]) -> tuple[str, ...]:
    """Say that the first secretaries are members already counted."""
    found = by.get("team leaders who are first secretaries")
    if found is None or found["value"] is None:
        return ()
    count = number(float(str(found["value"])))
    return (
        f"{count} of the members lead a team and are the first secretary of a village Party "
        "branch: they are among the squares and never added to them.",
    )


def _figure(members: int, party: int, by: dict[str, dict[str, object]]) -> go.Figure:
    lines = -(-members // ACROSS)
    axis = {"visible": False, "fixedrange": True, "constrain": "domain"}
    layout = {
        "template": template(),
        "height": 400,
        "barmode": "overlay",
        "bargap": 0,
        "xaxis": {**axis, "range": [-0.55, ACROSS - 0.45], "constraintoward": "left"},
        "yaxis": {
            **axis,
            "range": [lines - 0.05, -0.1],
            "scaleanchor": "x",
            "constraintoward": "top",
        },
        "meta": {"topic": "party_members", "drawn": [party, members], "ratio": lines / ACROSS},
        "margin": {"l": 0, "r": 0, "t": 40, "b": 8},
    }
    figure, all_ = (str(by[name]["figure"]) for name in ("Party members", "work-team members"))
    filled = _squares(range(party), "Party members", {"color": BLUE}, figure)
    hollow: dict[str, object] = {"color": "rgba(0,0,0,0)", "line": {"color": GREY, "width": 1.5}}
    others = _squares(range(party, members), "other members", hollow, REST, f"{all_} - {figure}")
    return go.Figure([filled, others], layout)


def _squares(
    cells: range, name: str, marker: dict[str, object], address: str, formula: str = ""
) -> go.Bar:
    count = number(len(cells))
    status = DERIVED if formula else STANDING
    says = f"<b>{count} {name}</b><br>status: {status.name}<br>figures: {formula or address}"
    return go.Bar(
        x=[cell % ACROSS for cell in cells],
        base=[cell // ACROSS for cell in cells],
        y=[SIDE] * len(cells),
        width=SIDE,
        name=f"{count} {name}",
        marker=marker,
        customdata=[address] * len(cells),
        hovertext=says,
        hoverinfo="text",
    )
