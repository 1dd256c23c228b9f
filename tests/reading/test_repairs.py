"""A garbled number's true value is among its readings, each with the rules that give it."""

from __future__ import annotations

import csv
import math
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.reading.repairs import LONGEST, RULES, TOO_LARGE, Reading, readings

FIGURES = Path(__file__).resolve().parents[2] / "data" / "yangbi" / "figures.csv"
WORDS_ONLY = {"F03": "all of them: a share in words", "F22": "full coverage: a claim in words"}
NO_RULE = {("F19", 31): "leaves out the middle piece: rules join neighbouring pieces only"}

# Evidence: number of the page, short form of the number, truth known from elsewhere. "of" stands
# for the word glued on. Left out are rows whose truth is no single number: B04, a day or the next;
# D04 and D05, names without a number; E01, a month.
EVIDENCE = [
    ("A01", "3 1", 31),
    ("A02", "2 1", 21),
    ("A03", "1 1", 11),
    ("A04", "2 1 1", 211),
    ("A05", "1 16", 116),
    ("A06", "6 1", 61),
    ("A07", "6 18", 618),
    ("A08", "3 16", 316),
    ("A08", "3 17", 317),
    ("A09", "1 127", 1127),
    ("A10", "127 1 year", 1271),
    ("A11", "19 12", 1912),
    ("A12", "157 1. 19 yuan", 1571.19),
    ("A13", "20 10", 2010),
    ("A13", "20 13", 2013),
    ("A14", "1 5 days", 15),
    ("A15", "2 1", 21),
    ("A16", "20 12", 2012),
    ("B01", "kloc-0/", 1),
    ("B02", "kloc-0/", 1),
    ("B03", "kloc-0/", 1),
    ("B03", "65438+1", 10),
    ("C01", "365,438+0", 31),
    ("C02", "365,438+0", 31),
    ("C03", "65,438+0.583. 66 yuan", 1583.66),
    ("C04", "65,438+00 years", 10),
    ("C05", "65,438+050,000", 150_000),
    ("C05", "65,438+0465.79", 1465.79),
    ("C06", "65438 BC+0600 BC", 1600),
    ("C07", "2002+2065438", 2012),
    ("C08", "165438+", 11),
    ("C09", "65438+6600万", 166_000_000),
    ("C10", "65,438+000", 100),
    ("D01", "***360", 360),
    ("D02", "***128", 128),
    ("D03", "* * 1 16", 116),
    ("E02", ":1127", 1127),
    ("E03", ":1059.54", 1059.54),
    ("E04", "of100000", 100_000),
    ("E05", "of1000000", 10_000_000),
    ("E06", "21", 211),
    ("F01", "5510万", 5_510_000),
    ("F02", "10万", 10_000_000),
    ("F03", "1.50 million yuan", 150_000),
    ("F04", "22,000 yuan", 200_000),
    ("F05", "1 10,000 yuan", 10_000),
    ("F06", "1.7 million", 17_000),
]

SCALE_WRONG = "a clean form whose scale is wrong: only another number tells"
EXCEPTIONS = {
    ("B03", "65438+1"): "the marker has lost its 0 and the month its own: read as 11",
    ("C03", "65,438+0.583. 66 yuan"): "a point for the comma and a space beside no 1 as well",
    ("C06", "65438 BC+0600 BC"): "a word stands inside the marker",
    ("C07", "2002+2065438"): "the marker's halves have changed places",
    ("E06", "21"): "a clean form: nothing shows that a 1 is lost",
    ("F01", "5510万"): SCALE_WRONG,
    ("F02", "10万"): SCALE_WRONG,
    ("F03", "1.50 million yuan"): SCALE_WRONG,
    ("F04", "22,000 yuan"): "a clean form: a list number and an amount have become one number",
    ("F06", "1.7 million"): SCALE_WRONG,
}


def values(printed: str) -> list[float]:
    """Read a printed form and leave out the rules."""
    return [reading.value for reading in readings(printed)]


def figures() -> list[dict[str, str]]:
    """Read the figures of the built-in dataset that have a printed form."""
    with FIGURES.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["printed"]]


@pytest.mark.parametrize("row", figures(), ids=lambda row: row["figure_id"])
def test_a_stored_value_is_the_likeliest_reading(row: dict[str, str]) -> None:
    found = values(row["printed"])
    if row["figure_id"] in WORDS_ONLY:
        assert found == []
    elif row["value"]:
        assert found[0] == pytest.approx(float(row["value"]), abs=0.0005)  # two-thirds is 0.667


@pytest.mark.parametrize("row", figures(), ids=lambda row: row["figure_id"])
def test_each_stored_candidate_is_a_reading(row: dict[str, str]) -> None:
    stored = [float(c.split(":")[0]) for c in row["candidates"].split(" | ") if c]
    missing = {value for value in stored if value not in values(row["printed"])}
    assert missing == {value for figure, value in NO_RULE if figure == row["figure_id"]}


@pytest.mark.parametrize(("page", "printed", "truth"), EVIDENCE)
def test_a_known_truth_is_a_reading_unless_no_rule_can_give_it(
    page: str, printed: str, truth: float
) -> None:
    assert (truth in values(printed)) is ((page, printed) not in EXCEPTIONS)


def test_every_exception_is_a_case() -> None:
    assert set(EXCEPTIONS) <= {(page, printed) for page, printed, _ in EVIDENCE}


READ = [
    ("20 14", [(2014, "years")]),
    ("20 16, 700", [(2016, "years"), (700, "")]),
    ("44 1 10,000 yuan", [(4_410_000, "unit gap"), (44_110_000, "gap"), (441_000, "unit gap")]),
    ("441 10,000 yuan", [(4_410_000, "unit"), (44_110_000, "gap"), (441_000, "unit")]),
    ("3/kloc-0", [(31, "kloc"), (30, "kloc"), (3, "kloc")]),
    ("165438+05", [(115, "kloc")]),
    ("* * * 36", [(36, "mask")]),
    ("* * 3 1", [(31, "mask gap"), (3, "mask"), (1, "mask")]),
    ("7 19", [(719, "gap"), (7, ""), (19, ""), (79, "gap")]),
    ("7 29", [(7, ""), (29, "")]),
    ("3 1万", [(310_000, "gap"), (3, ""), (10_000, ""), (30_000, "gap")]),
    ("of180,000", [(180_000, ""), (1_800_000, "glue"), (18_000_000, "glue")]),
    ("共36", [(36, "")]),
    ("1.583.66", []),
    ("", []),
    ("many", []),
]


@pytest.mark.parametrize(("printed", "expected"), READ)
def test_readings_stand_likeliest_first_with_their_rules(
    printed: str, expected: list[tuple[float, str]]
) -> None:
    assert readings(printed) == tuple(Reading(v, tuple(rules.split())) for v, rules in expected)


CLEAN = [
    ("106 departments", 106),
    ("12,081", 12_081),
    ("180,000 yuan", 180_000),
    ("10,000 yuan", 10_000),
    ("at least 1", 1),
    ("66.1 %", 66.1),
    (".5", 0.5),
    ("0.29 hundred", 29),
    ("1.66亿", 166_000_000),
    ("1.50 Million yuan", 1_500_000),
    ("65438", 65_438),
    ("Eight villages", 8),
    ("nineteen", 19),
    ("twenty-one", 21),
    ("two million yuan", 2_000_000),
    ("two-thirds", 2 / 3),
    ("one half", 0.5),
]


@pytest.mark.parametrize(("printed", "value"), CLEAN)
def test_a_clean_number_has_one_reading_and_no_rule(printed: str, value: float) -> None:
    assert readings(printed) == (Reading(value),)


WHOLE = st.integers(0, TOO_LARGE - 1).map(str) | st.from_regex("[1-9][01]{0,9}", fullmatch=True)
WITH_1 = WHOLE.filter(lambda digits: "1" in digits)
MARKS = ["/kloc-0", "kloc-0/", "/kloc-0/", "65438+0", "65,438+0"]


@given(st.integers(0, TOO_LARGE - 1))
def test_any_whole_number_is_read_as_printed(n: int) -> None:
    assert readings(str(n)) == readings(f"{n:,}") == (Reading(n),)


@pytest.mark.slow
@given(WITH_1, st.data())
def test_a_number_with_gaps_at_its_1s_is_found(digits: str, data: st.DataObject) -> None:
    spaced = re.sub("1", lambda _: data.draw(st.sampled_from([" 1", "1 ", " 1 "])), digits)
    assert int(digits) in values(spaced)


@pytest.mark.slow
@pytest.mark.parametrize("mark", MARKS)
@given(digits=WITH_1)
def test_a_number_with_a_marker_for_each_1_is_found(mark: str, digits: str) -> None:
    assert values(digits.replace("1", mark))[0] == int(digits)


@pytest.mark.slow
@given(WITH_1)
def test_a_number_in_ten_thousands_with_gaps_is_found(digits: str) -> None:
    found = values(f"{digits.replace('1', ' 1 ')} 10,000 yuan")
    assert int(digits) * 10_000 in found or int(digits) * 10_000 >= TOO_LARGE


PARTS = ["1", "20 14", " ", "10,000", "kloc-0", "65438+0", "* *", "of", "2", ".", ",", "万", "one"]
TEXT = st.text() | st.lists(st.sampled_from(PARTS), max_size=60).map("".join)


@given(TEXT)
def test_no_text_raises_and_each_reading_is_a_finite_number_with_known_rules(text: str) -> None:
    found = readings(text)
    names = [rule.name for rule in RULES]
    assert len({reading.value for reading in found}) == len(found)
    for reading in found:
        assert math.isfinite(reading.value) and 0 <= reading.value < TOO_LARGE
        assert list(reading.rules) == [name for name in names if name in reading.rules]


def test_a_text_is_read_as_printed_where_it_is_too_long_for_a_number() -> None:
    assert readings("3 1" + " " * LONGEST) == readings("3 1")
    assert readings("3 1" + "x" * LONGEST) == (Reading(3), Reading(1))


@pytest.mark.parametrize("piece", ["1 ", "1", "1,", "1.", "a1 ", "kloc-0", "1 10,000 ", "one "])
@pytest.mark.parametrize("length", [LONGEST, 1000 * LONGEST])
def test_a_long_text_has_a_bounded_number_of_readings(piece: str, length: int) -> None:
    assert len(readings((piece * length)[:length])) <= LONGEST


def test_every_rule_has_its_own_name_and_one_sentence() -> None:
    assert [rule.name for rule in RULES] == ["years", "unit", "kloc", "mask", "gap", "glue"]
    assert all(re.fullmatch(r'[A-Z"].*[^.]\.', rule.says) for rule in RULES)
