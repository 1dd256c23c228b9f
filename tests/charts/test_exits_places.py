"""Bars of two counties beside bars of one are kept apart, each said of those that state it."""

from __future__ import annotations

import pandas as pd
import pytest

from metrics.charts.catalog import CHARTS
from metrics.charts.exits_places import breaks
from metrics.charts.style import Drawing
from metrics.model.rows import rows_of
from metrics.topics.catalog import CARDS

Row = tuple[str, str, str, int | None, str]  # year, status, measure, value, place
TWO: list[Row] = [
    ("2014", "achieved", "people", 12, "2 counties"),
    ("2015", "achieved", "people", 15, "2 counties"),
    ("2016", "achieved", "people", 5, "Hill"),
    ("2016", "planned", "people", 9, "Dale"),
    ("2017", "achieved", "people", 6, "Hill"),
    ("2018", "planned", "people", 7, "Hill"),
]


def frame(rows: list[Row]) -> pd.DataFrame:
    """Return rows of the metric poverty_exits."""
    names = ("year", "status", "measure", "value", "place")
    found = pd.DataFrame(
        [dict(zip(names, row, strict=True)) for row in rows],
        columns=[*CARDS["poverty_exits"].rows.columns],
    )
    return found.astype(object).where(found.notna(), None).assign(unit="people")


def drawn(rows: list[Row]) -> Drawing:
    """Draw them."""
    return CHARTS["poverty_exits"](frame(rows), pd.DataFrame(), "A source")


def test_a_dotted_line_stands_where_the_places_change() -> None:
    shapes = drawn(TWO).figure.layout.shapes
    assert [(line.xref, line.x0, line.line.dash) for line in shapes] == [("x", 1.5, "dot")]


def test_the_note_says_which_places_each_year_is_of() -> None:
    assert drawn(TWO).notes[0] == (
        "Not the same places in all years: bars on both sides of a dotted line are no trend. "
        "People: 2014, 2015 of 2 counties; 2016, 2017 of Hill; 2016 planned of Dale; "
        "2018 planned of Hill."
    )


def test_the_finding_names_the_place_that_states_each_number() -> None:
    assert drawn(TWO).title == (
        "Hill lifted 6 people out of poverty in 2017 and planned 7 more for 2018"
    )
    assert drawn(TWO[:4]).title == (
        "Hill lifted 5 people out of poverty in 2016; Dale planned 9 for 2016"
    )
    assert drawn(TWO[3:4]).title == "Dale planned to lift 9 people out of poverty in 2016"


def test_subtitle_and_alternative_text_name_the_places() -> None:
    found = drawn(TWO)
    assert found.subtitle.endswith("· 2 counties, not all of them in every year")
    assert "2016 people: 9 planned, Dale" in found.alt


def test_bars_of_one_year_stand_abreast() -> None:
    bars = {bar.name: bar for bar in drawn(TWO).figure.data}
    year = {name: list(bar.x).index("2016") for name, bar in bars.items()}
    start = {name: bar.offset[year[name]] for name, bar in bars.items()}
    width = {name: bar.width[year[name]] for name, bar in bars.items()}
    assert start["achieved"] + width["achieved"] == pytest.approx(start["planned"])


def test_the_same_place_in_all_years_has_no_line_and_no_note() -> None:
    same: list[Row] = [(year, status, what, n, "Hill") for year, status, what, n, _ in TWO]
    found = drawn(same)
    assert not found.figure.layout.shapes
    assert not any("dotted" in note for note in found.notes)


def test_some_of_several_are_never_taken_for_the_same() -> None:
    some: list[Row] = [(f"201{n}", "achieved", "people", 1, "4 of 5 places") for n in range(3)]
    assert breaks(rows_of(frame(some)), ["2010", "2011", "2012"]) == [1, 2]


def test_a_year_without_a_number_breaks_nothing() -> None:
    gap: list[Row] = [TWO[0], ("2015", "not stated", "people", None, "Dale")]
    again: Row = ("2016", "achieved", "people", 1, "2 counties")
    found = drawn([*gap, again])
    assert not found.figure.layout.shapes
    assert found.subtitle.endswith("· 2 counties")


def test_one_status_without_a_number_does_not_deny_the_other() -> None:
    both: list[Row] = [TWO[2], ("2016", "not stated", "people", None, "2 counties")]
    found = drawn(both)
    assert "For 2016, people are stated as achieved only." in found.notes
    assert not any("states no people" in note for note in found.notes)
    assert not any("not stated" in (one.text or "") for one in found.figure.layout.annotations)
