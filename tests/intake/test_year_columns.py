"""A column of years with odd cells: read with a word where one year is meant, else each a fault."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from forms import Rows, checked, file, text

from metrics.cli import main
from metrics.intake.arrange import planned
from metrics.intake.cells import examples, written
from metrics.intake.check import CheckRequest, Report, check
from metrics.intake.files import sheets
from metrics.intake.match import Matched, guess
from metrics.intake.plan import PERIOD, Proposal
from metrics.intake.sheet import mended
from metrics.intake.understand import understood
from metrics.store.build import no_progress
from metrics.store.number_faults import explain_bad_year

FULL_WIDTH, OF_1300 = "\uff12\uff10\uff11\uff14", "\uff11\uff13\uff10\uff10"
# Each is the year 2014 in a column of years.
MEANT = (FULL_WIDTH, FULL_WIDTH + "年", "2014年", "2014 年度", "2014.0", "20 14")
PLACES = ("望都县", "平山县", "漾濞县", "大理县", "弥渡县", "宾川县", "祥云县")
WRITTEN = "Write 2014, if that is meant."
FOUR = "Write all four digits of the year, like 2016."


def exits(years: tuple[str, ...]) -> tuple[str, bytes]:
    """Return a file of the topic exits, a row for each year."""
    rows = [["村名", "年份", "状态", "脱贫户数", "脱贫人口"]]
    rows += [[p, year, "已完成", "12", "40"] for p, year in zip(PLACES, years, strict=False)]
    return file("exits", rows, "csv utf-8")


def own(years: tuple[str, ...], head: str = "年份") -> Proposal:
    """Return what is proposed for a table of its own, a row for each year."""
    rows: Rows = [["县名", head, "人口", "户数"]]
    rows += [[p, year, "1017", "305"] for p, year in zip(PLACES, years, strict=False)]
    (sheet,) = sheets("统计表.csv", text(rows).encode())
    found = understood(sheet)
    assert isinstance(found, Proposal)
    return found


def run(folder: Path, one: Matched) -> Report:
    """Check a table."""
    return check(CheckRequest("Shire", [one]), folder / "up" / "shire", no_progress)


def periods(found: Proposal) -> list[str]:
    """Return the headers of the columns that say when."""
    return [one.head for one in found.plan.of(PERIOD)]


@pytest.mark.parametrize("year", MEANT)
def test_a_topic_reads_a_year_that_is_written_otherwise_and_says_so(year: str) -> None:
    (sheet,) = sheets(*exits((year, "2015")))
    one = guess(sheet)
    assert written(one).column("year").to_pylist() == ["2014", "2015"]
    assert examples(one) == [(year, "2014")]


@pytest.mark.parametrize("year", MEANT)
def test_a_table_of_its_own_reads_the_same_and_says_so(year: str) -> None:
    for years in ((year, "2015", "2016"), (year,) * 3):
        found = own(years)
        assert periods(found) == ["年份"]
        assert found.questions == ()
        assert f"“{year}” is read as 2014" in found.notes
        read = written(planned(found, found.plan)).column("period").to_pylist()
        assert read == ["2014" if one == year else one for one in years]


def test_each_way_of_writing_is_said_once() -> None:
    found = own(("2014年", "2015年", "20 14", "2016", FULL_WIDTH, "2016年"))
    assert found.notes == (
        "“2014年” is read as 2014",
        f"“{FULL_WIDTH}” is read as 2014",
        "“20 14” is read as 2014",
    )


@pytest.mark.parametrize("year", ["1.1万", "14", "1300", OF_1300, "民国103年", "2O14", "20114"])
@pytest.mark.parametrize("head", ["年份", "年", "年度", "Year"])
def test_cells_that_are_no_year_leave_the_column_that_of_years(year: str, head: str) -> None:
    found = own((year,) * 4, head)
    assert periods(found) == [head]
    assert "its header says years" in found.plan.of(PERIOD)[0].why
    assert found.questions == ()


def test_a_column_of_readable_periods_comes_before_a_header_of_years() -> None:
    rows: Rows = [["县名", "年份", "日期", "人口"]]
    rows += [[p, str(nth + 1), f"2014-0{nth + 1}-01", "7"] for nth, p in enumerate(PLACES)]
    (sheet,) = sheets("统计表.csv", text(rows).encode())
    found = understood(sheet)
    assert isinstance(found, Proposal)
    assert periods(found) == ["日期"]


def test_months_stay_months_beside_years_that_cannot_be_read() -> None:
    rows: Rows = [["县名", "年份", "月份", "人口"]]
    rows += [[p, "1.1万", str(nth + 1), "7"] for nth, p in enumerate(PLACES)]
    (sheet,) = sheets("统计表.csv", text(rows).encode())
    found = understood(sheet)
    assert isinstance(found, Proposal)
    assert periods(found) == ["年份", "月份"]


ODD = ("2014", "1.1万", "14", OF_1300, "民国103年", "2O14", "20114")
FAULTS = [  # row, what a topic says, what a table of its own says
    (3, "Write it like 2016.", "Write a year 2021"),
    (4, FOUR, FOUR),
    (5, "Write it like 2016.", "Write a year 2021"),
    (6, WRITTEN, WRITTEN),
    (7, WRITTEN, WRITTEN),
    (8, "Correct the year.", "Write a year 2021"),
]


@pytest.mark.slow
def test_each_odd_cell_of_a_topic_is_a_fault_with_what_to_do(tmp_path: Path) -> None:
    problems = checked(tmp_path, exits(ODD)).problems
    found = sorted(problems, key=lambda one: one.row or 0)
    assert [(p.row, p.column, p.value) for p in found] == [
        (row, "年份", ODD[row - 2]) for row, _, _ in FAULTS
    ]
    for fault, (_, do, _) in zip(found, FAULTS, strict=True):
        assert fault.do.startswith(do)


@pytest.mark.slow
def test_each_odd_cell_of_a_table_of_its_own_is_one_fault_and_can_be_mended(tmp_path: Path) -> None:
    found = own(ODD)
    one = planned(found, found.plan)
    faults = run(tmp_path, one).problems
    assert [(p.row, p.column, p.value) for p in faults] == [
        (row, "年份", ODD[row - 2]) for row, _, _ in FAULTS
    ]
    for fault, (_, _, do) in zip(faults, FAULTS, strict=True):
        assert fault.do.startswith(do)
    cells = {(row, 1): "2014" for row, _, _ in FAULTS[1:]}
    left = run(tmp_path / "mended", replace(one, sheet=mended(one.sheet, cells))).problems
    assert [(p.row, p.column, p.value) for p in left] == [(3, "年份", "1.1万")]


@pytest.mark.slow
def test_a_year_typed_twice_in_two_ways_is_told_as_twice(tmp_path: Path) -> None:
    rows: Rows = [["村名", "年份", "状态", "脱贫户数", "脱贫人口"]]
    rows += [["望都县", year, "已完成", "12", "40"] for year in ("2014", "2014年")]
    (fault,) = checked(tmp_path, file("exits", rows, "xlsx")).problems
    assert (fault.row, fault.rule.partition(" has")[0]) == (3, "an earlier row")


@pytest.mark.slow
def test_the_command_line_says_how_years_were_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, data = exits((FULL_WIDTH, "20 14", "14"))
    (tmp_path / name).write_bytes(data)
    assert main(["check", str(tmp_path / name)]) == 1
    said = capsys.readouterr()
    assert f"“{FULL_WIDTH}” is read as 2014, “20 14” is read as 2014" in said.out
    assert f"row 4, column 年份: two digits are no year (found: 14). {FOUR}" in said.err


TOLD = [
    ("'14", "two digits are no year", FOUR),
    ("14年", "two digits are no year", FOUR),
    ("民国 103 年", "usual", "do"),
    ("=A1", "the cell holds a formula", "copy the cell"),
    ("2014人", "the cell holds a unit beside the number", WRITTEN),
    ("2,014", "the number has separators of thousands", WRITTEN),
    ("1.1万", "usual", "do"),
    ("-", "usual", "do"),
    ("2014.5", "usual", "do"),
]


@pytest.mark.parametrize(("cell", "says", "do"), TOLD, ids=[one[0] for one in TOLD])
def test_what_is_wrong_with_a_year_is_told_only_where_a_year_is_meant(
    cell: str, says: str, do: str
) -> None:
    found = explain_bad_year(cell, ("usual", "do"))
    assert found[0].startswith(says)
    assert do in found[1]
