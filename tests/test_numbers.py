"""Numbers as text: thousands apart, no noise of binary fractions, nothing small said to be zero."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.numbers import as_text, how_many, percent, unit_of


@pytest.mark.parametrize(
    ("value", "rounding", "text"),
    [
        (12081, "", "12,081"),
        (0.1 + 0.2, "", "0.3"),
        (1.1 * 3, "", "3.3"),
        (1234.5, "not rounded", "1,234.5"),
        (3.6, "two decimals", "3.60"),
        (66.147, "one decimal", "66.1"),
        (-0.25, "", "-0.25"),
        (0.0000012, "", "0.0000012"),
    ],
)
def test_a_number_is_written_as_a_reader_expects_it(value: float, rounding: str, text: str) -> None:
    assert as_text(value, rounding) == text


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_a_number_typed_with_decimals_is_shown_with_the_same(typed: Decimal) -> None:
    assert Decimal(as_text(float(typed)).replace(",", "")) == typed


@pytest.mark.parametrize(
    ("value", "part", "text"),
    [(0.025, 1, "less than 0.1 %"), (0, 0, "0 %"), (66.1, 170, "66.1 %"), (50, 1, "50 %")],
)
def test_a_small_share_is_not_said_to_be_nothing(value: float, part: float, text: str) -> None:
    assert percent(value, part) == text


@pytest.mark.parametrize(
    ("value", "part", "whole", "text"),
    [
        (100.0, 1_000_000, 1_000_003, "more than 99.9 %"),
        (99.97, 99_970, 100_000, "more than 99.9 %"),
        (99.9, 999, 1000, "99.9 %"),
        (100.0, 257, 257, "100 %"),
        (0.0, 3, 1_000_003, "less than 0.1 %"),
    ],
)
def test_a_large_share_is_not_said_to_be_all(
    value: float, part: float, whole: float, text: str
) -> None:
    assert percent(value, part, whole) == text


@pytest.mark.parametrize(("count", "text"), [(0, "0 rows"), (1, "1 row"), (2000, "2,000 rows")])
def test_one_is_not_several(count: int, text: str) -> None:
    assert how_many(count, "row") == text


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("1", "people", "person"),
        ("1", "administrative villages", "administrative village"),
        ("1", "techniques per household", "technique per household"),
        ("1", "yuan per village", "yuan per village"),
        ("1", "percent", "percent"),
        ("1", "人次", "人次"),
        ("1", "", ""),
        ("1.0", "people", "people"),
        ("2", "lectures", "lectures"),
    ],
)
def test_the_unit_of_one_is_no_plural(text: str, unit: str, said: str) -> None:
    assert unit_of(text, unit) == said
