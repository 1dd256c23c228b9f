"""Pairing, training, collectives, amounts of money and exits in context, number by number."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from metrics.selection import Selection
from metrics.store.open import Store
from metrics.topics.catalog import TOPICS

Own = Callable[[str, str], Store]


def rows(store: Store, topic: str, *columns: str, **chosen: object) -> list[list[object]]:
    found = TOPICS[topic].rows.rows(store, Selection(**chosen))  # type: ignore[arg-type] # filters
    return found[list(columns)].astype(object).to_numpy().tolist()


def derived(store: Store, topic: str) -> dict[str, tuple[float, str, str]]:
    found = TOPICS[topic].derived.rows(store, Selection())
    cells = zip(found["value"], found["formula"], found["arithmetic"], strict=True)
    return dict(zip(found["what"], cells, strict=True))


def test_who_helps_whom(store: Store) -> None:
    found = rows(store, "paired_assistance", "helper_kind", "side", "value", "unit", "figure")
    assert found[:9] == [
        ["leaders", "helpers", 36, "people", "F13"],
        ["leaders", "helped", 31, "administrative villages", "F14"],
        ["departments", "helpers", 106, "departments", "F15"],
        ["departments", "helped", 65, "administrative villages", "F16"],
        ["departments", "helped", 31, "administrative villages", "F17"],
        ["departments", "helped", 34, "administrative villages", "F18"],
        ["officials and employees", "helpers", 3151, "people", "F19"],
        ["officials and employees", "helped", 3431, "households", "F20"],
        ["officials and employees", "helped", 12081, "people", "F21"],
    ]
    assert [row[2:] for row in found[9:]] == [
        [100, "percent", "F22"],
        [82, "projects", "F24"],
        [3256, "measures", "F25"],
    ]


def test_ratios_are_open_arithmetic(store: Store) -> None:
    assert derived(store, "paired_assistance") == {
        "departments per village": (1.63, "F15 / F16", "106 / 65 = 1.6308"),
        "leaders per village": (1.16, "F13 / F14", "36 / 31 = 1.1613"),
        "officials and employees per household": (0.92, "F19 / F20", "3,151 / 3,431 = 0.9184"),
    }


def test_ambiguous_money_has_one_reading_taken_and_its_rivals(store: Store) -> None:
    assert rows(store, "departments_money", "value", "unit", "reading", "figure") == [
        [4410000.0, "yuan", "reading taken", "F23"],
        [44110000.0, "yuan", "rival reading", "F23"],
        [441000.0, "yuan", "rival reading", "F23"],
    ]


def test_the_loan_has_three_readings_and_none_is_taken(store: Store) -> None:
    assert rows(store, "loan", "value", "unit", "reading", "status") == [
        [180000.0, "not printed", "no safe reading", "ambiguous"],
        [1800000.0, "not printed", "no safe reading", "ambiguous"],
        [18000000.0, "not printed", "no safe reading", "ambiguous"],
    ]


def test_training_tells_attendances_from_people(store: Store) -> None:
    found = rows(store, "training", "audience", "value", "unit", "status", "figure")
    assert found == [
        ["all", 8, "lectures", "achieved", "F31"],
        ["township officials", 9, "people", "achieved", "F32"],
        ["village Party branch secretaries", 31, "people", "achieved", "F33"],
        ["work-team members", 257, "people", "achieved", "F34"],
        ["all", 4500, "person-times per year", "ambiguous", "F35"],
        ["each household", 1, "techniques per household", "target", "F36"],
        ["all", 700, "person-times", "achieved", "F38"],
        ["all", 500, "person-times", "achieved", "F39"],
        ["rural labourers", 685, "people", "achieved", "F40"],
    ]
    assert derived(store, "training") == {
        "person-times of training, 2016 to date": (1200.0, "F38 + F39", "700 + 500 = 1,200")
    }


def test_collectives_give_a_lower_bound_only(store: Store) -> None:
    found = rows(store, "village_collectives", "measure", "value", "status", "figure")
    assert found == [
        ["in the pilot", 8, "standing", "F01"],
        ["reported on", 8, "standing", "F02"],
        ["reached the target", 8, "achieved", "F03"],
        ["income target", 20000, "target", "F04"],
    ]
    ((what, numbers),) = derived(store, "village_collectives").items()
    assert what.startswith("least ")
    assert numbers == (160000.0, "F03 * F04", "8 * 20,000 = 160,000")


def test_exits_stand_beside_the_plan_and_the_paired_people(store: Store) -> None:
    assert rows(store, "exits_context", "status", "period", "value", "figure") == [
        ["achieved", "2014", 2976, "F07"],
        ["achieved", "2015", 2585, "F10"],
        ["planned", "2016", 6000, "F12"],
        ["standing", "at writing", 12081, "F21"],
    ]
    assert derived(store, "exits_context") == {
        "achieved people as a share of the paired poor people": (
            *(46.0, "(F07 + F10) / F21", "5,561 / 12,081 = 0.4603"),
        ),
        "people lifted out of poverty, all years, achieved": (
            *(5561.0, "F07 + F10", "2,976 + 2,585 = 5,561"),
        ),
        "planned people as a share of the paired poor people": (
            *(49.7, "F12 / F21", "6,000 / 12,081 = 0.4966"),
        ),
    }


# Sums that a reader could be tempted to, and that nothing may show.
FORBIDDEN = {
    11561.0: "planned added to achieved people",
    17642.0: "a flow added to a stock",
    288.0: "first secretaries added to the members they are among",
    514.0: "the work-team members counted twice",
    297.0: "township officials, secretaries and members added",
    62.0: "the same poor villages counted twice",
    96.0: "villages of leaders added to those of departments",
    24.0: "the same pilot villages counted three times",
    5700.0: "a part of a year added to a yearly average",
    1385.0: "people added to person-times",
    15512.0: "people added to households",
    48961000.0: "candidate readings added",
    19980000.0: "candidate readings of the loan added",
}


@pytest.mark.parametrize("topic", TOPICS)
def test_nothing_is_added_that_must_not_be(store: Store, topic: str) -> None:
    metrics = (TOPICS[topic].rows, TOPICS[topic].derived)
    shown = pd.concat([m.rows(store, Selection()) for m in metrics])
    values = set(shown["value"].dropna().astype(float)) if "value" in shown else set()
    assert {FORBIDDEN[v] for v in values & set(FORBIDDEN)} == set()


@pytest.mark.parametrize("topic", TOPICS)
def test_no_two_rows_have_the_same_key(store: Store, topic: str) -> None:
    for metric in (TOPICS[topic].rows, TOPICS[topic].derived):
        found = metric.rows(store, Selection())
        assert not found.duplicated(list(metric.key)).any()


@pytest.mark.parametrize("topic", [t for t in TOPICS if not TOPICS[t].uses])
def test_a_filter_that_changes_nothing_is_said(store: Store, topic: str) -> None:
    chosen = Selection(years=(2014,), villages=("Lingxiu",))
    assert len(TOPICS[topic].rows.rows(store, chosen)) == len(
        TOPICS[topic].rows.rows(store, Selection())
    )
    (said,) = TOPICS[topic].scope(chosen)
    assert said.endswith("the year and village filters do not change these numbers.")
    assert TOPICS[topic].scope(Selection()) == ()
