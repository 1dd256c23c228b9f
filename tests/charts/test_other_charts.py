"""Bars in panels, candidate readings and flows: each unit its own scale, each mark its address."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from metrics.charts import place
from metrics.charts.style import Drawing
from metrics.statuses import NOT_COMBINED, NOT_STATED, STATUSES
from metrics.store.open import Store

Draw = Callable[..., Drawing]
Own = Callable[[str, str], Store]


def axes_of(drawing: Drawing) -> dict[str, set[str]]:
    """Return the panel axis of each bar's unit, from what pointing at it says."""
    found: dict[str, set[str]] = {}
    for trace in drawing.figure.data:
        unit = trace.hovertext[0].partition("</b>")[0].rpartition(" ")[2]
        found.setdefault(trace.xaxis, set()).add(unit)
    return found


def test_people_and_attendances_share_no_scale(store: Store, draw: Draw) -> None:
    found = axes_of(draw(store, "training"))
    assert sorted(map(sorted, found.values())) == [
        ["household"],
        ["lectures"],
        ["people"],
        ["person-times", "year"],
    ]


def test_only_the_years_achieved_stand_end_to_end(store: Store, draw: Draw) -> None:
    drawing = draw(store, "exits_context")
    assert [(t.y[0], t.x[0], t.name) for t in drawing.figure.data[:4]] == [
        ("lifted out of poverty", 2976, "achieved"),
        ("lifted out of poverty", 2585, "achieved"),
        ("planned to be lifted out", 6000, "planned"),
        ("poor people in paired households", 12081, "standing"),
    ]
    assert [t.text[0] for t in drawing.figure.data[4:]] == ["5,561 in all"]
    assert drawing.title == (
        "5,561 people lifted out of poverty, 6,000 planned, "
        "beside 12,081 poor people in paired households"
    )
    assert "not how many of the paired people left poverty" in drawing.notes[0]


def test_planned_targets_and_ambiguous_are_told_apart_without_colour(
    store: Store, draw: Draw
) -> None:
    shapes = {
        trace.name: trace.marker.pattern.shape
        for topic in ("training", "exits_context")
        for trace in draw(store, topic).figure.data
    }
    assert shapes == {
        "achieved": None,
        "standing": None,
        "planned": "/",
        "target": "-",
        "ambiguous": "x",
    }


def test_a_band_is_as_wide_as_the_number_helped_and_never_mixes_units(
    store: Store, draw: Draw
) -> None:
    drawing = draw(store, "paired_assistance")
    assert [list(t.link.value) for t in drawing.figure.data] == [[31, 31, 34], [3431], [12081]]
    assert [list(t.node.label) for t in drawing.figure.data] == [
        [
            *("36 leaders", "106 departments"),
            *("31 poor villages", "31 poor villages", "34 villages that are<br>not poor"),
        ],
        ["3,151 officials and<br>employees", "3,431 poor households"],
        ["3,151 officials and<br>employees", "12,081 people"],
    ]
    assert list(drawing.figure.data[0].link.customdata) == ["F14", "F17", "F18"]


def test_the_whole_is_not_drawn_beside_its_parts(store: Store, draw: Draw) -> None:
    values = [v for t in draw(store, "paired_assistance").figure.data for v in t.link.value]
    assert 65 not in values


@pytest.mark.slow
def test_a_whole_is_drawn_itself_where_its_parts_are_less_than_all_of_it(
    own: Own, draw: Draw
) -> None:
    head = "place_id,helper_kind,helpers,helpers_unit,helped_kind,helped,helped_unit,part_of"
    rows = (
        "yangbi,departments,90,departments,villages,130,villages,",
        "yangbi,departments,,,poor villages,31,villages,villages",
        "yangbi,departments,,,other villages,34,villages,villages",
    )
    drawing = draw(own("paired_assistance.csv", "\n".join([head, *rows])), "paired_assistance")
    assert [list(t.link.value) for t in drawing.figure.data] == [[130]]
    assert drawing.title == "90 departments for 130 villages"
    assert drawing.notes[0] == (
        "Parts that do not make up their whole are not drawn beside it: "
        "34 other villages, 31 poor villages."
    )


def test_exits_beside_no_stock_are_said_to_be_beside_none(own: Own, draw: Draw) -> None:
    head = "place_id,helper_kind,helpers,helpers_unit,helped_kind,helped,helped_unit\n"
    drawing = draw(own("paired_assistance.csv", head), "exits_context")
    assert drawing.subtitle == "People; exits are a flow over years"


def test_a_claim_is_said_and_not_drawn(store: Store, draw: Draw) -> None:
    drawing = draw(store, "paired_assistance")
    assert any("“full coverage” (F22) is a claim" in note for note in drawing.notes)
    assert all(100 not in t.link.value for t in drawing.figure.data)


@pytest.mark.parametrize(
    ("topic", "title", "names"),
    [
        (
            "departments_money",
            "Money invested by the linked departments: 4,410,000 yuan, "
            "unless it is 44,110,000 or 441,000",
            ["reading taken", "rival reading"],
        ),
        (
            "loan",
            "Loan for grassroots Party members who lead others to get rich: "
            "not readable, it may be 180,000 or 1,800,000 or 18,000,000",
            ["no safe reading"],
        ),
    ],
)
def test_an_ambiguous_amount_shows_its_readings(
    store: Store, draw: Draw, topic: str, title: str, names: list[str]
) -> None:
    drawing = draw(store, topic)
    assert drawing.title == title
    assert [trace.name for trace in drawing.figure.data] == names
    assert sum(len(trace.x) for trace in drawing.figure.data) == 3
    assert drawing.figure.layout.meta["topic"] == topic


def test_the_income_is_said_to_be_a_lower_bound(store: Store, draw: Draw) -> None:
    drawing = draw(store, "village_collectives")
    assert drawing.title == (
        "All 8 pilot villages reached the collective income target of 20,000 yuan a year"
    )
    assert drawing.notes[0].startswith("The target is a lower bound")


def test_a_place_marks_each_status_in_its_own_way() -> None:
    assert {*place.SYMBOLS, NOT_STATED.name, NOT_COMBINED.name} == STATUSES.keys()
    assert len({*place.SYMBOLS.values()}) == len(place.SYMBOLS)
