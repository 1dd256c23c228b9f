"""What stands in a cell in place of a number is told by its own words, with the number it means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.store.number_faults import LEAVE, PLAIN, explain_bad_number

TOLD = [
    ("=A1+1", "the cell holds a formula", "copy the cell and paste its value"),
    ("n/a", "the cell says that nothing is stated", LEAVE),
    ("无", "the cell says that nothing is stated", LEAVE),
    ("\uff11\uff12", "the number has full-width digits", "Write 12,"),
    ("1,234,567", "the number has separators of thousands", "Write 1234567,"),
    ("1 234", "the number has separators of thousands", "Write 1234,"),
    ("12,5", "the number has a decimal comma", "Write 12.5,"),
    ("66.1%", "the value is a percentage", "Write 0.661,"),
    ("1.8万", "the number is given in units of 10,000", "Write 18000,"),
    ("12户", "the cell holds a unit beside the number", "Write 12,"),
    ("12 people", "the cell holds a unit beside the number", "Write 12,"),
    ("2O16", "the number holds a letter O for a digit", "Write 2016,"),
    ("l2", "the number holds a letter l for a digit", "Write 12,"),
    ("12.0", "the value is not a whole number", "Write 12,"),
    ("12.5", "the value is not a whole number", "Correct the value."),
    ("seven", "the value is text, not a number", "Write a number like 719."),
]


@pytest.mark.parametrize(("text", "says", "do"), TOLD, ids=[one[0] for one in TOLD])
def test_each_cause_has_its_words(text: str, says: str, do: str) -> None:
    found = explain_bad_number(text, "719")
    assert found[0].startswith(says)
    assert do in found[1]


@given(st.text())
def test_any_text_is_told_and_only_a_number_is_proposed(text: str) -> None:
    says, do = explain_bad_number(text, "719")
    assert says
    if do.endswith(", if that is meant."):
        assert PLAIN.fullmatch(do.removeprefix("Write ").removesuffix(", if that is meant."))
