"""One square a member; shares are sum over sum."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from metrics.charts.style import Drawing
from metrics.store.open import Store

Draw = Callable[..., Drawing]
Own = Callable[[str, str], Store]
HEAD = "place_id,as_of,members,party_members\n"


def squares(drawing: Drawing) -> dict[str, set[tuple[float, float]]]:
    """Return the places of the squares of each trace."""
    return {t.name: set(zip(t.x, t.base, strict=True)) for t in drawing.figure.data}


def test_257_squares_of_which_170_are_party_members(store: Store, draw: Draw) -> None:
    party, others = squares(draw(store, "party_members")).values()
    assert (len(party), len(others), len(party | others)) == (170, 87, 257)
    assert (19, 5) in party
    assert (20, 5) in others


def test_the_words_around_the_squares(store: Store, draw: Draw) -> None:
    drawing = draw(store, "party_members")
    assert drawing.title == "170 of 257 work-team members are Party members: 66.1 %"
    assert drawing.subtitle == (
        "Each square is one member of the village-stationed work teams · Yangbi county, at writing"
    )
    assert drawing.source == (
        "Source: Party organizations and targeted poverty alleviation in Yangbi county "
        "(paragraph 3, sentence 2; paragraph 3, sentence 3)"
    )
    assert drawing.alt == (
        "Unit chart of 257 squares: 170 Party members and 87 other members, "
        "66.1 percent Party members."
    )
    assert drawing.notes == (
        "The share is worked out: 170 / 257 = 66.1 %, rounded to one decimal. "
        "The document says “two-thirds”.",
        "31 of the members lead a team and are the first secretary of a village Party branch: "
        "they are among the squares and never added to them.",
    )


def test_the_legend_counts_and_pointing_names_the_figures(store: Store, draw: Draw) -> None:
    party, others = draw(store, "party_members").figure.data
    assert (party.name, others.name) == ("170 Party members", "87 other members")
    assert party.hovertext == "<b>170 Party members</b><br>status: standing<br>figures: F27"
    assert others.hovertext.endswith("figures: F26 - F27")
    assert party.marker.color != others.marker.color


@pytest.mark.slow
@pytest.mark.parametrize("party", [0, 1])
def test_a_team_of_one(own: Own, draw: Draw, party: int) -> None:
    store = own("work_teams.csv", HEAD + f"yangbi,now,1,{party}\n")
    drawing = draw(store, "party_members")
    assert [len(places) for places in squares(drawing).values()] == [party, 1 - party]
    assert drawing.title == f"{party} of 1 work-team members are Party members: {party * 100} %"


@pytest.mark.slow
def test_the_share_of_unequal_teams_is_not_the_mean_of_their_shares(
    own: Own, frames: Callable[..., dict[str, pd.DataFrame]]
) -> None:
    store = own("work_teams.csv", HEAD + "lingxiu,now,10,9\nmeixi,now,90,9\n")
    derived = frames(store, "party_members")["derived"]
    assert derived[["value", "arithmetic"]].to_numpy().tolist() == [
        [18.0, "18 / 100 = 0.1800"],
        [82.0, "100 - 18 = 82"],
    ]
