"""Years of indicators given by parts of them: sums of whole years, or the last number stated."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from declared import built

from metrics.exports.view import View, view
from metrics.payloads.card import card
from metrics.selection import Selection
from metrics.store.open import Store

INDICATORS = """indicator_id,label,unit,kind,across_places,weight,across_periods
flow,Loans,yuan,flow,sum,,sum
stock,Households,households,stock,sum,,last
none,Score,index,stock,none,,none
"""
PARTS = {"H": ("H1", "H2"), "Q": ("Q1", "Q2", "Q3", "Q4"), "M": [f"{n:02}" for n in range(1, 13)]}
YEARS = range(2001, 2013)
LABELS = {"flow": "Loans", "stock": "Households"}
KINDS = {"H": "half-year", "Q": "quarter", "M": "month"}
Values = Mapping[tuple[str, str, str, str], int]


def rows_of(values: Values) -> str:
    """Return the observations of values by place, indicator, year and part of the year."""
    lines = [f"{p},{i},{year}-{part},{v}" for (p, i, year, part), v in values.items()]
    return "\n".join(["place_id,indicator_id,period,value", *lines, ""])


def years(store: Store, label: str, *places: str) -> View:
    """Return the view of an indicator by year."""
    return view(store, "indicator_years", Selection("oak", indicators=(label,), villages=places))


def referee(
    values: Values, places: str, indicator: str, parts: tuple[str, ...]
) -> dict[str, object]:
    """Work out each year that states anything: the sum of all its parts, or the last number."""
    found: dict[str, object] = {}
    for year in map(str, YEARS):
        by_part = {
            part: sum(values[p, indicator, year, part] for p in own)
            for part in parts
            if (own := [p for p in places if (p, indicator, year, part) in values])
        }
        if by_part:
            whole = len(by_part) == len(parts)
            total = sum(by_part.values()) if whole else None
            found[year] = total if indicator == "flow" else list(by_part.values())[-1]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_years_are_what_the_referee_works_out(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    values = {
        (place, indicator, str(year), part): draw.randint(-50, 500)
        for place in "ab"
        for indicator in LABELS
        for year in YEARS
        for kind, parts in PARTS.items()
        for given in (draw.choice((0, 0.5, 0.95, 1)),)
        for part in parts
        if draw.random() < given
    }
    store = built(tmp_path / "oak", {"indicators": INDICATORS, "observations": rows_of(values)})
    for indicator, label in LABELS.items():
        for kind, parts in PARTS.items():
            for names, places in ((("Ash",), "a"), (("Birch",), "b"), ((), "ab")):
                rows = years(store, f"{label} (by {KINDS[kind]})", *names).rows
                value = rows["value"].astype(object).where(rows["value"].notna(), None)
                got = dict(zip(rows["period"], value, strict=True))
                assert got == referee(values, places, indicator, tuple(parts))


@pytest.fixture(scope="module")
def store(cache: None, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Build a dataset of two indicators by quarter, the last year not complete."""
    values = {("a", i, "2021", f"Q{n}"): n for i in ("flow", "stock", "none") for n in range(1, 5)}
    values |= {("a", i, "2022", f"Q{n}"): 10 * n for i in ("flow", "stock") for n in (1, 2)}
    tables = {"indicators": INDICATORS, "observations": rows_of(values)}
    return built(tmp_path_factory.mktemp("years") / "oak", tables)


@pytest.mark.slow
def test_a_year_that_is_not_complete_has_no_sum_and_says_so(store: Store) -> None:
    found = years(store, "Loans", "Ash")
    assert found.rows["value"].tolist()[:1] == [10]
    assert found.rows["value"].isna().tolist() == [False, True]
    assert found.drawing.notes[0] == (
        "Loans. 2021: sum of 4 quarters; 2022: not complete: 2 of 4 quarters are stated."
    )


def test_the_last_number_of_a_year_names_its_period(store: Store) -> None:
    found = years(store, "Households", "Ash").rows
    assert found[["value", "how"]].to_numpy().tolist() == [
        [4, "last quarter of the year, 2021-Q4"],
        [20, "last quarter stated, 2022-Q2: the year is not complete"],
    ]


def test_each_year_leads_to_how_it_was_worked_out(store: Store) -> None:
    content = json.loads(card(years(store, "Loans", "Ash"), {}, 1))
    facts = dict(content["addresses"]["Loans in Ash, 2021"]["facts"])
    assert (facts["Formula"], facts["In numbers"]) == ("sum of 4 quarters", "1 + 2 + 3 + 4 = 10")


def test_an_indicator_whose_periods_are_not_combined_has_no_years(store: Store) -> None:
    content = json.loads(card(years(store, "Score", "Ash"), {}, 1))
    assert content["empty"]
