"""Bars of the exits: planned apart, nothing unstated drawn as zero."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from metrics.charts.style import Drawing
from metrics.store.open import Store

Draw = Callable[..., Drawing]
Own = Callable[[str, str], Store]
HEAD = "year,place_id,status,households,people\n"


def bars(drawing: Drawing) -> list[tuple[str, str, list[str], list[int]]]:
    """Return each trace: its status, the axis of its panel, years, values."""
    return [(t.name, t.xaxis, list(t.x), list(t.y)) for t in drawing.figure.data]


def test_each_bar_has_the_value_printed_and_none_stands_for_what_is_not(
    store: Store, draw: Draw
) -> None:
    assert bars(draw(store, "poverty_exits")) == [
        ("achieved", "x", ["2014", "2015"], [854, 719]),
        ("achieved", "x2", ["2014", "2015"], [2976, 2585]),
        ("planned", "x2", ["2016"], [6000]),
    ]


def test_the_words_around_the_chart(store: Store, draw: Draw) -> None:
    drawing = draw(store, "poverty_exits")
    assert drawing.title == (
        "Yangbi county lifted 2,585 people out of poverty in 2015 and planned 6,000 more for 2016"
    )
    assert drawing.subtitle == (
        "Households and people lifted out of poverty per year, achieved and planned · Yangbi county"
    )
    assert drawing.source == (
        "Source: Party organizations and targeted poverty alleviation in Yangbi county "
        "(paragraph 1, sentence 7)"
    )
    assert drawing.alt == (
        "Bar chart, Yangbi county, lifted out of poverty. 2014 households: 854 achieved; "
        "2014 people: 2,976 achieved; 2015 households: 719 achieved; 2015 people: 2,585 achieved; "
        "2016 households: not stated; 2016 people: 6,000 planned."
    )
    assert drawing.notes == (
        "Hatched: planned, not achieved; never added to what was achieved.",
        "The document states no households for 2016.",
        "F09 is printed as “7 19 households”, read as 719 (join the pieces; confirmed).",
    )


def test_planned_is_hatched_and_named_in_the_legend_and_beside_its_bar(
    store: Store, draw: Draw
) -> None:
    _, achieved, planned = draw(store, "poverty_exits").figure.data
    assert (achieved.marker.pattern.shape, planned.marker.pattern.shape) == (None, "/")
    assert [(t.name, t.showlegend) for t in (achieved, planned)] == [
        ("achieved", True),
        ("planned", True),
    ]
    assert list(planned.text) == ["6,000<br>planned"]
    assert list(achieved.text) == ["2,976", "2,585"]


def test_pointing_at_a_bar_gives_its_address(store: Store, draw: Draw) -> None:
    assert draw(store, "poverty_exits").figure.data[0].hovertext[1] == (
        "<b>719 households</b> lifted out of poverty, 2015<br>status: achieved"
        "<br>figure F09: paragraph 1, sentence 7<br>printed as “7 19 households”"
    )


def test_years_are_categories_in_both_panels(store: Store, draw: Draw) -> None:
    layout = draw(store, "poverty_exits").figure.layout
    for axis in (layout.xaxis, layout.xaxis2):
        assert (axis.type, list(axis.categoryarray)) == ("category", ["2014", "2015", "2016"])


def test_what_is_not_stated_is_said_in_its_place(store: Store, draw: Draw) -> None:
    texts = draw(store, "poverty_exits").figure.layout.annotations
    assert [(t.text, t.xref, t.x) for t in texts] == [
        ("<b>Households</b>", "paper", 0.0),
        ("<b>People</b>", "paper", 0.54),
        ("not<br>stated", "x", 2),
    ]


def test_a_plan_alone_is_titled_as_a_plan(store: Store, draw: Draw) -> None:
    drawing = draw(store, "poverty_exits", status=("planned",))
    assert drawing.title == "Yangbi county planned to lift 6,000 people out of poverty in 2016"
    assert bars(drawing) == [("planned", "x2", ["2016"], [6000])]


@pytest.mark.slow
def test_a_year_without_any_count_has_no_bar_and_says_so(own: Own, draw: Draw) -> None:
    drawing = draw(own("poverty_exits.csv", HEAD + "2014,yangbi,achieved,,\n"), "poverty_exits")
    assert bars(drawing) == []
    assert drawing.title == "Yangbi county states no people lifted out of poverty here"


@pytest.mark.slow
def test_a_count_of_zero_is_a_statement(own: Own, draw: Draw) -> None:
    drawing = draw(own("poverty_exits.csv", HEAD + "2014,yangbi,achieved,0,0\n"), "poverty_exits")
    assert drawing.title == "Yangbi county lifted 0 people out of poverty in 2014"
    assert [values for *_, values in bars(drawing)] == [[0], [0]]
    assert drawing.notes == ()


@pytest.mark.slow
def test_a_number_without_a_safe_reading_is_not_drawn_as_zero(
    own: Own, draw: Draw, copy_text: Callable[[str], str]
) -> None:
    text = copy_text("figures.csv")
    plan = next(line for line in text.splitlines() if line.startswith("F12,"))
    unsafe = plan.replace(",6000,", ",,").replace(",certain,,", ",ambiguous,6000: a | 600: b,")
    drawing = draw(own("figures.csv", text.replace(plan, unsafe)), "poverty_exits")
    assert [name for name, *_ in bars(drawing)] == ["achieved", "achieved"]
    assert "F12 is printed as “6,000 people” and has no safe reading." in drawing.notes
    assert "2016 people: ambiguous" in drawing.alt
