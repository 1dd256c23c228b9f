"""Small datasets that showed a fault: each condition on the one that broke it."""

from __future__ import annotations

import pytest
from conditions import CONDITIONS
from strategies import Dataset
from world import World

PLACES = (
    "places",
    ("place_id", "name", "kind", "parent_id"),
    (
        ("c", "County", "county", ""),
        ("v", "漾濞村", "administrative village", "c"),
        ("h", "Hamlet", "hamlet", "v"),
        ("d", "Second County", "county", ""),
    ),
)


def dataset(name: str, columns: str, *rows: str, picks: object = ((), (), ())) -> Dataset:
    """Return a dataset of three places, one in the other, and one table."""
    cells = tuple(tuple(row.split(",")) for row in rows)
    return Dataset((PLACES, (name, tuple(columns.split(",")), cells)), picks)  # type: ignore[arg-type] # literals


EXITS = "year,place_id,status,people"
PAIRED = "place_id,helper_kind,helpers,helpers_unit,helped_kind,helped,helped_unit"
TEAMS = "place_id,as_of,members,party_members"
KNOWN = {
    "members only": dataset("work_teams", "place_id,as_of,members", "c,2016,3"),
    "no members": dataset("work_teams", TEAMS, "c,2016,0,0"),
    "Party members only": dataset("work_teams", TEAMS, "c,2016,,3"),
    "sums of different places": dataset("work_teams", TEAMS, "v,2016,3,1", "c,2016,,5"),
    "a county's team": dataset("work_teams", TEAMS, "c,2016,12081,3920"),
    "helped in no known unit": dataset(
        "paired_assistance",
        PAIRED,
        "c,leaders,3,people,schools,5,schools",
    ),
    "helpers only": dataset(
        "paired_assistance",
        PAIRED,
        "c,leaders,3,people,schools,,schools",
    ),
    "an industry without a document": dataset(
        "village_industry", "place_id,product,sector", "v,apples,fruit"
    ),
    "a plan only": dataset("poverty_exits", EXITS, "2016,v,planned,3", "2016,h,planned,3"),
}


@pytest.mark.parametrize("name", KNOWN)
def test_every_condition_holds(name: str) -> None:
    found = World(KNOWN[name])
    for holds in CONDITIONS.values():
        holds(found)


NOT_YET = {
    "a hamlet chosen beside its village is added again (F1)": (
        "members_are_added_once",
        dataset("work_teams", TEAMS, "v,2016,10,1", "h,2016,3,1", picks=((), (0, 1), ())),
    ),
    "a county that gives nothing is counted among those that do (D1)": (
        "nothing_is_said_to_give_what_it_does_not",
        dataset("poverty_exits", EXITS, "2016,c,achieved,3", "2015,d,achieved,3"),
    ),
    "helpers are divided by helped without a unit: nan": (
        "no_text_is_empty_or_a_null",
        dataset("paired_assistance", PAIRED, "c,leaders,3,people,schools,5,"),
    ),
    "money without a figure is in no topic (F4)": (
        "every_row_stands_on_a_page",
        dataset(
            "assistance_given",
            "place_id,topic,kind,quantity,unit,period",
            "c,departments,money,5,yuan,2016",
        ),
    ),
}


@pytest.mark.parametrize(
    ("condition", "known"),
    [
        pytest.param(*one, id=reason, marks=pytest.mark.xfail(reason=reason, strict=True))
        for reason, one in NOT_YET.items()
    ],
)
def test_a_condition_that_does_not_hold_yet(condition: str, known: Dataset) -> None:
    found = World(known)
    assert found.shown
    CONDITIONS[condition](found)


@pytest.mark.xfail(reason="a product over 2^63 is cast to a whole number", strict=True)
def test_a_great_product_breaks_nothing() -> None:
    great = dataset(
        "village_collectives", "place_id,reaching_target,income_target", "c,3920000,900000000000000"
    )
    assert World(great).shown
