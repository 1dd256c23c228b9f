"""Which places stand side by side, and that none is added to one that it lies in."""

from __future__ import annotations

from pathlib import Path

import pytest
from declared import built

from metrics.exports.view import View, view
from metrics.selection import Selection
from metrics.store.open import Store

VILLAGES = "".join(f"v{n},V{n},administrative village,c,\n" for n in range(1, 10))
PLACES = f"""place_id,name,kind,parent_id,named_in
c,Oak County,county,,
{VILLAGES}h1,H1,hamlet,v1,
h3,H3,hamlet,v3,outside
"""
INDICATORS = """indicator_id,label,unit,kind,across_places,across_periods,decimals
people,People,people,stock,sum,last,0
cows,Cows,head,stock,sum,last,0
rate,Rate,share,share,none,last,2
"""
NUMBERS = {"v1": (1000, 1100), "v2": (10, 12), "v3": (2000, 2100)}
CITED = "".join(
    f"{place},people,{2021 + nth},{value}\n"
    for place, values in NUMBERS.items()
    for nth, value in enumerate(values)
)
COWS = "".join(f"v{n},cows,2022,{n % 3}\n" for n in range(1, 10))
RATES = "".join(f"v{n},rate,2022,{one}\n" for n, one in enumerate((0.001, 0.002, 0.003, 0.004), 1))
HEAD = "place_id,indicator_id,period,value\n"


@pytest.fixture(scope="module")
def oak(cache: None, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Build a county of nine villages; hamlets in two of them state nothing."""
    tables = {
        "places": PLACES,
        "indicators": INDICATORS,
        "observations": HEAD + CITED + COWS + RATES,
    }
    return built(tmp_path_factory.mktemp("shown") / "oak", tables)


def card_of(store: Store, topic: str, *indicators: str, villages: tuple[str, ...] = ()) -> View:
    """Return the view of a card of indicators."""
    return view(store, topic, Selection("oak", indicators=indicators, villages=villages))


def stated(found: View) -> list[str]:
    """Return the places of which a card has a number."""
    rows = found.rows
    return sorted(set(rows.loc[rows["value"].notna(), "place"]))


@pytest.mark.parametrize(
    "topic",
    ["indicator_ranking", "indicator_change", "indicator_multiples", "indicator_grid"],
)
def test_a_village_stays_where_hamlets_that_state_nothing_lie_in_it(oak: Store, topic: str) -> None:
    found = card_of(oak, topic, "People")
    assert stated(found) == ["V1", "V2", "V3"]
    assert "H1" not in set(found.rows["place"])


def test_villages_that_make_no_number_together_stay_where_hamlets_lie_in_them(oak: Store) -> None:
    assert stated(card_of(oak, "indicator_ranking", "Rate")) == ["V1", "V2", "V3", "V4"]
    assert stated(card_of(oak, "indicator_ranking", "Rate", villages=("V1",))) == ["V1"]


def test_what_was_named_elsewhere_is_nothing_that_lies_in_a_place(oak: Store) -> None:
    ranked = card_of(oak, "indicator_ranking", "People", villages=("V3",))
    assert stated(ranked) == ["V1", "V2", "V3"]
    chosen = Selection("oak", compare=("People",), villages=("V3",))
    assert stated(view(oak, "compare_places", chosen)) == ["V3"]


def test_a_place_is_not_added_to_one_that_lies_in_it(oak: Store) -> None:
    apart = card_of(oak, "indicator_ranking", "People", villages=("V1", "V2"))
    assert list(apart.derived["value"]) == [1112, 98.9, 1.1]
    nested = card_of(oak, "indicator_ranking", "People", villages=("Oak County", "V1"))
    assert list(nested.derived["what"]) == ["People in Oak County, 2022"]
    assert not any("share" in note for note in nested.drawing.notes)


def test_the_middle_is_true_of_places_with_the_same_number(oak: Store) -> None:
    found = card_of(oak, "indicator_distribution", "Cows")
    assert found.drawing.title == "Cows in 2022: the middle of 9 places is 1 head"
    assert list(found.derived["formula"][1:4]) == [
        f"{part} of the way up the values in order, between two of them where it ends there"
        for part in ("a quarter", "half", "three quarters")
    ]


def test_quartiles_of_numbers_far_below_one_keep_their_digits(oak: Store) -> None:
    found = card_of(oak, "indicator_distribution", "Rate").derived
    assert list(found["value"]) == [0.001, 0.00175, 0.0025, 0.00325, 0.004]
    assert set(found["rounding"]) == {"not rounded"}


@pytest.mark.slow
def test_a_county_stands_for_none_of_its_villages_in_a_correlation(tmp_path: Path) -> None:
    both = "".join(
        f"v{n},people,2022,{10 + n % 3}\nv{n},cows,2022,{20 - n * 7 % 5}\n" for n in range(1, 10)
    )
    tables = {"places": PLACES, "indicators": INDICATORS}
    rows = f"{HEAD}{both}c,people,2022,5000\nc,cows,2022,9000\n"
    store = built(tmp_path / "oak", {**tables, "observations": rows})
    found = card_of(store, "indicator_relation", "People", "Cows")
    assert stated(found) == [f"V{n}" for n in range(1, 10)]
    assert list(found.derived["value"]) == [0.1]


@pytest.mark.slow
def test_two_sums_are_of_the_same_places_only_where_all_state_both(tmp_path: Path) -> None:
    rows = "v1,people,2021,1000\nv2,people,2021,10\nv2,people,2022,10\nv3,people,2022,20\n"
    places = "".join(PLACES.splitlines(keepends=True)[:5])
    tables = {"places": places, "indicators": INDICATORS, "observations": HEAD + rows}
    store = built(tmp_path / "oak", tables)
    found = card_of(store, "indicator_trend", "People").derived
    assert (
        found["formula"][0] == "2022 - 2021, over 2 of 3 places in 2022 and 2 of 3 places in 2021"
    )
    change = card_of(store, "indicator_change", "People", villages=("Oak County", "V2"))
    assert "In Oak County not all places state it in both periods" in " ".join(change.drawing.notes)


@pytest.mark.slow
def test_places_that_state_neither_of_two_periods_are_not_said_to_state_one(tmp_path: Path) -> None:
    rows = "v1,people,2021,100\nv1,people,2022,150\nv2,people,2021,50\n"
    places = "".join(PLACES.splitlines(keepends=True)[:6])
    tables = {"places": places, "indicators": INDICATORS, "observations": HEAD + rows}
    notes = card_of(built(tmp_path / "oak", tables), "indicator_change", "People").drawing.notes
    assert notes == ("1 of 4 places states one of the two only.", "2 of 4 places state neither.")
