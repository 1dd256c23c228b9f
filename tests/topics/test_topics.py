"""The numbers of each topic, literally."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

import pytest
from stores import stored

from metrics.selection import Selection
from metrics.store.open import Store
from metrics.topics.catalog import TOPICS, choices

ROOT = Path(__file__).resolve().parents[2]
T = TypeVar("T")


def test_exits_by_year_planned_apart_and_unstated_households_empty(store: Store) -> None:
    rows = TOPICS["poverty_exits"].rows.rows(store, Selection())
    found = rows[["year", "status", "measure", "figure"]].fillna("").to_numpy().tolist()
    assert found == [
        ["2014", "achieved", "households", "F06"],
        ["2014", "achieved", "people", "F07"],
        ["2015", "achieved", "households", "F09"],
        ["2015", "achieved", "people", "F10"],
        ["2016", "not stated", "households", ""],
        ["2016", "planned", "people", "F12"],
    ]
    assert rows["value"].dropna().tolist() == [854, 2976, 719, 2585, 6000]


def test_planned_is_never_added_to_achieved(store: Store) -> None:
    derived = TOPICS["poverty_exits"].derived.rows(store, Selection())
    assert derived[["value", "formula", "arithmetic"]].to_numpy().tolist() == [
        [1573.0, "F06 + F09", "854 + 719 = 1,573"],
        [5561.0, "F07 + F10", "2,976 + 2,585 = 5,561"],
        [3.48, "F07 / F06", "2,976 / 854 = 3.4848"],
        [3.6, "F10 / F09", "2,585 / 719 = 3.5953"],
    ]


def test_share_is_sum_over_sum(store: Store) -> None:
    derived = TOPICS["party_members"].derived.rows(store, Selection())
    assert derived[["what", "value", "formula"]].to_numpy().tolist() == [
        ["share of Party members", 66.1, "F27 / F26"],
        ["work-team members who are not Party members", 87.0, "F26 - F27"],
    ]


def test_a_chosen_village_keeps_the_industry_that_has_none(store: Store) -> None:
    rows = TOPICS["village_industry"].rows.rows(store, Selection(villages=("Lingxiu",)))
    assert rows[["village", "product"]].to_numpy().tolist() == [
        ["Lingxiu", "yuxiang pears"],
        ["no village named", "rural eco-tourism"],
    ]


def test_a_chosen_village_leaves_county_exits_and_says_so(store: Store) -> None:
    topic, chosen = TOPICS["poverty_exits"], Selection(villages=("Lingxiu",))
    assert len(topic.rows.rows(store, chosen)) == 6
    assert "for the county only, not for Lingxiu" in topic.scope(chosen)[0]


def test_only_villages_that_the_document_names_can_be_chosen(store: Store) -> None:
    assert choices(store).villages == ("Lijiazhuang", "Lingxiu", "Shiping", "Xiangyang")


@pytest.mark.parametrize("dataset", ("yangbi", "fictional-county", "monitoring-prefecture"))
def test_all_choices_of_years_and_statuses_are_one_query(dataset: str) -> None:
    store = stored(ROOT / "data" / dataset)
    topic, found = TOPICS["poverty_exits"].rows, choices(store)
    topic.records(store, Selection())
    chosen = [
        Selection(years=years, status=status)
        for years in _some(found.years)
        for status in _some(found.status)
    ]
    expected = [store.records(topic.sql, one.values()) for one in chosen]
    with patch.object(store, "records", side_effect=AssertionError("asked again")):
        assert [topic.records(store, one) for one in chosen] == expected


def _some(options: tuple[T, ...]) -> list[tuple[T, ...]]:
    return [(), options[:1], options[1:], options]
