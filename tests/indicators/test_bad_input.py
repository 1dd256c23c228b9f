"""Each fault of indicators and observations is named by file, row, column and value."""

from __future__ import annotations

from pathlib import Path

import pytest
from declared import INDICATORS, LONG, PLACES, write
from stores import stored

from metrics.errors import DataProblems, Problem
from metrics.store.observations import ROW_RULES

IND, OBS = "indicators", "observations"
WIDE = "place_id,period,hh,water\na,2021,10,99\nb,2021,30,98\n"
# table, its text, what is replaced (once) by what; row, column, value and words of the fault
BAD = [
    (IND, INDICATORS, "Income,yuan per household", "Income,francs", 3, "unit", "francs", "list"),
    (IND, INDICATORS, "weighted_mean,hh,none", "weighted_mean,,none", 3, "weight", "", "without a"),
    (IND, INDICATORS, "stock,none,,", "stock,none,hh,", 5, "weight", "hh", "no mean is weighted"),
    (
        IND,
        INDICATORS,
        "weighted_mean,hh,none",
        "weighted_mean,score,none",
        3,
        "weight",
        "score",
        "cannot be added up",
    ),
    (
        IND,
        INDICATORS,
        "weighted_mean,hh,none",
        "weighted_mean,gone,none",
        3,
        "weight",
        "gone",
        "no row of indicators",
    ),
    (IND, INDICATORS, "Score,index", "Households,index", 5, "label", "Households", "same label"),
    (IND, INDICATORS, "water,percent,share", "water,km,share", 4, "unit", "km", "of a share"),
    (
        IND,
        INDICATORS,
        "share,weighted_mean,hh",
        "share,sum,",
        4,
        "across_places",
        "sum",
        "not added up",
    ),
    (
        IND,
        INDICATORS,
        "index,stock,none",
        "index,category,none",
        5,
        "across_places",
        "none",
        "places that have it",
    ),
    (IND, INDICATORS, "stock,sum,,last", "stock,sum,,sum", 2, "across_periods", "sum", "stocks"),
    (OBS, LONG, "a,income,2021", "a,income,2021-Q7", 4, "period", "2021-Q7", "cannot be read"),
    (OBS, LONG, "b,income,2021", "z,income,2021", 5, "place_id", "z", "no row of places"),
    (OBS, LONG, "b,income", "b,gone", 5, "indicator_id", "gone", "no row of indicators"),
    (OBS, LONG, "b,hh,2021,30", "b,hh,2021,0", 5, "value", "2000.0", "the weight of this value"),
    (OBS, LONG, "b,hh,2021,30", "b,hh,2021,ten", 3, "value", "ten", "text, not a number"),
    (OBS, LONG, "b,score,2021,7", "a,score,2021年,7", 7, "place_id", "a", "an earlier row has"),
    (OBS, LONG, "b,score,2021,7", "b,water,2021,101", 7, "value", "101.0", "outside its range"),
    (OBS, LONG, "b,score,2021,7", "b,water,2021,-1", 7, "value", "-1.0", "outside its range"),
    (OBS, WIDE, "98", "198", 3, "water", "198.0", "outside its range"),
    (OBS, WIDE, "30", "x", 3, "hh", "x", "text, not a number"),
    (OBS, WIDE, "water", "wine", 1, "wine", "wine", "no row of indicators"),
    (OBS, WIDE, "b,2021", "b,2021-99", 3, "period", "2021-99", "cannot be read"),
]


def faults(folder: Path) -> list[Problem]:
    """Return what is wrong with a dataset."""
    with pytest.raises(DataProblems) as found:
        stored(folder)
    return list(found.value.problems)


@pytest.mark.parametrize(
    ("table", "text", "old", "new", "row", "column", "value", "words"),
    [
        pytest.param(*case, marks=() if nth % 3 == 0 else pytest.mark.slow)
        for nth, case in enumerate(BAD)
    ],
)
def test_a_fault_is_named(
    tmp_path: Path,
    table: str,
    text: str,
    old: str,
    new: str,
    row: int,
    column: str,
    value: str,
    words: str,
) -> None:
    assert text.lower().count(old.lower()) == 1
    broken = text.replace(old, new) if old in text else text.replace(old.capitalize(), new)
    found = faults(write(tmp_path / "oak", {table: broken}))
    named = [(p.file, p.row, p.column, p.value) for p in found if words in p.rule]
    assert named == [(f"{table}.csv", row, column, value)]
    assert all(p.do for p in found)


def test_a_category_needs_its_name(tmp_path: Path) -> None:
    kinds = INDICATORS + "type,Type,villages,category,sum,,last,0\n"
    [fault] = faults(write(tmp_path / "oak", {IND: kinds, OBS: LONG + "a,type,2021,1\n"}))
    assert (fault.row, fault.column, fault.rule) == (8, "group", "a category is not named")


def test_a_weight_that_no_place_states_is_a_fault(tmp_path: Path) -> None:
    rows = [line for line in LONG.splitlines() if ",hh," not in line]
    [fault] = faults(write(tmp_path / "oak", {OBS: "\n".join(rows) + "\n"}))
    assert (fault.file, fault.row, fault.value) == ("indicators.csv", 3, "hh")
    assert fault.rule == "no place states the weight"


def test_a_break_in_a_series_names_a_period(tmp_path: Path) -> None:
    broken = INDICATORS.replace("decimals\n", "decimals,breaks\n").replace(
        ",last,0\n", ",last,0,some day: new rules\n", 1
    )
    lines = [line + "," * (8 - line.count(",")) for line in broken.splitlines()]
    [fault] = faults(write(tmp_path / "oak", {IND: "\n".join(lines) + "\n"}))
    assert (fault.row, fault.column, fault.value) == (2, "breaks", "some day")


def test_every_rule_of_indicators_and_observations_is_tried() -> None:
    tried = [str(case[-1]) for case in BAD]
    tried += ["a category is not named", "no place states the weight"]
    rules = [rule.says for of_table in ROW_RULES.values() for rule in of_table]
    assert [says for says in rules if not any(words in says for words in tried)] == []


@pytest.mark.slow
def test_a_dataset_without_indicators_is_whole(tmp_path: Path) -> None:
    folder = write(tmp_path / "oak", {})
    for name in (IND, OBS):
        (folder / f"{name}.csv").unlink()
    described = '{"title": "Oak", "resources": [{"name": "places", "path": "places.csv"}]}'
    (folder / "datapackage.json").write_text(described)
    (folder / "places.csv").write_text(PLACES)
    assert len(stored(folder).frame("from places"))
