"""Numbers of villages are added up, never to those of their county, and follow the filter."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from metrics.errors import DataProblems
from metrics.exports.view import view
from metrics.selection import Selection
from metrics.store.open import Store
from metrics.topics.catalog import CARDS, TOPICS, choices

PLACES = """place_id,name,kind,parent_id
hill,Hill County,county,
up,Upper,township,hill
low,Lower,township,hill
oak,Oak,administrative village,up
elm,Elm,administrative village,up
ash,Ash,hamlet,elm
oak2,Oak,administrative village,low
"""
HEAD = "year,place_id,status,households,people\n"
VILLAGES = HEAD + (
    "2019,oak,achieved,1,4\n2019,elm,achieved,2,9\n2019,oak2,achieved,3,\n"
    "2020,oak,achieved,5,20\n2020,elm,planned,6,21\n"
)
County = Callable[..., Store]


@pytest.fixture
def county(dataset: County) -> County:
    """Build a county of seven places without a document, with the tables named."""
    return lambda **tables: dataset(**{"places": PLACES, **tables})


def exits(store: Store, **chosen: tuple[object, ...]) -> list[list[object]]:
    """Return the exits of people and households: year, status, measure, value, place, added."""
    rows = TOPICS["poverty_exits"].rows.rows(store, Selection(**chosen))  # type: ignore[arg-type] # its filters
    names = ["year", "status", "measure", "value", "place", "added"]
    return rows[names].astype(object).where(rows[names].notna(), None).to_numpy().tolist()


@pytest.mark.slow
def test_the_villages_make_the_county_and_say_of_how_many(county: County) -> None:
    assert exits(county(poverty_exits=VILLAGES), years=(2019,)) == [
        ["2019", "achieved", "households", 6, "Hill County", "3 of 3 places state it"],
        ["2019", "achieved", "people", 13, "Hill County", "2 of 3 places state it"],
    ]


@pytest.mark.slow
def test_a_county_that_states_its_own_number_is_not_added_to_its_villages(county: County) -> None:
    own = VILLAGES + "2019,hill,achieved,100,400\n"
    found = exits(county(poverty_exits=own), years=(2019,))
    assert [row[3:] for row in found] == [[100, "Hill County", None], [400, "Hill County", None]]


@pytest.mark.slow
def test_a_year_that_only_villages_state_stays_beside_one_that_the_county_states(
    county: County,
) -> None:
    found = exits(county(poverty_exits=VILLAGES + "2019,hill,achieved,100,400\n"))
    people = {(row[0], row[1]): row[3] for row in found if row[2] == "people"}
    assert people == {("2019", "achieved"): 400, ("2020", "achieved"): 20, ("2020", "planned"): 21}


@pytest.mark.slow
def test_a_village_shows_its_own_numbers(county: County) -> None:
    found = exits(county(poverty_exits=VILLAGES), villages=("Elm",))
    assert [row[:5] for row in found] == [
        ["2019", "achieved", "households", 2, "Elm"],
        ["2019", "achieved", "people", 9, "Elm"],
        ["2020", "planned", "households", 6, "Elm"],
        ["2020", "planned", "people", 21, "Elm"],
    ]


@pytest.mark.slow
def test_two_villages_are_named_and_more_are_counted(county: County) -> None:
    store = county(poverty_exits=VILLAGES)
    two = exits(store, years=(2019,), villages=("Oak (Lower)", "Elm"))
    assert [row[3:5] for row in two] == [[5, "Elm and Oak (Lower)"], [9, "Elm"]]
    three = exits(store, years=(2019,), villages=("Elm", "Oak (Lower)", "Oak (Upper)"))
    assert [row[4] for row in three] == ["3 villages", "Elm and Oak (Upper)"]


@pytest.mark.slow
def test_a_village_without_a_row_shows_nothing_and_not_its_county(county: County) -> None:
    store = county(poverty_exits=VILLAGES)
    assert exits(store, villages=("Ash",)) == []


@pytest.mark.slow
def test_a_hamlet_is_added_to_no_village_that_states_the_same(county: County) -> None:
    own = VILLAGES + "2019,ash,achieved,1,2\n2020,ash,achieved,7,8\n"
    found = exits(county(poverty_exits=own), villages=("Elm",))
    values = {(row[0], row[1], row[2]): row[3] for row in found}
    assert values["2019", "achieved", "people"] == 9  # the hamlet's 2 are among them
    assert values["2020", "achieved", "people"] == 8  # the village itself states none


@pytest.mark.slow
def test_villages_of_one_name_are_told_apart(county: County) -> None:
    store = county(poverty_exits=VILLAGES)
    assert choices(store).villages == ("Ash", "Elm", "Oak (Lower)", "Oak (Upper)")
    found = exits(store, villages=("Oak (Lower)",))
    assert [row[3] for row in found] == [3, None]


@pytest.mark.slow
def test_the_filter_is_said_to_apply_only_where_it_does(county: County, store: Store) -> None:
    chosen = Selection(villages=("Elm",))
    shown = view(county(poverty_exits=VILLAGES), "poverty_exits", chosen)
    assert (shown.uses, shown.scope) == (("measure", "years", "villages", "status"), ())
    assert "Elm only" in shown.filters
    assert view(store, "poverty_exits", Selection(villages=("Lingxiu",))).uses == (
        "measure",
        "years",
        "status",
    )


@pytest.mark.slow
def test_people_per_household_is_sum_over_sum(county: County) -> None:
    derived = TOPICS["poverty_exits"].derived.rows(
        county(poverty_exits=VILLAGES), Selection(years=(2020,), status=("achieved",))
    )
    assert derived[["value", "formula", "arithmetic"]].to_numpy().tolist() == [
        [
            4.0,
            "people 2020 / households 2020, over the 1 of 3 places that state both",
            "20 / 5 = 4.0000",
        ]
    ]


@pytest.mark.slow
def test_a_ratio_is_of_the_places_that_state_both_numbers(county: County) -> None:
    derived = TOPICS["poverty_exits"].derived.rows(
        county(poverty_exits=VILLAGES), Selection(years=(2019,))
    )
    assert derived[["value", "formula", "arithmetic"]].to_numpy().tolist() == [
        [
            4.33,
            "people 2019 / households 2019, over the 2 of 3 places that state both",
            "13 / 3 = 4.3333",
        ]
    ]


@pytest.mark.slow
def test_places_that_never_state_both_numbers_make_no_ratio(county: County) -> None:
    apart = HEAD + "2019,oak,achieved,1,\n2019,elm,achieved,,9\n"
    derived = TOPICS["poverty_exits"].derived.rows(county(poverty_exits=apart), Selection())
    assert derived["what"].tolist() == []


@pytest.mark.slow
def test_a_team_that_states_no_party_members_is_left_out_of_the_share(county: County) -> None:
    teams = "place_id,as_of,members,party_members\noak,2020,4,1\nelm,2020,16,\n"
    derived = TOPICS["party_members"].derived.rows(county(work_teams=teams), Selection())
    assert derived["arithmetic"].tolist() == ["1 / 4 = 0.2500", "4 - 1 = 3"]


@pytest.mark.slow
def test_the_share_of_party_members_of_villages_is_sum_over_sum(county: County) -> None:
    teams = "place_id,as_of,members,party_members\noak,2019,5,5\noak,2020,4,1\nelm,2020,16,1\n"
    store = county(work_teams=teams)
    derived = TOPICS["party_members"].derived.rows(store, Selection())
    assert derived["value"].tolist() == [10.0, 18.0]  # the latest date only
    one = TOPICS["party_members"].derived.rows(store, Selection(villages=("Oak (Upper)",)))
    assert one["value"].tolist() == [25.0, 3.0]


@pytest.mark.slow
def test_training_of_villages_is_added_up_by_activity_and_audience(county: County) -> None:
    head = "place_id,activity,audience,period,quantity,unit\n"
    one, two = "skills training,all,2020", "lectures,all,2020"
    rows = f"oak,{one},4,person-times\nelm,{one},5,person-times\nelm,{two},2,lectures\n"
    store = county(training=head + rows)
    found = TOPICS["training"].rows.rows(store, Selection())
    assert found[["place", "activity", "value", "added"]].to_numpy().tolist() == [
        ["Hill County", "lectures", 2.0, "1 of 3 places state it: Elm"],
        ["Hill County", "skills training", 9.0, "2 of 3 places state it"],
    ]
    with_county = county(training=head + rows + f"hill,{one},100,person-times\n")
    found = TOPICS["training"].rows.rows(with_county, Selection())
    assert found["value"].tolist() == [2.0, 100.0]


RATES = "place_id,activity,audience,period,quantity,unit\n" + "".join(
    f"{place},{what},all,2020,{number},{unit}\n"
    for what, unit, numbers in (
        ("rate of participation", "percent", (80, 90)),
        ("techniques", "techniques per household", (2, 2)),
        ("attendances", "person-times per year", (300, 200)),
    )
    for place, number in zip(("oak", "elm"), numbers, strict=True)
)


@pytest.mark.slow
def test_numbers_in_percent_or_per_household_are_never_added_up(county: County) -> None:
    store = county(training=RATES)
    topic = TOPICS["training"]
    found = topic.rows.rows(store, Selection()).astype(object)
    assert found[["activity", "value", "status", "added"]].fillna("").to_numpy().tolist() == [
        ["attendances", 500.0, "standing", "2 of 3 places state it"],
        ["rate of participation", "", "not combined", "2 of 3 places state it"],
        ["techniques", 2.0, "standing", "2 of 3 places state it"],
    ]
    drawing = view(store, topic.name, Selection()).drawing
    assert "at least" not in drawing.figure.to_json()  # what one document says of its own number
    notes = drawing.notes
    said = "its places give different numbers, which are not added up"
    assert f"rate of participation, 2020: not combined, {said}." in notes
    assert (
        "techniques, 2020: only 2 of 3 places state it, so it may not hold of the others." in notes
    )


@pytest.mark.slow
def test_numbers_in_percent_are_compared_without_a_sum(county: County) -> None:
    store = county(training=RATES)
    rate = Selection(compare=("rate of participation, 2020 (percent)",))
    assert CARDS["compare_places"].chosen(store, rate).derived.rows(store, rate).empty
    times = Selection(compare=("attendances, 2020 (person-times per year)",))
    added = CARDS["compare_places"].chosen(store, times).derived.rows(store, times)
    assert added["value"].tolist() == [500, 60, 40]


@pytest.mark.slow
def test_pairing_of_villages_is_added_up_and_compared_where_both_are_stated(county: County) -> None:
    head = "place_id,helper_kind,helpers,helpers_unit,helped_kind,helped,helped_unit\n"
    rows = (
        "oak,officials,2,people,poor households,4,households\n"
        "elm,officials,,people,poor households,6,households\n"
    )
    topic = TOPICS["paired_assistance"]
    store = county(paired_assistance=head + rows)
    found = topic.rows.rows(store, Selection())
    assert found[["side", "value"]].to_numpy().tolist() == [["helped", 10.0], ["helpers", 2.0]]
    derived = topic.derived.rows(store, Selection())
    assert derived[["what", "value", "formula"]].to_numpy().tolist() == [
        [
            "officials per household",
            0.5,
            "officials / poor households, over the 1 of 3 places that state both",
        ]
    ]


@pytest.mark.slow
def test_the_income_target_of_villages_is_no_sum(county: County) -> None:
    head = "place_id,pilot_villages,villages,reaching_target,income_target\n"
    rows = "up,2,2,1,20000\nlow,1,1,1,20000\n"
    topic = TOPICS["village_collectives"]
    found = topic.rows.rows(county(village_collectives=head + rows), Selection())
    assert found["value"].tolist() == [3, 3, 2, 20000]
    other = topic.rows.rows(
        county(village_collectives=head + rows.replace("1,1,1,20000", "1,1,1,30000")), Selection()
    )
    assert other["value"].tolist()[:3] == [3, 3, 2]
    apart = other.iloc[3]
    assert pd.isna(apart["value"])
    assert (apart["status"], apart["added"]) == ("not combined", "2 of 2 places state it")


def test_places_that_contain_each_other_are_named(county: County) -> None:
    with pytest.raises(DataProblems, match="these places lie in each other: a, b"):
        county(places="place_id,name,kind,parent_id\na,A,county,b\nb,B,county,a\n")
