"""What the rest of a report says of a reading is shown, also where it does not tell."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.reports.candidates import Candidate
from metrics.reports.evidence import Known
from metrics.reports.report import read_report
from metrics.reports.rows import as_json, as_row


def found(text: str, known: tuple[Known, ...] = ()) -> dict[str, Candidate]:
    """Return the candidates of a text by their printed form."""
    return {one.printed: one for one in read_report(text, known=known).candidates}


def test_a_sum_confirms_the_only_reading_that_fits() -> None:
    text = "The county has 4/kloc-0 dry villages and 31 wet villages, together 72 villages."
    one = found(text)["4/kloc-0"]
    assert [reading.value for reading in one.readings] == [41, 40, 4]
    assert one.certainty == "confirmed"
    (proof,) = one.evidence
    assert (proof.kind, proof.arithmetic, proof.fits) == ("sum", "41 + 31 = 72", (41,))
    assert proof.excludes == (40, 4)


def test_a_repaired_number_without_a_cross_check_is_unconfirmed() -> None:
    one = found("The school has 2 1 desks.")["2 1"]
    assert (one.readings[0].value, one.certainty, one.queue) == (21, "unconfirmed", "repaired")


def test_evidence_that_fits_two_readings_does_not_tell() -> None:
    one = found("In the hills 243 1 households with 850 1 people live.")["243 1"]
    (ratio,) = [each for each in one.evidence if each.kind == "ratio"]
    assert ratio.fits == (2431, 243)
    assert not ratio.tells
    assert one.certainty == "unconfirmed"
    assert "(does not tell)" in str(as_row(one)["evidence"])


def test_people_per_household_exclude_pieces() -> None:
    one = found("In 2015, 6 12 households with 2,104 people moved.")["6 12"]
    assert (one.certainty, one.readings[0].value) == ("confirmed", 612)
    assert one.evidence[0].arithmetic == "2,104 people / 612 households = 3.44"


def test_the_same_count_elsewhere_confirms() -> None:
    one = found("There are 45 dry wells. The 4 5 dry wells and 1 1 dry wells; 11 dry wells.")["1 1"]
    assert one.certainty == "confirmed"
    assert [each.kind for each in one.evidence] == ["repeat"]


def test_a_share_in_words_is_held_against_its_parts() -> None:
    one = found("Of the 90 trainees, 60 were women: two-thirds.")["two-thirds"]
    assert [(each.kind, each.arithmetic) for each in one.evidence] == [("share", "60 / 90 = 0.667")]


def test_no_share_is_taken_of_nothing() -> None:
    text = "A change of (-6 people), of 0 people in all: 40 percent."
    assert found(text)["40 percent"].evidence == ()


def test_years_that_follow_one_another_confirm_each_other() -> None:
    text = "In 20 13, 6 households left; in 20 14, 8 households left."
    assert found(text)["20 13"].certainty == found(text)["20 14"].certainty == "confirmed"


def test_last_years_number_tells_an_open_scale() -> None:
    text = "The bureau spent 36 1 10,000 yuan."
    last = Known("money spent by the bureau in yuan", "yuan", 3_500_000, "F09 of the last edition")
    assert found(text)["36 1 10,000"].certainty == "ambiguous"
    one = found(text, (last,))["36 1 10,000"]
    assert one.certainty == "confirmed"
    assert one.evidence[0].arithmetic.endswith("1.03 times 3,500,000 (F09 of the last edition)")


def test_evidence_against_the_first_reading_leaves_the_number_open() -> None:
    last = Known("desks", "desks", 3, "F01 of the last edition")
    one = found("The school has 2 1 desks.", (last,))["2 1"]
    assert (one.evidence[0].fits, one.certainty) == ((2, 1), "unconfirmed")
    two = found("The school has 2 1 desks.", (Known("desks", "desks", 0.3, "F01"),))["2 1"]
    assert (two.evidence[0].fits, two.certainty) == ((1,), "ambiguous")


def test_a_share_in_digits_is_held_to_its_last_digit() -> None:
    one = found("Of the 107,900 people, 5,561 moved: 5.3 percent.")["5.3 percent"]
    assert one.evidence == ()
    assert found("Of the 800 people, 42 moved: 5.3 %.")["5.3 %"].evidence[0].kind == "share"


def test_a_year_after_a_number_is_its_own_only_where_there_is_no_other() -> None:
    one = found("The county has 65 villages; poverty fell from 7 in 2013 to 5 in 2016.")["65"]
    assert one.period is None


OPEN = ["A fund of120,000 yuan was set up.", "They held 900 courses a year (times).", "有数十户。"]


@pytest.mark.parametrize("text", OPEN)
def test_an_open_scale_unit_or_value_is_ambiguous(text: str) -> None:
    assert [one.queue for one in found(text).values()] == ["open"]


CONTEXT = [
    (
        "In 2018, 1,204 households in Pine Township were moved to new homes.",
        "1,204",
        ("households", "households", "2018", "Pine Township", "achieved"),
    ),
    (
        "By 2021 the county plans to lift 3,000 poor people out of poverty.",
        "3,000",
        ("people", "poor people", "2021", None, "planned"),
    ),
    (
        "The goal is 15,000 yuan a year.",
        "15,000",
        ("yuan", "yuan", "per year", None, "target"),
    ),
    (
        "Since 2016, 700 person-times of training have been completed.",
        "700",
        ("person-times", "person-times", "2016 to date", None, "achieved"),
    ),
    ("2017年，全镇612户脱贫。", "612", ("households", None, "2017", "全镇", "achieved")),
    ("目前共有341个村民小组。", "341", ("村民小组", "村民小组", "at writing", None, "standing")),
    ("计划到2020年修路45公里。", "45", ("kilometres", None, "2020", None, "planned")),
]


@pytest.mark.parametrize(("text", "printed", "expected"), CONTEXT)
def test_the_words_of_the_sentence_propose_the_context(
    text: str, printed: str, expected: tuple[str | None, ...]
) -> None:
    one = found(text)[printed]
    proposed = (one.units[0], one.noun, one.period, one.place, one.status)
    assert tuple(each.value if each else None for each in proposed) == expected
    assert all(0 <= each.start < each.end <= len(text) for each in proposed if each)


def test_nothing_is_proposed_where_no_word_says_so() -> None:
    one = found("Wells: 12.")["12"]
    assert (one.units, one.noun, one.period, one.place, one.status) == ((), None, None, None, None)


WORDS = [
    "In 2014,",
    "854",
    "households",
    "with",
    "2,9 1 1",
    "people",
    "31 +",
    "is",
    "planned;",
    "。",
]


@pytest.mark.slow
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text())
def test_any_report_is_read_and_can_be_kept_as_json(text: str) -> None:
    for one in read_report(text).candidates:
        kept = json.loads(json.dumps(as_json(one)))
        assert text[one.start : one.end] == one.printed
        assert kept["start"] == one.start
        assert (one.kind == "none") == (one.queue == "" and one.certainty == "")
        for each in one.evidence:
            values = [reading.value for reading in one.readings]
            assert set(each.fits) | set(each.excludes) <= set(values)
            assert each.fits and not set(each.fits) & set(each.excludes)
