"""Indicators go through the one roll-up: sums, weighted means over places that give both, or none.

A referee in plain Python works each number out from the rows, over any tree of places.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from declared import built
from generated import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics.errors import DataProblems
from metrics.exports.view import view
from metrics.selection import Selection
from metrics.store.open import Store

KINDS = ("county", "township", "administrative village", "hamlet")
PERIODS = ("2021", "2022-Q1")
DECLARED = """indicator_id,label,unit,kind,across_places,weight,across_periods
w,Households,households,stock,sum,,last
s,Loans,yuan,flow,sum,,sum
m,Share,percent,share,weighted_mean,w,none
n,Score,index,stock,none,,none
"""
Values = Mapping[tuple[str, str, str], int | None]


@dataclass(frozen=True)
class Tree:
    """Places with their parents and kinds, and values by place, indicator and period."""

    parents: Mapping[str, str]
    kinds: Mapping[str, str]
    values: Values

    def above(self, place: str) -> list[str]:
        """Return the places that a place lies in, itself first."""
        found = [place]
        while up := self.parents[found[-1]]:
            found.append(up)
        return found

    def counted(self, place: str, indicator: str, period: str) -> list[str]:
        """Return the places whose own rows make the number of a place: none inside another.

        A row without a value gives way to those inside its place that have one.
        """
        inside = {p for p in self.parents if not place or place in self.above(p)}
        own = {p for p in inside if (p, indicator, period) in self.values}
        valued = [p for p in own if self.values[p, indicator, period] is not None]
        around = {above for p in valued for above in self.above(p)[1:]}
        own -= around.difference(valued)
        return [p for p in own if not own & set(self.above(p)[1:])]

    def number(self, place: str, indicator: str, period: str) -> tuple[Fraction | None, int]:
        """Return the number of a place, None where there is none, and how many places give it."""
        places = self.counted(place, indicator, period)
        found = [self.values[p, indicator, period] for p in places]
        stated = [v for v in found if v is not None]
        if len(places) == 1 or indicator in "ws":
            return (Fraction(sum(stated)) if stated else None), len(stated)
        if indicator == "n":
            return None, len(stated)
        both = [(v, self.values.get((p, "w", period))) for p, v in zip(places, found, strict=True)]
        pairs = [(v, w) for v, w in both if v is not None and w is not None]
        total = sum(w for _, w in pairs)
        if not pairs:
            return None, len(stated)
        return Fraction(sum(v * w for v, w in pairs), total), len(pairs)


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Draw a tree of up to four levels, with gaps and overlaps in what is stated."""
    parents, kinds = {"c": ""}, {"c": "county"}
    for level in (1, 2, 3):
        for above in [p for p, kind in kinds.items() if kind == KINDS[level - 1]]:
            for n in range(draw(st.integers(0, 3))):
                parents[f"{above}-{n}"], kinds[f"{above}-{n}"] = above, KINDS[level]
    values: dict[tuple[str, str, str], int | None] = {("c", "w", "1999"): 1}
    for indicator in "wsmn":
        for period in PERIODS:
            for place in draw(st.lists(st.sampled_from(sorted(parents)), unique=True)):
                values[place, indicator, period] = draw(st.none() | st.integers(1, 100))
    return Tree(parents, kinds, values)


def store_of(folder: Path, tree: Tree) -> Store:
    """Build a tree's dataset."""
    places = [f"{p},{p},{tree.kinds[p]},{up}" for p, up in tree.parents.items()]
    rows = [f"{p},{i},{t},{'' if v is None else v}" for (p, i, t), v in tree.values.items()]
    tables = {
        "places": "\n".join(["place_id,name,kind,parent_id", *places, ""]),
        "indicators": DECLARED,
        "observations": "\n".join(["place_id,indicator_id,period,value", *rows, ""]),
    }
    return built(folder, tables)


@pytest.mark.slow
@settings(max_examples=examples(12), suppress_health_check=[HealthCheck.too_slow])
@given(trees())
def test_a_roll_up_is_what_the_referee_works_out(tree: Tree) -> None:
    with TemporaryDirectory() as folder:
        found = store_of(Path(folder) / "oak", tree).frame("from observations_up")
    seen = set()
    for row in found.to_dict("records"):
        key = str(row["place_id"]), str(row["indicator_id"]), str(row["period"])
        value, stated = tree.number(*key)
        seen.add(key)
        assert int(row["counted"]) == len(tree.counted(*key))
        assert int(row["value_stated"]) == stated
        if value is None:
            assert math.isnan(row["value"])
        else:
            assert row["value"] == pytest.approx(float(value), abs=1e-8)
    wanted = {(p, i, t) for p in ("", *tree.parents) for i in "wsmn" for t in PERIODS}
    assert {k for k in seen if k[2] in PERIODS} == {k for k in wanted if tree.counted(*k)}


def value(store: Store, place: str, indicator: str) -> tuple[float, int, int]:
    """Return the value of a place, how many places state it and how many are missing."""
    sql = (
        "select value, value_stated, counted + missing as places from observations_up "
        "where place_id = $place and indicator_id = $indicator"
    )
    row = store.frame(sql, {"place": place, "indicator": indicator}).iloc[0]
    return float(row["value"]), int(row["value_stated"]), int(row["places"])


@pytest.mark.slow
def test_a_mean_is_weighted_over_the_places_and_never_one_of_means(tmp_path: Path) -> None:
    # Two townships of unlike size: the mean of their means would be 15.
    places = "place_id,name,kind,parent_id\nc,C,county,\nt,T,township,c\nu,U,township,c\n"
    places += "".join(
        f"v{n},V{n},administrative village,{'t' if n < 3 else 'u'}\n" for n in range(4)
    )
    rows = ["place_id,indicator_id,period,value"]
    for n, (weight, share) in enumerate([(10, 5), (20, 10), (30, 15), (40, 20)]):
        rows += [f"v{n},w,2021,{weight}", f"v{n},m,2021,{share}"]
    tables = {"places": places, "indicators": DECLARED, "observations": "\n".join(rows) + "\n"}
    store = built(tmp_path / "oak", tables)
    assert value(store, "t", "m") == (round(700 / 60, 9), 3, 3)
    assert value(store, "u", "m") == (20.0, 1, 1)
    assert value(store, "c", "m") == (15.0, 4, 4)
    assert value(store, "", "w") == (100.0, 4, 4)


TOWNSHIPS = """place_id,name,kind,parent_id
c,Oak County,county,
t,Oak,township,c
u,Elm,township,c
a,Ash,administrative village,t
b,Birch,administrative village,t
d,Dill,administrative village,u
"""


@pytest.mark.parametrize("form", ["long", "wide"])
def test_an_empty_cell_of_a_place_leaves_the_numbers_inside_it(tmp_path: Path, form: str) -> None:
    rows = "place_id,period,hh,score\nt,2021,,50\na,2021,100,\nb,2021,200,\nd,2021,300,30\n"
    if form == "long":
        rows = "place_id,indicator_id,period,value\nt,hh,2021,\n"
        rows += "a,hh,2021,100\nb,hh,2021,200\nd,hh,2021,300\n"
    store = built(tmp_path / "oak", {"places": TOWNSHIPS, "observations": rows})
    assert value(store, "c", "hh") == (600.0, 3, 3)
    assert value(store, "t", "hh") == (300.0, 2, 2)
    assert value(store, "a", "hh") == (100.0, 1, 1)


def test_an_empty_status_is_standing(tmp_path: Path) -> None:
    rows = "place_id,indicator_id,period,status,value\na,hh,2021,,100\nb,hh,2021,standing,50\n"
    store = built(tmp_path / "oak", {"observations": rows})
    sql = "select status, value from observations_up where place_id = 'c'"
    assert store.frame(sql).values.tolist() == [["standing", 150.0]]


def test_a_value_with_an_empty_status_and_one_standing_are_a_double(tmp_path: Path) -> None:
    rows = "place_id,indicator_id,period,status,value\na,hh,2021,,100\na,hh,2021,standing,150\n"
    with pytest.raises(DataProblems) as refused:
        built(tmp_path / "oak", {"observations": rows})
    [fault] = refused.value.problems
    assert (fault.row, fault.rule) == (
        3,
        "an earlier row has the same place_id, indicator_id, period, status, group",
    )


def test_a_place_of_empty_cells_alone_stays_not_stated(tmp_path: Path) -> None:
    rows = "place_id,indicator_id,period,value\nt,hh,2021,\na,hh,2021,\nd,hh,2021,300\n"
    store = built(tmp_path / "oak", {"places": TOWNSHIPS, "observations": rows})
    assert value(store, "c", "hh") == (300.0, 1, 2)
    found, stated, places = value(store, "t", "hh")
    assert math.isnan(found)
    assert (stated, places) == (0, 1)


@pytest.mark.slow
def test_a_place_without_the_weight_is_left_out_of_the_mean(tmp_path: Path) -> None:
    rows = "place_id,indicator_id,period,value\na,hh,2021,10\nb,hh,2021,\na,income,2021,1000\n"
    store = built(tmp_path / "oak", {"observations": rows + "b,income,2021,9000\n"})
    assert value(store, "c", "income") == (1000.0, 1, 2)
    assert value(store, "b", "income") == (9000.0, 1, 1)


def test_values_without_any_weight_are_not_combined_and_not_unstated(tmp_path: Path) -> None:
    rows = "place_id,indicator_id,period,value\na,hh,2020,10\na,income,2021,50\nb,income,2021,60\n"
    store = built(tmp_path / "oak", {"observations": rows})
    found, stated, places = value(store, "c", "income")
    assert math.isnan(found)
    assert (stated, places) == (2, 2)
    shown = view(store, "indicator_trend", Selection("oak", indicators=("Income",))).rows
    assert shown[["status", "how", "added"]].values.tolist() == [
        [
            "not combined",
            "not combined: no place that states it states Households",
            "2 of 2 places state it",
        ]
    ]


def test_a_mean_says_that_it_is_of_places_with_a_weight(tmp_path: Path) -> None:
    rows = "place_id,indicator_id,period,value\na,hh,2021,10\na,income,2021,50\nb,income,2021,60\n"
    store = built(tmp_path / "oak", {"observations": rows})
    shown = view(store, "indicator_trend", Selection("oak", indicators=("Income",))).rows
    assert shown[["value", "added"]].values.tolist() == [
        [50.0, "1 of 2 places state it with its weight"]
    ]


@pytest.mark.slow
def test_what_cannot_be_combined_has_no_county_value(tmp_path: Path) -> None:
    found, stated, places = value(built(tmp_path / "oak"), "c", "score")
    assert math.isnan(found)
    assert (stated, places) == (2, 2)


@pytest.mark.slow
def test_a_wide_table_is_the_long_one(tmp_path: Path) -> None:
    wide = "place_id,period,hh,income,score\na,2021,10,1000,5\nb,2021,30,2000,7\n"
    sql = "select * from observations_up order by all"
    one = built(tmp_path / "oak", {"observations": wide}).frame(sql)
    assert one.equals(built(tmp_path / "elm").frame(sql))


@pytest.mark.slow
def test_periods_written_differently_are_one(tmp_path: Path) -> None:
    rows = "place_id,indicator_id,period,value\na,hh,2021Q1,10\nb,hh,2021年第一季度,30\n"
    store = built(tmp_path / "oak", {"observations": rows})
    assert store.frame(
        "select period, kind, last_day::varchar as last from periods"
    ).values.tolist() == [["2021-Q1", "quarter", "2021-03-31"]]
    assert value(store, "c", "hh") == (40.0, 2, 2)


@pytest.mark.slow
def test_an_indicator_by_year_and_by_quarter_is_two_series(tmp_path: Path) -> None:
    rows = LONG_AND_QUARTERS
    store = built(tmp_path / "oak", {"observations": rows})
    assert store.frame("select series from series")["series"].tolist() == [
        "Households (by year)",
        "Households (by quarter)",
        "Households: poor",
    ]


LONG_AND_QUARTERS = """place_id,indicator_id,period,group,value
a,hh,2021,,10
a,hh,2021-Q1,,9
a,hh,2021,poor,2
"""
