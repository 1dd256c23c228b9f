"""Each card of indicators says what it shows, is honest about coverage, and verifies its files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from declared import built
from stores import DOCUMENT, FIGURE_COLUMNS, stored

from metrics.exports.make import ExportRequest, file_name, render_export
from metrics.exports.record import provenance
from metrics.exports.verify import verify
from metrics.exports.view import View, view
from metrics.payloads.card import card
from metrics.selection import Selection
from metrics.store.open import Store
from metrics.topics.catalog import choices
from metrics.topics.indicators import PAGE

ROOT = Path(__file__).resolve().parents[2]
NAME = "monitoring-prefecture"
NORTH = "North County (fictional)"


@pytest.fixture(scope="module")
def prefecture(cache: None) -> Store:
    """Open the built tables of the example."""
    return stored(ROOT / "data" / NAME)


def shown(store: Store, topic: str, *indicators: str, **chosen: Any) -> View:
    """Return the view of a card of indicators."""
    return view(store, topic, Selection(NAME, indicators=indicators, **chosen))


def title(store: Store, topic: str, *indicators: str, **chosen: Any) -> str:
    """Return the finding of a card."""
    return shown(store, topic, *indicators, **chosen).drawing.title


@pytest.mark.slow
def test_there_are_fourteen_indicators_with_their_series(prefecture: Store) -> None:
    sql = "select count(distinct indicator_id) as n from series"
    assert prefecture.frame(sql)["n"].iloc[0] == 14
    assert "Labour transfer (by quarter)" in choices(prefecture).indicators
    assert "Monitored households: close to poverty" in choices(prefecture).indicators


@pytest.mark.slow
@pytest.mark.parametrize("topic", PAGE)
def test_every_series_has_its_card_or_says_why_not(prefecture: Store, topic: str) -> None:
    for one in choices(prefecture).indicators:
        other = "Population" if one != "Population" else "Households"
        found = shown(prefecture, topic, one, other)
        content = json.loads(card(found, {}, 1))
        assert content["title"]
        assert "None" not in content["title"] + " ".join(content["notes"])
        assert content.get("empty") or content["data"] or content["layout"]["annotations"]
        for numbers in content["addresses"].values():
            assert numbers["kind"] in ("formula", "several")


@pytest.mark.slow
@pytest.mark.parametrize("topic", PAGE)
@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_a_file_comes_back_and_matches(prefecture: Store, topic: str, form: str) -> None:
    two = ("Monitored households", "Risk removed")
    chosen = Selection(NAME, indicators=two, villages=(NORTH,))
    wish = ExportRequest(topic, form, chosen)
    content = render_export(prefecture, wish)
    [verdict] = verify(prefecture, NAME, file_name(prefecture, wish), content)
    assert (verdict.word, verdict.differences) == ("matches", ())


@pytest.mark.slow
def test_a_file_says_of_how_many_places_and_how_they_were_combined(prefecture: Store) -> None:
    chosen = Selection(NAME, indicators=("Income per person",))
    text = render_export(prefecture, ExportRequest("indicator_trend", "csv", chosen)).decode(
        "utf-8-sig"
    )
    assert "mean weighted by Population" in text
    assert "203 of 210 places state it" in text
    assert "fictional, made by a generator" in text


def test_a_break_in_a_series_is_marked_and_said(prefecture: Store) -> None:
    drawing = shown(prefecture, "indicator_trend", "Income per person").drawing
    layout = drawing.figure.to_plotly_json()["layout"]
    assert len(layout["shapes"]) == 1
    assert any("break in the series in 2023 (a new sample" in note for note in drawing.notes)


def test_what_cannot_be_added_up_says_so(prefecture: Store) -> None:
    found = shown(prefecture, "indicator_trend", "Satisfaction index")
    assert found.rows["value"].isna().all()
    assert found.drawing.title == (
        "Satisfaction index: choose places, they make no number together"
    )
    # Its places are ranked, which each state a value of their own.
    assert set(shown(prefecture, "indicator_ranking", "Satisfaction index").rows["how"]) == {
        "as stated"
    }


def test_a_share_of_the_total_only_where_values_are_added_up(prefecture: Store) -> None:
    roads = shown(prefecture, "indicator_ranking", "Paved road").derived
    water = shown(prefecture, "indicator_ranking", "Tap water").derived
    assert "share of " + NORTH in set(roads["what"])
    assert not any(str(what).startswith("share of") for what in water["what"])


@pytest.mark.slow
def test_planned_and_target_values_are_not_compared_with_observed_ones(tmp_path: Path) -> None:
    rows = "place_id,indicator_id,period,status,value\na,hh,2021,achieved,10\n"
    rows += "a,hh,2022,achieved,12\na,hh,2023,target,90\n"
    store = built(tmp_path / "oak", {"observations": rows})
    found = view(store, "indicator_trend", Selection("oak", villages=("Ash",)))
    assert (
        found.drawing.title == "Households in Ash: 12 households in 2022, +2 households since 2021"
    )
    assert len({trace["name"] for trace in found.drawing.figure.to_plotly_json()["data"]}) == 2


@pytest.mark.slow
def test_a_gap_is_drawn_as_a_gap(tmp_path: Path) -> None:
    rows = "place_id,indicator_id,period,value\na,hh,2021,10\na,hh,2022,\na,hh,2024,12\n"
    store = built(tmp_path / "oak", {"observations": rows})
    found = view(store, "indicator_trend", Selection("oak", villages=("Ash",)))
    [line] = found.drawing.figure.to_plotly_json()["data"]
    assert list(line["x"]) == ["2021", "2022", "2023", "2024"]
    assert list(line["y"]) == [10, None, None, 12]
    assert line["connectgaps"] is False


@pytest.mark.slow
def test_a_difference_of_sums_over_other_places_says_so(tmp_path: Path) -> None:
    rows = "place_id,indicator_id,period,value\na,hh,2021,10\na,hh,2022,12\nb,hh,2022,30\n"
    store = built(tmp_path / "oak", {"observations": rows})
    found = view(store, "indicator_trend", Selection("oak", villages=("Oak County",)))
    formulas = list(found.derived["formula"])
    assert formulas[0] == "2022 - 2021, over 2 of 2 places in 2022 and 1 of 2 places in 2021"


@pytest.mark.slow
def test_without_coordinates_the_map_is_of_tiles(tmp_path: Path) -> None:
    found = view(built(tmp_path / "oak"), "indicator_map", Selection("oak"))
    assert "The dataset gives no coordinates" in found.drawing.notes[0]
    symbols = {t["marker"]["symbol"] for t in found.drawing.figure.to_plotly_json()["data"]}
    assert symbols == {"square"}


def test_the_map_asks_no_other_host_and_names_its_datum(prefecture: Store) -> None:
    drawing = shown(prefecture, "indicator_map", "Tap water").drawing
    assert {trace["type"] for trace in drawing.figure.to_plotly_json()["data"]} == {"scatter"}
    assert any("(datum: invented); no boundary is drawn" in note for note in drawing.notes)


def test_a_value_between_two_bars_is_in_the_one_that_begins_with_it(tmp_path: Path) -> None:
    values = [0.1, 0.2, 0.3, 0.3, 0.4, 0.5, 0.6, 0.7, 1.4]
    places = "".join(f"p{n},P{n},administrative village,c\n" for n in range(9))
    rows = "".join(f"p{n},score,2021,{value}\n" for n, value in enumerate(values))
    tables = {
        "places": f"place_id,name,kind,parent_id\nc,C,county,\n{places}",
        "observations": f"place_id,indicator_id,period,value\n{rows}",
    }
    chosen = Selection("oak", indicators=("Score",))
    drawing = view(built(tmp_path / "oak", tables), "indicator_distribution", chosen).drawing
    assert drawing.chart.layout["meta"]["drawn"] == [
        *(["0.1 to 0.2", 1], ["0.2 to 0.3", 1], ["0.3 to 0.4", 2], ["0.4 to 0.5", 1]),
        *(["0.5 to 0.6", 1], ["0.6 to 0.7", 1], ["0.7 to 0.8", 1], ["0.8 to 0.9", 0]),
        *(["0.9 to 1", 0], ["1 to 1.1", 0], ["1.1 to 1.2", 0], ["1.2 to 1.3", 0]),
        *(["1.3 to 1.4", 0], ["1.4 to 1.5", 1]),
    ]


def test_a_status_that_changes_nothing_is_said_and_names_no_file(tmp_path: Path) -> None:
    store = built(tmp_path / "oak")
    chosen = Selection("oak", status=("planned",), indicators=("Income",), years=(2021,))
    idle = "The status filter does not change these numbers: each is shown with its own status."
    for topic in PAGE:
        assert idle in view(store, topic, chosen).scope, topic
        assert idle not in view(store, topic, Selection("oak")).scope, topic
    said = provenance(view(store, "indicator_ranking", chosen))
    assert said["selection"] == {"years": [2021], "villages": [], "indicators": ["Income"]}
    assert idle in said["notes"]
    of_place = Selection("oak", status=("planned",), place=("Ash",), years=(2021,))
    assert view(store, "place_numbers", of_place).scope == (
        "This card follows the place alone: the year and status filters do not change these "
        "numbers.",
    )
    topics = ("indicator_ranking", "indicator_trend")
    page = render_export(store, ExportRequest("all", "html", chosen, topics=topics)).decode()
    head = page[page.index("<h1") : page.index("<section")]
    assert "<p>Showing Income only, 2021 only, all villages.</p>" in head
    assert "planned only" not in head


def test_findings_are_in_words(prefecture: Store) -> None:
    assert title(prefecture, "indicator_ranking", "Population").startswith(
        "Population is highest in North County (fictional): "
    )
    assert " rose in all 3 places" in title(prefecture, "indicator_change", "Income per person")
    assert ": correlation " in title(
        prefecture, "indicator_relation", "Tap water", "Income per person"
    )
    assert "the middle of 203 places is" in title(
        prefecture, "indicator_distribution", "Income per person"
    )


def test_a_number_of_several_places_leads_to_how_it_was_worked_out(prefecture: Store) -> None:
    content = json.loads(card(shown(prefecture, "indicator_trend", "Income per person"), {}, 1))
    name = "Income per person in 3 counties, 2026"
    assert ["18,544", name] in content["linked"]["title"]
    facts = dict(content["addresses"][name]["facts"])
    assert facts["Formula"].endswith("mean weighted by Population")
    assert facts["In numbers"] == "203 of 210 places = 18,544"


FIGURES = FIGURE_COLUMNS + (
    "F01,d1,1,1,0,5,statistic,44 1,441,households,households,2022,achieved,a,digit gap,joined,"
    "ambiguous,441: joined | 44: a 1 too many\n"
)


@pytest.fixture(scope="module")
def ambiguous(cache: None, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Build two indicators of two villages, one number of them ambiguous."""
    rows = "place_id,indicator_id,period,status,value,value_figure\n"
    rows += "a,hh,2021,achieved,10,\nb,hh,2021,achieved,30,\na,hh,2022,achieved,,F01\n"
    rows += "b,hh,2022,achieved,40,\na,score,2022,achieved,3,\nb,score,2022,achieved,4,\n"
    tables = {"documents": DOCUMENT, "figures": FIGURES, "observations": rows}
    return built(tmp_path_factory.mktemp("ambiguous") / "oak", tables)


@pytest.mark.parametrize("topic", [name for name in PAGE if name != "indicator_years"])
def test_every_card_says_what_is_ambiguous(ambiguous: Store, topic: str) -> None:
    chosen = Selection("oak", indicators=("Households", "Score"), villages=("Ash", "Birch"))
    notes = view(ambiguous, topic, chosen).drawing.notes
    assert "F01 is printed as “44 1”, read as 441 (joined; ambiguous)." in notes
