"""Which units add up over places: one rule, in Python and in the SQL of the roll-ups."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.model.units import NEVER_ADDED, OVER_TIME, adds_up
from metrics.store.combination import never_added

PARTS = [*NEVER_ADDED, "yuan", "people", " per ", "/", " ", "year", "年", "户", "household", "P"]


@pytest.mark.parametrize(
    "unit",
    [
        "people",
        "person-times per year",
        "yuan per month",
        "元/年",
        "10,000 yuan",
        "",
        "not printed",
    ],
)
def test_amounts_and_amounts_over_a_time_add_up(unit: str) -> None:
    assert adds_up(unit)


@pytest.mark.parametrize(
    "unit",
    [
        *("percent", " Percent", "%", "‰", "share", "index", "techniques per household", "元/户"),
        *("yuan per village per year", "yuan per year per village", "yuan/person", "°C"),
    ],
)
def test_shares_and_rates_do_not(unit: str) -> None:
    assert not adds_up(unit)


@given(st.one_of(st.lists(st.sampled_from(PARTS), max_size=5).map("".join), st.text(max_size=8)))
def test_sql_says_the_same(unit: str) -> None:
    said = duckdb.execute(f"select {never_added('$1')}", [unit]).fetchone()
    assert said == (not adds_up(unit),), OVER_TIME
