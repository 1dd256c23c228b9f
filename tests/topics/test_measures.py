"""Places compared by any measure, exits by one alone: what is offered, and what it says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from metrics.errors import UnknownChoice
from metrics.exports.record import provenance
from metrics.exports.view import View, view
from metrics.selection import Selection, parse_selection
from metrics.store.open import Store
from metrics.topics.catalog import choices

County = Callable[..., Store]
PLACES = (
    "place_id,name,kind,parent_id\nhill,Hill County,county,\nup,Upper,township,hill\n"
    "oak,Oak,administrative village,up\nelm,Elm,administrative village,hill\n"
    "ash,Ash,administrative village,up\n"
)
TABLES = {
    "places": PLACES,
    "poverty_exits": "year,place_id,status,households,people\n2018,oak,achieved,10,30\n"
    "2019,oak,achieved,10,35\n2019,elm,achieved,4,20\n2020,elm,planned,50,500\n",
    "work_teams": "place_id,as_of,members,party_members\noak,2018,9,9\noak,2019,4,3\n"
    "elm,2019,5,5\n",
    "training": "place_id,activity,audience,period,quantity,unit\noak,talks,all,2019,7,lectures\n"
    "elm,talks,all,2019,3,lectures\nelm,talks,all,2018,90,lectures\n",
    "village_collectives": "place_id,pilot_villages,income_target\noak,1,20000\nash,1,30000\n",
}
TARGET = "collective income set as the target"


@pytest.fixture
def hill(dataset: County) -> Store:
    """Build a county whose villages state measures of four tables."""
    return dataset(**TABLES)


def by(store: Store, label: str, topic: str = "compare_places", **more: tuple[object, ...]) -> View:
    """Compare places by a measure."""
    return view(store, topic, Selection("hill", compare=(label,), **more))  # type: ignore[arg-type] # its filters


def numbers(shown: View, *names: str) -> list[list[object]]:
    """Return columns of a view's rows, None where a cell is empty."""
    rows = shown.rows[list(names)].astype(object)
    return [list(row) for row in rows.where(rows.notna(), None).to_numpy().tolist()]


@pytest.mark.slow
def test_what_two_places_of_a_kind_state_can_be_compared(hill: Store) -> None:
    assert choices(hill).compare == (
        "households lifted out of poverty",
        "people lifted out of poverty",
        "people per household",
        "members of the village-stationed work teams",
        "members who are Party members",
        "share of Party members",
        "talks, 2019 (lectures)",
        "villages in the pilot",
        TARGET,
    )


def test_a_dataset_of_one_place_has_nothing_to_compare(store: Store) -> None:
    assert choices(store).compare == ()
    assert view(store, "compare_places", Selection()).uses == ()


@pytest.mark.slow
def test_a_ratio_is_of_sums_and_says_how_it_was_worked_out(hill: Store) -> None:
    shown = by(hill, "people per household")
    assert numbers(shown, "rank", "place", "value", "status", "added") == [
        [1, "Elm", 5.0, "derived", "20 / 4 = 5.0000"],
        [2, "Oak", 3.25, "derived", "65 / 20 = 3.2500; 2 years state it"],
        [None, "Ash", None, "not stated", None],
    ]
    assert shown.drawing.title == "Highest people per household: Elm, 5.00"
    assert shown.derived["what"].tolist() == [
        "people per household of Elm",
        "people per household of Oak",
    ]


@pytest.mark.slow
def test_a_stock_is_the_latest_and_never_added_over_dates(hill: Store) -> None:
    shown = by(hill, "members of the village-stationed work teams")
    assert numbers(shown, "place", "value", "periods") == [
        ["Elm", 5, "2019"],
        ["Oak", 4, "2019"],
        ["Ash", None, None],
    ]
    assert shown.drawing.notes[0] == "2 of 3 places state it. Not stated is not zero: Ash."


@pytest.mark.slow
def test_numbers_of_different_dates_have_no_sum(dataset: County) -> None:
    teams = "place_id,as_of,members,party_members\noak,2018,9,9\nelm,2019,5,5\n"
    shown = by(dataset(**TABLES | {"work_teams": teams}), "members who are Party members")
    assert shown.derived.empty
    assert any("do not all state the same periods" in note for note in shown.drawing.notes)


@pytest.mark.slow
def test_each_period_of_words_is_compared_alone(hill: Store) -> None:
    shown = by(hill, "talks, 2019 (lectures)")
    assert numbers(shown, "place", "value")[:2] == [["Oak", 7], ["Elm", 3]]


@pytest.mark.slow
def test_a_target_has_no_sum_and_no_share(hill: Store) -> None:
    shown = by(hill, TARGET)
    assert shown.derived.empty
    assert shown.drawing.title == f"Highest {TARGET}: Ash, 30,000 yuan per village per year"


@pytest.mark.slow
def test_places_whose_own_places_differ_have_no_single_number(hill: Store) -> None:
    shown = by(hill, TARGET, villages=("Upper", "Ash"))
    assert numbers(shown, "place", "value", "added") == [
        ["Ash", 30000, None],
        ["Upper", None, "its places state different numbers"],
    ]


@pytest.mark.slow
def test_a_place_inside_another_is_compared_and_never_added(hill: Store) -> None:
    shown = by(hill, "people lifted out of poverty", villages=("Upper", "Oak", "Elm"))
    assert numbers(shown, "place", "value") == [["Oak", 65], ["Upper", 65], ["Elm", 20]]
    assert shown.derived.empty
    apart = by(hill, "people lifted out of poverty", villages=("Upper", "Elm"))
    assert apart.derived["value"].tolist()[0] == 85


@pytest.mark.slow
def test_a_plan_is_never_among_what_was_achieved(hill: Store) -> None:
    for label in ("people lifted out of poverty", "people per household"):
        for status, places in (("achieved", ["Elm", "Oak"]), ("planned", ["Elm"])):
            shown = by(hill, label, status=(status,))
            stated = shown.rows[shown.rows["value"].notna()]
            assert sorted(stated["place"]) == places
            assert set(stated["own_status"]) == {status}


@pytest.mark.slow
def test_the_grid_has_a_cell_for_what_is_not_stated(hill: Store) -> None:
    shown = by(hill, "people lifted out of poverty", "compare_map")
    assert numbers(shown, "place", "year", "value", "status") == [
        ["Oak", "2018", 30, "achieved"],
        ["Oak", "2019", 35, "achieved"],
        ["Elm", "2018", None, "not stated"],
        ["Elm", "2019", 20, "achieved"],
        ["Ash", "2018", None, "not stated"],
        ["Ash", "2019", None, "not stated"],
    ]
    assert "3 of 6 cells state a number." in shown.drawing.notes


@pytest.mark.slow
def test_a_file_and_its_name_say_what_is_compared(hill: Store) -> None:
    shown = by(hill, "share of Party members")
    said = provenance(shown)
    assert said["selection"]["compare"] == ["share of Party members"]
    assert said["filters"] == "Showing share of Party members, all villages."
    assert shown.filename == "hill-compare-places-share-of-party-members"
    assert "compare=share+of+Party+members" in shown.link
    assert set(shown.rows["measure"]) == {"share of Party members"}


@pytest.mark.slow
def test_only_the_filters_of_the_measure_act(hill: Store) -> None:
    shown = by(hill, "share of Party members", years=(2018,))
    assert shown.uses == ("compare", "villages")
    assert "The year filter does not change share of Party members." in shown.scope


def exits(store: Store, *measure: str) -> View:
    """Show the exits by one measure."""
    return view(store, "poverty_exits", Selection(measure=measure))


def test_exits_of_one_measure_show_and_say_that_alone(store: Store) -> None:
    people = exits(store, "people")
    assert set(people.rows["measure"]) == {"people"}
    assert [trace.xaxis for trace in people.drawing.figure.data] == ["x", "x"]
    assert people.drawing.subtitle.startswith("People lifted out of poverty per year")
    assert people.filters == "Showing people only, all years, achieved and planned."
    assert people.filename == "yangbi-poverty-exits-people"
    assert provenance(people)["selection"]["measure"] == ["people"]
    households = exits(store, "households")
    assert households.drawing.title == "Yangbi county lifted 719 households out of poverty in 2015"


def test_people_per_household_of_exits_are_drawn_with_their_formula(store: Store) -> None:
    ratio = exits(store, "people per household")
    assert ratio.drawing.title == (
        "Yangbi county: 3.60 people per household lifted out of poverty in 2015"
    )
    assert list(ratio.drawing.figure.data[0].customdata) == [
        "people per household, 2014, achieved",
        "people per household, 2015, achieved",
    ]
    assert set(ratio.derived["unit"]) == {"people per household"}
    assert ratio.drawing.notes[1] == ("No number for 2016: households or people are not stated.")
    layout = ratio.drawing.chart.layout
    assert layout["yaxis"]["tickformat"] == ",~r"  # whole numbers alone repeat below 2: 0, 1, 1, 2
    assert layout["meta"]["narrow"]["layout"]["yaxis"] == {
        **layout["yaxis"],
        "domain": [0.0, 0.9],
    }


def test_a_measure_that_there_is_not_is_refused_with_the_choices(store: Store) -> None:
    with pytest.raises(UnknownChoice, match="households, people, people per household"):
        parse_selection({"measure": ["cats"]}, choices(store))
    with pytest.raises(UnknownChoice, match="people, households"):
        parse_selection({"measure": ["people", "households"]}, choices(store))


@pytest.mark.slow
def test_a_dataset_without_households_offers_no_choice(dataset: County) -> None:
    exits_only = "year,place_id,status,households,people\n2018,oak,achieved,,30\n"
    assert choices(dataset(places=PLACES, poverty_exits=exits_only)).measure == ()
