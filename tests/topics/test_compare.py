"""Places compared: which they are, their ranks and shares, and that a plan is never among them."""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import patch

import pytest

from metrics.charts.catalog import CHARTS
from metrics.selection import Selection
from metrics.store.open import Store
from metrics.topics.catalog import CARDS

PLACES = "place_id,name,kind,parent_id\n"
HILL = PLACES + (
    "hill,Hill County,county,\nup,Upper,township,hill\nlow,Lower,township,hill\n"
    "oak,Oak,administrative village,up\nelm,Elm,administrative village,low\n"
    "ash,Ash & <b>Co</b>,administrative village,low\n"
)
EXITS = (
    "year,place_id,status,households,people\n2018,oak,achieved,1,30\n2019,oak,achieved,1,31\n"
    "2019,elm,achieved,2,9\n2019,ash,achieved,,30\n2020,elm,planned,6,500\n"
)
County = Callable[..., Store]


@pytest.fixture
def county(dataset: County) -> County:
    """Build a dataset of places and exits."""

    def build(places: str = HILL, exits: str = EXITS) -> Store:
        return dataset(places=places, poverty_exits=exits)

    return build


def ranked(store: Store, **chosen: tuple[object, ...]) -> list[list[object]]:
    """Return rank, place, value and years of the places compared."""
    selection = Selection(**chosen)  # type: ignore[arg-type] # its filters
    rows = CARDS["compare_places"].chosen(store, selection).rows.rows(store, selection)
    stated = rows[rows["value"].notna()]
    found: list[list[object]] = stated[["rank", "place", "value", "years"]].to_numpy().tolist()
    return found


@pytest.mark.slow
def test_the_villages_of_the_only_county_are_ranked_by_what_they_achieved(county: County) -> None:
    assert ranked(county()) == [
        [1, "Oak", 61, "2018 to 2019"],
        [2, "Ash & <b>Co</b>", 30, "2019"],
        [3, "Elm", 9, "2019"],
    ]


@pytest.mark.slow
def test_a_plan_is_compared_alone_and_never_added(county: County) -> None:
    assert ranked(county(), status=("planned",)) == [[1, "Elm", 500, "2020"]]


@pytest.mark.slow
def test_one_place_chosen_is_compared_by_its_parts_and_several_with_each_other(
    county: County,
) -> None:
    store = county()
    assert [row[1:3] for row in ranked(store, villages=("Lower",))] == [
        ["Ash & <b>Co</b>", 30],
        ["Elm", 9],
    ]
    assert [row[1:3] for row in ranked(store, villages=("Upper", "Lower"))] == [
        ["Upper", 61],
        ["Lower", 39],
    ]
    assert [row[1:3] for row in ranked(store, villages=("Oak",))] == [["Oak", 61]]


@pytest.mark.slow
def test_several_counties_are_compared_as_counties(county: County) -> None:
    places = HILL + "dale,Dale,county,\nfir,Fir,administrative village,dale\n"
    store = county(places, EXITS + "2019,fir,achieved,1,7\n")
    assert [row[1:3] for row in ranked(store)] == [["Hill County", 100], ["Dale", 7]]


@pytest.mark.slow
def test_places_of_one_number_share_a_rank(county: County) -> None:
    store = county()
    assert [row[:2] for row in ranked(store, years=(2018,))] == [[1, "Oak"]]
    equal = ranked(county(exits=EXITS.replace("elm,achieved,2,9", "elm,achieved,2,30")))
    assert [row[0] for row in equal] == [1, 2, 2]


@pytest.mark.slow
def test_a_share_is_of_all_places_compared(county: County) -> None:
    rows = CARDS["compare_places"].derived.rows(county(), Selection())
    assert rows[["what", "value", "arithmetic"]].to_numpy().tolist() == [
        ["all places compared", 100.0, "3 places = 100"],
        ["share of Oak", 61.0, "61 / 100 = 0.6100"],
        ["share of Ash & <b>Co</b>", 30.0, "30 / 100 = 0.3000"],
        ["share of Elm", 9.0, "9 / 100 = 0.0900"],
    ]


def drawn(store: Store, topic: str) -> tuple[object, str, str]:
    """Return what a chart of a topic has drawn, its title and its subtitle."""
    card = CARDS[topic]
    frames = card.rows.rows(store, Selection()), card.derived.rows(store, Selection())
    drawing = CHARTS[topic](*frames, "a test")
    return drawing.figure.layout.meta["drawn"], drawing.title, drawing.subtitle


@pytest.mark.slow
def test_each_chart_draws_the_places_in_order(county: County) -> None:
    store = county()
    assert drawn(store, "compare_places") == (
        [["Oak", 61], ["Ash & <b>Co</b>", 30], ["Elm", 9]],
        "Most people lifted out of poverty: Oak, 61 of 100, 61 %",
        "People lifted out of poverty, achieved; 3 places",
    )
    years = [
        ["Oak", "2018", 30],
        ["Oak", "2019", 31],
        ["Ash & <b>Co</b>", "2019", 30],
        ["Elm", "2019", 9],
    ]
    assert drawn(store, "compare_years")[0] == years
    assert drawn(store, "compare_map")[:2] == (
        years,
        "Most people lifted out of poverty in one year: Oak in 2019, 31",
    )


@pytest.mark.slow
@pytest.mark.parametrize("count", [30, 3000])
def test_a_chart_of_many_places_shows_the_first_and_says_of_how_many(
    county: County, count: int
) -> None:
    places = PLACES + "".join(f"v{n},Village {n},administrative village,\n" for n in range(count))
    head = "year,place_id,status,households,people\n"
    store = county(places, head + "".join(f"2019,v{n},achieved,1,{n + 1}\n" for n in range(count)))
    found, _, says = drawn(store, "compare_map")
    assert isinstance(found, list)
    assert len(found) == min(count, 40)
    assert says.endswith(
        ("; the first 40 of 3,000 places, largest first", "; 30 places, largest first")
    )
    assert len(ranked(store)) == count


@pytest.mark.slow
def test_all_small_charts_have_one_scale(county: County) -> None:
    card = CARDS["compare_years"]
    frames = card.rows.rows(county(), Selection()), card.derived.rows(county(), Selection())
    layout = CHARTS["compare_years"](*frames, "a test").figure.to_plotly_json()["layout"]
    assert [layout[f"yaxis{n}"]["range"] for n in ("", "2", "3")] == [[0, 31.0]] * 3


@pytest.mark.slow
def test_markup_in_a_name_is_drawn_as_it_is(county: County) -> None:
    card = CARDS["compare_places"]
    frames = card.rows.rows(county(), Selection()), card.derived.rows(county(), Selection())
    figure = CHARTS["compare_places"](*frames, "a test").figure
    assert list(figure.data[0].y) == ["Oak", "Ash &amp; &lt;b>Co&lt;/b>", "Elm"]


@pytest.mark.slow
def test_a_place_and_what_lies_in_it_are_ranked_and_never_added(county: County) -> None:
    store, chosen = county(), Selection(villages=("Upper", "Oak"))
    topic = CARDS["compare_places"].chosen(store, chosen)
    rows, derived = topic.records(store, chosen)
    assert [(row["place"], row["value"]) for row in rows] == [("Oak", 61), ("Upper", 61)]
    assert derived == []


@pytest.mark.slow
@pytest.mark.parametrize("topic", ["coverage", "compare_places", "compare_years", "compare_map"])
@pytest.mark.parametrize("villages", [(), ("Lower",), ("Oak", "Elm")])
def test_derived_numbers_come_with_the_rows_from_one_query(
    county: County, topic: str, villages: tuple[str, ...]
) -> None:
    store, chosen = county(), Selection(villages=villages)
    card = CARDS[topic].chosen(store, chosen)
    with patch.object(Store, "records", autospec=True, side_effect=Store.records) as asked:
        rows, derived = card.records(store, chosen)
    assert rows
    assert derived
    assert asked.call_count == 1
