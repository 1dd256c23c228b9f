"""Places are compared by every indicator: what adds up is added, a mean is never one of means."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from declared import built
from stores import stored

from metrics.exports.make import ExportRequest, file_name, render_export
from metrics.exports.verify import verify
from metrics.exports.view import View, view
from metrics.payloads.card import card
from metrics.selection import Selection
from metrics.store.build_cache import ensure
from metrics.store.open import Store
from metrics.topics.catalog import choices
from metrics.ui.caches import overview

ROOT = Path(__file__).resolve().parents[2]
COMPARED = ("compare_places", "compare_years", "compare_map")
PLACES = """place_id,name,kind,parent_id
p,Prefecture,prefecture,
c,Oak County,county,p
d,Elm County,county,p
a,Ash,administrative village,c
b,Birch,administrative village,c
e,Fir,administrative village,d
"""
INDICATORS = """indicator_id,label,unit,kind,across_places,weight,across_periods,decimals
hh,Households,households,stock,sum,,last,0
share,Tap water,percent,share,weighted_mean,hh,last,1
loans,Loans,yuan,flow,sum,,sum,0
score,Score,index,stock,none,,none,1
growth,Growth,yuan,flow,sum,,none,0
"""
ROWS = """place_id,indicator_id,period,status,value
a,hh,2021,achieved,10
b,hh,2021,achieved,30
e,hh,2021,achieved,5
a,share,2021,achieved,50
b,share,2021,achieved,91
e,share,2021,achieved,80
a,loans,2021-Q1,achieved,1
b,loans,2021-Q1,achieved,2
a,loans,2021-Q2,achieved,4
a,loans,2021-Q2,planned,4000
e,loans,2021-Q1,achieved,8
a,score,2021,achieved,5
b,score,2021,achieved,7
a,growth,2021,achieved,-3
b,growth,2021,achieved,1
e,growth,2021,achieved,4
"""
OWN = {"places": PLACES, "indicators": INDICATORS, "observations": ROWS}


@pytest.fixture(scope="module")
def counties(cache: None, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Build two counties of three villages."""
    return built(tmp_path_factory.mktemp("compared") / "oak", OWN)


def comparison(store: Store, label: str, topic: str = "compare_places", **chosen: Any) -> View:
    """Return the view that compares places by an indicator."""
    return view(store, topic, Selection("oak", compare=(label,), **chosen))


def ranked(store: Store, label: str, **chosen: Any) -> list[list[object]]:
    """Return the places compared with their numbers, and what these are made of."""
    rows = comparison(store, label, **chosen).rows.fillna({"added": "", "value": 0})
    found: list[list[object]] = rows[["place", "value", "added"]].to_numpy().tolist()
    return found


@pytest.mark.slow
def test_every_series_of_two_places_can_be_compared(counties: Store) -> None:
    assert choices(counties).compare == ("Households", "Tap water", "Loans", "Score", "Growth")


def test_what_adds_up_is_added_and_a_mean_is_over_the_places(counties: Store) -> None:
    assert ranked(counties, "Households") == [
        ["Oak County", 40, "2 of 2 places state it"],
        ["Elm County", 5, ""],
    ]
    # (10 x 50 + 30 x 91) / 40 = 80.75, rounded to 80.8
    assert ranked(counties, "Tap water") == [
        ["Oak County", 80.8, "2 of 2 places state it"],
        ["Elm County", 80, ""],
    ]


def test_periods_are_added_up_where_the_indicator_says_so_and_plans_never(counties: Store) -> None:
    assert ranked(counties, "Loans") == [
        ["Elm County", 8, ""],
        ["Oak County", 7, "2 periods state it, 1 of them in part"],
    ]
    assert ranked(counties, "Loans", status=("planned",))[0][:2] == ["Oak County", 4000]


def test_what_cannot_be_combined_is_compared_place_by_place(counties: Store) -> None:
    assert [row[0] for row in ranked(counties, "Score")] == ["Birch", "Ash", "Fir"]
    rows = comparison(counties, "Score").rows
    assert rows[["place", "value"]].dropna().to_numpy().tolist() == [["Birch", 7], ["Ash", 5]]


def test_each_number_made_of_several_leads_to_how_it_was_worked_out(counties: Store) -> None:
    for topic in COMPARED:
        content = json.loads(card(comparison(counties, "Tap water", topic), {}, 1))
        [facts] = [dict(one["facts"]) for one in content["addresses"].values() if one["facts"]]
        assert facts["Formula"] == (
            "sum of value x weight / sum of weights; mean weighted by Households"
        )
        assert facts["In numbers"] == "2 of 2 places state it = 80.8"
    title = json.loads(card(comparison(counties, "Tap water"), {}, 1))["linked"]["title"]
    assert ["80.8", "Tap water of Oak County"] in title


def test_numbers_below_zero_are_drawn_and_no_share_is_of_them(counties: Store) -> None:
    found = comparison(counties, "Growth")
    [bars] = found.drawing.figure.to_plotly_json()["data"]
    assert list(bars["x"]) == [4, -2]
    assert found.drawing.figure.layout.xaxis.range[0] < -2
    assert not [what for what in found.derived["what"] if what.startswith("share")]


@pytest.mark.parametrize("topic", COMPARED)
def test_a_file_comes_back_and_matches(counties: Store, topic: str) -> None:
    wish = ExportRequest(topic, "csv", Selection("oak", compare=("Tap water",)))
    [verdict] = verify(counties, "oak", file_name(counties, wish), render_export(counties, wish))
    assert (verdict.word, verdict.differences) == ("matches", ())


@pytest.mark.slow
@pytest.mark.parametrize("topic", COMPARED)
def test_every_indicator_of_the_example_is_compared(topic: str, cache: None) -> None:
    store = stored(ROOT / "data" / "monitoring-prefecture")
    every = choices(store)
    assert set(every.compare) == set(every.indicators)
    for label in every.compare:
        found = comparison(store, label, topic)
        assert label in found.drawing.title + found.drawing.subtitle
        assert found.rows["value"].notna().any()


@pytest.mark.slow
def test_the_overview_starts_with_the_first_indicator(cache: None) -> None:
    tables = ensure(ROOT / "data" / "monitoring-prefecture")
    content = json.loads(overview(str(tables.path), tables.fingerprint, Selection(), "", ""))
    assert [(one["page"], one["link"]) for one in content["findings"]] == [
        ("indicators", "Indicators: over time"),
    ]


@pytest.mark.slow
def test_only_a_number_of_some_places_is_said_to_be_at_least_so_much(tmp_path: Path) -> None:
    rows = ROWS.replace("e,hh,2021,achieved,5\n", "e,hh,2021,achieved,5\nf,hh,2021,achieved,\n")
    places = f"{PLACES}f,Gum,administrative village,d\n"
    store = built(tmp_path / "oak", {**OWN, "places": places, "observations": rows})
    notes = [n for n in comparison(store, "Households").drawing.notes if "true sum" in n]
    assert notes == ["Of some of their places only, so the true sum is at least this: Elm County."]


@pytest.mark.slow
def test_a_mean_without_decimals_is_said_to_be_a_whole_number(tmp_path: Path) -> None:
    tables = {**OWN, "indicators": INDICATORS.replace("hh,last,1", "hh,last,0")}
    store = built(tmp_path / "oak", tables)
    # (10 x 50 + 30 x 91) / 40 = 80.75
    over_time = Selection("oak", indicators=("Tap water",), villages=("Oak County",))
    for found in (
        comparison(store, "Tap water"),
        view(store, "indicator_trend", over_time),
        view(store, "place_numbers", Selection("oak", place=("Oak County",))),
    ):
        made = found.derived[found.derived["what"].str.startswith("Tap water")]
        assert made[["value", "rounding"]].to_numpy().tolist() == [[81, "whole number"]]
