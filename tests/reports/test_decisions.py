"""What the desk posts is a decision or is refused; two readers' agreement is what it should be."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.reports.agreement import agreement, kappa, sample
from metrics.reports.decisions import (
    Cell,
    Decision,
    NoDecision,
    decided,
    final,
    read_decision,
    read_entry,
)

GOOD = {
    "figure_id": "F07",
    "reader": "1",
    "before": "",
    "after": '{"state": "confirmed", "value": "719", "unit": "households", "status": "achieved"}',
    "evidence": "ratio: 2,585 people / 719 households = 3.60",
    "rule": "gap",
}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text() | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


def test_an_entry_of_the_desk_is_taken() -> None:
    entry = read_entry(GOOD, " Ann ")
    assert entry["who"] == "Ann"
    decision = read_decision(entry["after"])
    assert decision == Decision("confirmed", value="719", unit="households", status="achieved")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"figure_id": "../x"}, "is no figure"),
        ({"reader": "9"}, "none of: 1, 2, 3"),
        ({"after": "{"}, "is no decision"),
        ({"after": '{"state": "sold"}'}, "none of: confirmed, open, none"),
        ({"after": '{"state": "confirmed", "value": "1e9"}'}, "is no number"),
        ({"after": '{"state": "open", "unit": "a\\nb"}'}, "is no line"),
        ({"after": '{"state": "open", "cell": {}}'}, "is no cell"),
        ({"after": json.dumps({"state": "open", "counts": "x" * 301})}, "at most 300"),
        ({"more": ""}, "is no entry"),
        ({"rule": 3}, "is no text"),
    ],
)
def test_what_the_desk_does_not_give_is_refused(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(NoDecision, match=said):
        read_entry({**GOOD, **changed}, "Ann")


def test_a_reader_needs_a_name() -> None:
    with pytest.raises(NoDecision, match="name of the reader"):
        read_entry(GOOD, "  ")


@pytest.mark.slow
@given(ANYTHING | st.fixed_dictionaries(dict.fromkeys(GOOD, ANYTHING)))
def test_anything_is_taken_or_refused(found: Any) -> None:
    try:
        entry = read_entry(found, "Ann")
    except NoDecision:
        return
    assert all(isinstance(value, str) for value in entry.values())


def entry(figure: str, decision: Decision | None, reader: str = "1") -> dict[str, str]:
    """Return an entry of a ledger, as far as it decides."""
    return {
        "figure_id": figure,
        "reader": reader,
        "after": decision.as_json() if decision else "",
    }


def test_the_last_decision_counts_and_what_is_undone_does_not() -> None:
    one = Decision("confirmed", value="1", cell=Cell("training", "quantity", {"unit": "people"}))
    two, none = Decision("confirmed", value="2"), Decision("none", reason="date")
    entries = [entry("F01", one), entry("F02", one), entry("F01", two), entry("F02", None)]
    entries += [entry("F01", none, "2"), entry("F03", none), entry("F03", one, "3")]
    assert decided(entries, "1") == {"F01": two, "F03": none}
    assert final(entries) == {"F01": two, "F03": one}


def test_kappa_is_that_of_the_textbook() -> None:
    pairs = [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([("a", "a")] * 5) is None
    assert kappa([("a", "b")]) is None


def test_agreement_counts_what_both_have_read() -> None:
    first = {"F01": Decision("confirmed", value="31"), "F02": Decision("confirmed", value="7")}
    first |= {"F03": Decision("none"), "F04": Decision("open")}
    second = {"F01": Decision("confirmed", value="31.0"), "F02": Decision("confirmed", value="8")}
    second |= {"F03": Decision("none", reason="date")}
    found = agreement(first, second)
    assert (found.both, found.equal, found.conflicts) == (3, 2, ("F02",))
    assert found.kappa == 1


@given(st.lists(st.integers(1, 500).map(lambda n: f"F{n:02}"), unique=True))
def test_the_sample_is_of_the_clean_numbers_and_always_the_same(clean: list[str]) -> None:
    drawn = sample(clean)
    assert set(drawn) <= set(clean)
    assert len(drawn) == max(min(5, len(clean)), -(-len(clean) // 10))
    assert set(sample(clean[::-1])) == set(drawn)
