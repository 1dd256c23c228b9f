"""Two tables side by side in one sheet: never read as one, which gives numbers to other places."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms import Rows, text

from metrics.cli import main
from metrics.intake.answers import answered
from metrics.intake.arrange import planned
from metrics.intake.check import CheckRequest, Report, check
from metrics.intake.files import sheets
from metrics.intake.plan import Proposal
from metrics.intake.understand import understood
from metrics.store.build import no_progress

BESIDE: Rows = [
    ["县", "人口(人)", "县", "人口(人)"],
    ["甲县", "1", "丙县", "5"],
    ["乙县", "2", "丁县", "6"],
]
DO = (
    "Put the second table below the first, or into a file of its own; or, if the column names no "
    "places of rows, leave it out."
)


def proposed(rows: Rows) -> Proposal:
    """Return what is proposed for a table of 2021."""
    (sheet,) = sheets("2021.csv", text(rows).encode())
    found = understood(sheet)
    assert isinstance(found, Proposal)
    return found


def run(folder: Path, found: Proposal, **answers: str) -> Report:
    """Check a table with answers, their keys with _ for a colon."""
    given = {key.replace("_", ":"): one for key, one in answers.items()}
    request = CheckRequest("Shire", [planned(found, answered(found.plan, given))])
    return check(request, folder / "up" / "shire", no_progress)


def test_two_columns_of_other_places_of_one_level_are_a_fault(tmp_path: Path) -> None:
    report = run(tmp_path, proposed(BESIDE))
    rule = "“县” (column A) and “县” (column C) name other places of one level, county"
    assert [(p.row, p.column, p.rule, p.do) for p in report.problems] == [(1, "县", rule, DO)]
    assert report.built is None
    assert report.of_columns


def test_the_column_is_named_as_in_the_file_where_one_between_is_empty(tmp_path: Path) -> None:
    apart = [[*row[:2], "", *row[2:]] for row in BESIDE]
    (fault,) = run(tmp_path, proposed(apart)).problems
    assert fault.rule.startswith("“县” (column A) and “县” (column D) name other places")


def test_each_level_that_is_named_twice_is_a_fault(tmp_path: Path) -> None:
    rows = [
        ["乡镇", "村", "户数", "乡镇", "行政村", "户数"],
        ["子乡", "甲村", "1", "丑乡", "丙村", "5"],
        ["子乡", "乙村", "2", "丑乡", "丁村", "6"],
    ]
    faults = run(tmp_path, proposed(rows)).problems
    assert [(p.column, p.rule.split(" name ")[0]) for p in faults] == [
        ("乡镇", "“乡镇” (column A) and “乡镇” (column D)"),
        ("行政村", "“村” (column B) and “行政村” (column E)"),
    ]


def test_a_column_that_the_reader_leaves_out_is_no_fault(tmp_path: Path) -> None:
    report = run(tmp_path, proposed(BESIDE), role_2="left out")
    assert report.problems == ()


@pytest.mark.parametrize("head", ["县", "县名"])
def test_the_same_places_twice_are_read_once_with_a_reason(head: str, tmp_path: Path) -> None:
    rows = [
        ["县", "人口(人)", head, "户数"],
        ["甲县", "1", "甲县", "5"],
        ["乙县", "2", "乙县", "6"],
    ]
    found = proposed(rows)
    left = found.plan.columns[2]
    assert (left.role, left.why) == ("left out", "it says the same as “县” (column A)")
    assert run(tmp_path, found).rows == {"observations": 4, "indicators": 2, "places": 2}


def test_the_command_line_refuses_two_tables_side_by_side(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "2021.csv"
    path.write_text(text(BESIDE), encoding="utf-8")
    assert main(["check", str(path)]) == 1
    assert f"name other places of one level, county. {DO}" in capsys.readouterr().err
