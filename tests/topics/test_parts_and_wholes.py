"""No part is added to its whole, and what is of some places or years only is said to be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from stores import DOCUMENT, FIGURE_COLUMNS

from metrics.exports.view import View, view
from metrics.selection import Selection
from metrics.store.open import Store

PLACES = """place_id,name,kind,parent_id
c,Oak County,county,
v1,Ash,administrative village,c
v2,Birch,administrative village,c
v3,Cedar,administrative village,c
"""
ONE = "place_id,name,kind,parent_id\nc,Oak County,county,\n"
EXITS = "year,place_id,status,households,people\n"
PAIRED = "place_id,helper_kind,helpers,helpers_unit,helped_kind,helped,helped_unit,part_of\n"
OFFICIALS = "c,officials,50,people,people in poor households,1000,people,\n"
WOMEN = "c,officials,10,people,women in poor households,400,people,people in poor households\n"
LEADERS = "c,leaders,5,people,people in poor households,1000,people,\n"
TRAINING = "place_id,activity,audience,period,quantity,unit\n"
VILLAGES = "place_id,pilot_villages,villages,reaching_target,income_target\n"
Build = Callable[..., Store]


def of(store: Store, topic: str) -> View:
    """Return the view of a card without filters."""
    return view(store, topic, Selection("oak"))


def worked_out(found: View) -> dict[str, float]:
    """Return what is worked out on a card, by name."""
    return dict(zip(found.derived["what"], found.derived["value"], strict=True))


def context(dataset: Build, *paired: str) -> View:
    """Return the exits of a county in context, beside rows of paired assistance."""
    exits = f"{EXITS}2014,c,achieved,100,400\n2015,c,achieved,100,300\n"
    tables = {"poverty_exits": exits, "paired_assistance": PAIRED + "".join(paired)}
    return of(dataset(places=ONE, **tables), "exits_context")


@pytest.mark.slow
def test_exits_stand_beside_a_whole_and_not_beside_it_and_its_part(dataset: Build) -> None:
    found = context(dataset, OFFICIALS, WOMEN)
    assert found.drawing.title == (
        "700 people lifted out of poverty, beside 1,000 poor people in paired households"
    )
    assert worked_out(found)["achieved people as a share of the paired poor people"] == 70


@pytest.mark.slow
def test_people_whom_two_kinds_of_helpers_help_are_not_added(dataset: Build) -> None:
    found = context(dataset, OFFICIALS, WOMEN, LEADERS)
    assert found.drawing.title == "700 people lifted out of poverty"
    assert found.drawing.notes[2].startswith("Paired people are given in 2 rows, which may be")
    assert list(worked_out(found)) == ["people lifted out of poverty, all years, achieved"]


@pytest.mark.slow
def test_exits_of_some_villages_and_years_are_said_to_be(dataset: Build) -> None:
    exits = "2014,v1,achieved,10,40\n2016,v1,achieved,10,40\n2016,v2,achieved,100,400\n"
    store = dataset(places=PLACES, poverty_exits=EXITS + exits)
    found = of(store, "exits_context")
    assert found.rows[["place", "added"]].to_numpy().tolist() == [
        ["Oak County", "1 of 3 places state it: Ash"],
        ["Oak County", "2 of 3 places state it"],
    ]
    assert found.drawing.notes[2:] == (
        "lifted out of poverty in 2014: only 1 of 3 places state it: Ash, so the true sum is at "
        "least this.",
        "lifted out of poverty in 2016: only 2 of 3 places state it, so the true sum is at least "
        "this.",
    )
    assert worked_out(found) == {"people lifted out of poverty, 2014 and 2016, achieved": 480}
    years = [what for what in worked_out(of(store, "poverty_exits")) if "lifted" in what]
    assert years == [
        "households lifted out of poverty, 2014 and 2016, achieved",
        "people lifted out of poverty, 2014 and 2016, achieved",
    ]


@pytest.mark.slow
def test_a_share_needs_what_all_places_state(dataset: Build) -> None:
    paired = OFFICIALS.replace("c,", "v2,", 1)
    tables = {"poverty_exits": f"{EXITS}2014,v1,achieved,10,40\n"}
    store = dataset(places=PLACES, paired_assistance=PAIRED + paired, **tables)
    assert not worked_out(of(store, "exits_context"))


@pytest.mark.slow
def test_an_ambiguous_year_is_said_to_be_in_context(dataset: Build) -> None:
    figures = (
        "F01,d1,1,1,0,5,statistic,44 1,441,people,people,2014,achieved,c,digit gap,joined,"
        "ambiguous,441: joined | 44: a 1 too many\n"
    )
    exits = "year,place_id,status,people,people_figure\n2014,c,achieved,,F01\n2015,c,achieved,5,\n"
    tables = {"documents": DOCUMENT, "figures": FIGURE_COLUMNS + figures, "poverty_exits": exits}
    found = of(dataset(places=ONE, **tables), "exits_context")
    assert list(found.rows["status"]) == ["ambiguous", "achieved"]
    assert found.drawing.notes[-1] == ("F01 is printed as “44 1”, read as 441 (joined; ambiguous).")


@pytest.mark.slow
def test_attendances_of_all_are_not_added_to_those_of_an_audience(dataset: Build) -> None:
    rows = (
        "c,skills,all,2020,640,person-times\nc,skills,women,2020,200,person-times\n"
        "c,farming,women,2020,60,person-times\n"
    )
    found = of(dataset(places=ONE, training=TRAINING + rows), "training")
    assert worked_out(found) == {"person-times of training, 2020": 700}
    assert "its audiences are among them: they are never added" in found.drawing.notes[0]


@pytest.mark.slow
def test_a_target_of_one_place_is_not_the_target_of_all(dataset: Build) -> None:
    rows = "v1,1,1,1,20000\nv2,3,3,3,\nv3,4,4,4,\n"
    part = of(dataset(places=PLACES, village_collectives=VILLAGES + rows), "village_collectives")
    assert part.drawing.title == "Village collectives: what is stated"
    assert not worked_out(part)


@pytest.mark.slow
def test_a_target_that_all_places_state_is_that_of_all(dataset: Build) -> None:
    rows = "v1,1,1,1,20000\nv2,3,3,3,20000\nv3,4,4,4,20000\n"
    whole = of(dataset(places=PLACES, village_collectives=VILLAGES + rows), "village_collectives")
    assert whole.drawing.title == (
        "All 8 pilot villages reached the collective income target of 20,000 yuan a year"
    )
    assert list(worked_out(whole).values()) == [160000]


@pytest.mark.slow
def test_two_amounts_that_can_be_read_in_several_ways_are_two(dataset: Build) -> None:
    figures = (
        "F01,d1,1,1,0,5,statistic,44 1,4410000,yuan,money,2014,standing,c,digit gap,x,ambiguous,"
        "4410000: joined | 44110000: a 1 lost\n"
        "F02,d1,1,1,9,15,statistic,30,30,kg,seed,2014,standing,c,,,ambiguous,"
        "30: printed | 3000: hundred lost\n"
    )
    given = (
        "place_id,topic,kind,quantity,quantity_figure,unit,period\n"
        "c,departments,money,,F01,yuan,2014\nc,departments,seed,,F02,kg,2014\n"
    )
    tables = {"documents": DOCUMENT, "figures": FIGURE_COLUMNS + figures, "assistance_given": given}
    drawing = of(dataset(places=ONE, **tables), "departments_money").drawing
    assert drawing.title == (
        "Money: 4,410,000 yuan, unless it is 44,110,000; Seed: 30 kg, unless it is 3,000"
    )
    assert drawing.subtitle.startswith("Candidate readings of what is printed as “44 1” and “30”;")
    assert drawing.notes[0].startswith("These are readings of 2 numbers")


@pytest.mark.slow
def test_the_years_of_a_sum_are_named_where_one_between_is_missing(dataset: Build) -> None:
    rows = (
        "2014,v1,achieved,1,4\n2016,v1,achieved,1,4\n2014,v2,achieved,1,3\n2015,v2,achieved,1,3\n"
    )
    found = of(dataset(places=PLACES, poverty_exits=EXITS + rows), "compare_places").rows
    found = found.dropna(subset="years")
    assert dict(zip(found["place"], found["years"], strict=True)) == {
        "Ash": "2014, 2016",
        "Birch": "2014 to 2015",
    }
