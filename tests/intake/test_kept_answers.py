"""Answers kept with a dataset hold for the columns they were given for, and for no others."""

from __future__ import annotations

import pytest
from forms import Rows, text

from metrics.intake.answers import answered
from metrics.intake.files import sheets
from metrics.intake.kept_answers import as_mapping
from metrics.intake.plan import Proposal
from metrics.intake.understand import understood

TEA = "茶叶产量(吨)"
OF_TEA: dict[str, object] = {
    "columns": {TEA: {"role": "indicator", "indicator": "indicator-1"}},
    "indicators": [{"indicator_id": "indicator-1", "label": "茶叶产量", "unit": "tonnes"}],
}


def table(*heads: str) -> Rows:
    """Return a table of one county with numbers below these headers."""
    return [["县", "年份", *heads], ["甲县", "2021", *("50" for _ in heads)]]


def proposed(rows: Rows, *earlier: dict[str, object]) -> Proposal:
    """Return what is proposed for a table where these answers were kept."""
    (sheet,) = sheets("产量.csv", text(rows).encode())
    found = understood(sheet, earlier)
    assert isinstance(found, Proposal)
    return found


def labels_and_units(found: Proposal) -> list[tuple[str, str]]:
    """Return the label and the unit of the indicator of each column of values."""
    each = [found.plan.indicator(one.indicator) for one in found.plan.of("indicator")]
    return [(one.label, one.unit) for one in each]


@pytest.mark.parametrize("earlier", [as_mapping(proposed(table(TEA)).plan), OF_TEA])
def test_another_statistic_does_not_take_the_name_of_an_earlier_one(
    earlier: dict[str, object],
) -> None:
    fruit = ("水果产量", "tonnes")
    assert labels_and_units(proposed(table("水果产量(吨)"), earlier)) == [fruit]
    both = proposed(table("水果产量(吨)", TEA), earlier)
    assert labels_and_units(both) == [fruit, ("茶叶产量", "tonnes")]
    assert len({one.indicator_id for one in both.plan.used}) == 2


def test_the_same_name_in_another_unit_is_another_indicator() -> None:
    earlier = as_mapping(proposed(table(TEA)).plan)
    found = proposed(table(TEA, "茶叶产量(万吨)"), earlier)
    units = [("茶叶产量", "tonnes"), ("茶叶产量 (10,000 tonnes)", "10,000 tonnes")]
    assert labels_and_units(found) == units


def test_an_indicator_has_one_id_wherever_its_column_stands() -> None:
    first = {one.label: one.indicator_id for one in proposed(table("收入(元)", TEA)).plan.used}
    then = {one.label: one.indicator_id for one in proposed(table(TEA, "收入(元)")).plan.used}
    assert first == then
    assert len({*first.values()}) == 2


@pytest.mark.parametrize("order", [("甲", "乙", "丙"), ("丙", "乙", "甲")])
def test_a_chain_of_columns_keeps_each_break(order: tuple[str, ...]) -> None:
    found = proposed(table(*(f"{one}产量(吨)" for one in order)))
    ids = {one.label[0]: one.indicator_id for one in found.plan.used}
    chain = {f"same:{ids['乙']}:{ids['丙']}:2020": "one indicator, with a break in the series"}
    chain[f"same:{ids['甲']}:{ids['乙']}:2015"] = "one indicator, with a break in the series"
    plan = answered(found.plan, chain)
    assert {one.indicator for one in plan.of("indicator")} == {ids["丙"]}
    breaks = "2015: called 甲产量 until then | 2020: called 乙产量 until then"
    assert [one.breaks for one in plan.used] == [breaks]
