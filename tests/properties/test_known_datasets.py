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
    "a hamlet beside its village": dataset(
        "work_teams", TEAMS, "v,2016,10,1", "h,2016,3,1", picks=((), (0, 1), ())
    ),
    "neither helpers nor helped": dataset(
        "paired_assistance", PAIRED, "c,leaders,,people,schools,,schools"
    ),
    "helped without a unit": dataset("paired_assistance", PAIRED, "c,leaders,3,people,schools,5,"),
    "money without a figure": dataset(
        "assistance_given",
        "place_id,topic,kind,quantity,unit,period",
        "c,departments,money,5,yuan,2016",
    ),
    "a great product": dataset(
        "village_collectives", "place_id,reaching_target,income_target", "c,3920000,900000000000000"
    ),
    "a long name in Chinese": dataset(
        "village_industry",
        "place_id,product,sector",
        "v,民族文化与生态旅游综合体验服务项目,苍山西镇上街村民委员会林下种植养殖专业合作社",
    ),
    "a long activity in Chinese": dataset(
        "training",
        "place_id,activity,audience,period,quantity,unit",
        f"c,{'农村劳动力专业技术培训' * 3},all,2016,3,people",
    ),
    "teams of two dates": dataset("work_teams", TEAMS, "v,end of 2019,10,1", "c,2021,3,1"),
    "two units": dataset(
        "training",
        "place_id,activity,audience,period,quantity,unit",
        "c,skills,all,2016,3,people",
        "d,skills,all,2016,4,person-times",
    ),
    "a year of one county, a year of the other": dataset(
        "poverty_exits", EXITS, "2016,c,achieved,3", "2015,d,achieved,3"
    ),
    "a plan only": dataset("poverty_exits", EXITS, "2016,v,planned,3", "2016,h,planned,3"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", KNOWN)
def test_every_condition_holds(name: str) -> None:
    found = World(KNOWN[name])
    for holds in CONDITIONS.values():
        holds(found)
