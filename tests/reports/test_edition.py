"""Next year's report beside last year's figures: each is the same, moved, changed, gone or new."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.reports.edition import Change, Figure, compare, known_of
from metrics.reports.report import Report, read_report

OLD = (
    "In 2017, 612 households with 2,104 people rose above the line. "
    "The county has 41 dry villages. The bank lent 350,000 yuan. It gave 8 special lectures."
)
PRINTED = ("2017", "612 households", "2,104 people", "41 dry villages", "350,000 yuan")
UNITS = ("year", "households", "people", "administrative villages", "yuan", "lectures")
VALUES = (2017, 612, 2104, 41, 350_000, 8)
FIGURES = [
    Figure(f"F0{at}", printed, OLD.index(printed), OLD.index(printed) + len(printed), value, unit)
    for at, (printed, value, unit) in enumerate(
        zip((*PRINTED, "8 special lectures"), VALUES, UNITS, strict=True), 1
    )
]
FIGURES[0] = Figure("F01", "2017", 3, 7, 2017, "year", "year of F02", "year")


def states(changes: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    """Return what became of each figure, by id and by what it was found."""
    return [
        (one.state, one.figure.figure_id if one.figure else "", one.found_by) for one in changes
    ]


def test_the_same_report_has_nothing_to_read() -> None:
    changes = compare(read_report(OLD), FIGURES)
    assert states(changes) == [("same", f"F0{at}", "quote") for at in range(1, 7)]
    assert not any(one.to_read for one in changes)


def test_a_sentence_before_moves_every_figure() -> None:
    changes = compare(read_report(f"A short foreword. {OLD}"), FIGURES)
    assert {one.state for one in changes} == {"moved"}


NEW = (
    "In 2018, 655 households with 2,233 people rose above the line. "
    "The county has 41 dry villages. The bank lent 420,000 yuan. There are 12 clinics."
)


def test_next_years_numbers_are_paired_with_last_years() -> None:
    changes = compare(read_report(NEW), FIGURES)
    assert states(changes) == [
        ("changed", "F01", "distance"),
        ("changed", "F02", "noun"),
        ("changed", "F03", "noun"),
        ("same", "F04", "quote"),
        ("changed", "F05", "noun"),
        ("new", "", ""),
        ("gone", "F06", ""),
    ]


def test_a_number_that_is_no_longer_garbled_is_not_changed() -> None:
    figure = Figure("F09", "6 12 households", 8, 23, 612, "households")
    (change,) = compare(read_report("In all, 612 households moved."), [figure])
    assert (change.state, change.found_by) == ("same", "noun")


def test_a_year_is_never_paired_with_a_count() -> None:
    figure = Figure("F01", "2017", 3, 7, 2017, "year", "", "year")
    assert [one.state for one in compare(read_report("It has 2,018 wells."), [figure])] == [
        "new",
        "gone",
    ]


def own(report: Report) -> list[Figure]:
    """Return the numbers of a report as figures of a dataset."""
    return [
        Figure(
            f"F{one.number:02}",
            one.printed,
            one.start,
            one.end,
            one.readings[0].value if one.readings else None,
            one.unit,
            kind=one.kind,
        )
        for one in report.candidates
        if one.kind != "none"
    ]


PARTS = [
    "In 2014, ",
    "854 households ",
    "with 2,976 people ",
    "3 1 poor villages ",
    "rose. ",
    "x ",
    "一半",
]


@pytest.mark.slow
@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join) | st.text())
def test_every_figure_and_every_number_comes_back_once(text: str) -> None:
    report = read_report(text)
    figures = own(report)
    for other in (report, read_report(text[::-1]), read_report(text[: len(text) // 2])):
        changes = compare(other, figures)
        numbers = [one.candidate.number for one in changes if one.candidate]
        named = [one.figure.figure_id for one in changes if one.figure]
        assert numbers == [one.number for one in other.candidates if one.kind != "none"]
        assert sorted(named) == [one.figure_id for one in figures]


def test_last_years_counts_are_evidence_for_the_size_of_this_years() -> None:
    known = known_of(FIGURES)
    assert [one.value for one in known] == [612, 2104, 41, 350_000, 8]
