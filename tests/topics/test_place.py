"""The page of a place: its numbers, gaps, ranks, changes, and the places most like it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from metrics.exports.image import SIZES, file_layout
from metrics.exports.make import ExportRequest, render_export
from metrics.exports.verify import verify
from metrics.exports.view import View, view
from metrics.selection import Selection
from metrics.store.open import Store
from metrics.topics.place import family, first_place

PLACES = """place_id,name,kind,parent_id
c,Oak County,county,
t,Oak Township,township,c
u,Elm Township,township,c
a,Ash,administrative village,t
b,Birch,administrative village,t
d,Cedar,administrative village,t
e,Dune,administrative village,u
"""
INDICATORS = """indicator_id,label,unit,kind,across_places,weight,across_periods,better
hh,Households,households,stock,sum,,last,up
poor,Poor,households,stock,sum,,last,down
water,Tap water,percent,share,weighted_mean,hh,last,up
"""
OBSERVATIONS = """place_id,indicator_id,period,value
a,hh,2021,10
a,hh,2022,14
b,hh,2022,14
d,hh,2022,30
e,hh,2022,50
a,poor,2022,1
b,poor,2022,2
d,poor,2022,3
b,water,2022,50
d,water,2022,
"""
EXITS = "place_id,year,status,people\na,2022,achieved,7\nb,2022,achieved,9\n"


@pytest.fixture
def oak(dataset: Callable[..., Store]) -> Store:
    """Build a county with indicators and exits."""
    return dataset(
        places=PLACES, indicators=INDICATORS, observations=OBSERVATIONS, poverty_exits=EXITS
    )


def of(store: Store, place: str, topic: str = "place_numbers") -> View:
    """Return a card of a place."""
    return view(store, topic, Selection("oak", place=(place,)))


def worked(shown: View, start: str) -> dict[str, tuple[float, str]]:
    """Return derived numbers whose name starts so: value and arithmetic."""
    rows = shown.derived
    return {
        str(row.what): (float(str(row.value)), str(row.arithmetic))
        for row in rows.itertuples()
        if str(row.what).startswith(start)
    }


@pytest.mark.slow
def test_a_place_has_the_numbers_of_every_table_and_what_it_lacks(oak: Store) -> None:
    shown = of(oak, "Ash")
    found = [(r["indicator"], r["period"], r["value"], r["status"]) for r in shown.numbers[0]]
    assert found == [
        ("Exits from poverty: people", "2022", 7.0, "achieved"),
        ("Households", "2021", 10.0, "standing"),
        ("Households", "2022", 14.0, "standing"),
        ("Poor", "2022", 1.0, "standing"),
        ("Tap water", "2022", None, "not stated"),
    ]
    assert shown.drawing.title == "Ash states 3 of 4 numbers; it is first in Poor"
    assert shown.drawing.notes[0] == "Ash does not state: Tap water. Not stated is not zero."


@pytest.mark.slow
def test_a_rank_is_among_siblings_that_state_it_and_ties_are_said(oak: Store) -> None:
    assert worked(of(oak, "Ash"), "rank of") == {
        "rank of Exits from poverty: people in Ash, 2022": (
            2,
            "1 + 1 = 2, of 2 administrative villages that state it",
        ),
        "rank of Households in Ash, 2022": (
            2,
            "1 + 1 = 2, of 3 administrative villages that state it; 1 more have the same value",
        ),
        "rank of Poor in Ash, 2022": (1, "0 + 1 = 1, of 3 administrative villages that state it"),
    }


@pytest.mark.slow
def test_the_name_of_a_number_is_whole_however_long(dataset: Callable[..., Store]) -> None:
    long = "Households with a tap, a road, a doctor and a school within walking distance"
    store = dataset(
        places=PLACES,
        indicators=INDICATORS.replace("Households,", f'"{long}",'),
        observations=OBSERVATIONS,
    )
    labels = [n["text"] for n in of(store, "Ash").drawing.chart.layout["annotations"]]
    assert any(f"{long}, 2022" in text.replace("<br>", " ") for text in labels), labels


@pytest.mark.slow
def test_what_less_of_is_better_is_ranked_from_the_least(oak: Store) -> None:
    texts = [note["text"] for note in of(oak, "Ash").drawing.chart.layout["annotations"]]
    assert any("· lowest of 3" in text for text in texts)
    assert any("2nd highest of 3, shared with 1" in text for text in texts)


@pytest.mark.slow
def test_a_change_is_from_the_first_to_the_last_period(oak: Store) -> None:
    assert worked(of(oak, "Ash"), "change of") == {
        "change of Households in Ash, 2021 to 2022": (4, "14 - 10 = 4")
    }


@pytest.mark.slow
def test_a_number_that_nothing_is_beside_stands_under_its_label(oak: Store) -> None:
    drawing = of(oak, "Dune").drawing
    marks = next(one for one in drawing.figure.data if one.name == "standing")
    assert set(marks.x) == {0}
    assert any(note.startswith("A mark without a line: ") for note in drawing.notes)
    assert not any("without a line" in note for note in of(oak, "Ash").drawing.notes)


@pytest.mark.slow
def test_coverage_names_indicators(oak: Store) -> None:
    rows = view(oak, "coverage", Selection("oak")).rows
    named = rows[(rows["measure"] == "any indicator") & (rows["state"] == "stated")]
    assert {"Ash", "Dune"} <= {*named["place"]}


@pytest.mark.slow
def test_a_sum_of_places_leads_to_how_it_was_worked_out(oak: Store) -> None:
    shown = of(oak, "Oak Township")
    row = next(r for r in shown.numbers[0] if r["indicator"] == "Households" and r["value"] == 58)
    assert (row["what"], row["added"]) == (
        "Households in Oak Township, 2022",
        "3 of 3 places state it",
    )
    assert worked(shown, "Households in")["Households in Oak Township, 2022"] == (
        58,
        "3 of 3 places = 58",
    )


@pytest.mark.slow
def test_the_places_around_are_those_above_and_directly_inside(oak: Store) -> None:
    found = family(oak, "Oak Township")
    assert [label for label, _ in found.above] == ["Oak County"]
    assert [label for label, _ in found.inside] == ["Ash", "Birch", "Cedar"]
    assert first_place(oak) == "Oak County"


@pytest.mark.slow
def test_similar_places_are_by_the_mean_difference_of_ranks(dataset: Callable[..., Store]) -> None:
    indicators = "indicator_id,label,unit,kind,across_places,across_periods\n"
    indicators += "".join(f"i{n},I{n},households,stock,sum,last\n" for n in range(3))
    rows = "place_id,indicator_id,period,value\n"
    for place, value in {"a": 1, "b": 2, "d": 3, "e": 5}.items():
        rows += "".join(f"{place},i{n},2022,{value}\n" for n in range(3 if place != "e" else 1))
    store = dataset(places=PLACES, indicators=indicators, observations=rows)
    found = of(store, "Ash", "place_similar").numbers[0]
    # Of three in order each step is 50 of 100, of four 33.3; Dune states one of three numbers.
    assert [(row["place"], row["value"]) for row in found] == [("Birch", 44.4), ("Cedar", 88.9)]


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_a_file_of_a_place_comes_back_and_matches(store: Store, form: str) -> None:
    wish = ExportRequest("place_numbers", form, Selection(place=("Yangbi county",)))
    [verdict] = verify(store, "yangbi", f"place.{form}", render_export(store, wish))
    assert (verdict.word, verdict.differences) == ("matches", ())


@pytest.mark.slow
def test_the_layout_of_the_a4_page_is_that_of_the_paper(oak: Store) -> None:
    shown = of(oak, "Ash")
    layout = file_layout(shown.drawing, shown.footer, SIZES["a4"])
    assert (layout["width"], layout["height"]) == (1240, 1754)
    words = " ".join(note["text"] for note in layout["annotations"])
    assert "Showing Ash only." in words
    assert "Source: " in words


@pytest.mark.slow
def test_numbers_of_different_units_are_neither_ranked_nor_subtracted(
    dataset: Callable[..., Store],
) -> None:
    given = (
        "place_id,topic,kind,quantity,unit,period\n"
        'a,departments,money,5000,yuan,2020\nb,departments,money,30,"10,000 yuan",2020\n'
        "d,departments,money,7000,yuan,2020\n"
    )
    shown = of(dataset(places=PLACES, assistance_given=given), "Ash")
    name = "Paired assistance: quantity, departments, money"
    assert list(dict.fromkeys(shown.rows["indicator"])) == [
        f"{name} (10,000 yuan) (2020)",
        f"{name} (yuan) (2020)",
    ]
    assert worked(shown, "rank of") == {
        f"rank of {name} (yuan) (2020) in Ash, 2020": (
            2,
            "1 + 1 = 2, of 2 administrative villages that state it",
        )
    }
    county = of(dataset(places=PLACES, assistance_given=given), "Oak County")
    assert not worked(county, "change")
