"""Twelve kinds of wrong cell, each told by its own words, in every form that is read."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
from forms import FORMS, Rows, checked, file

from metrics.store.number_faults import explain_bad_number

TABLES: dict[str, Rows] = {
    "places": [
        ["编号", "名称", "类型", "上级"],
        ["shire", "夏尔县", "县", ""],
        ["hob", "霍比特村", "行政村", "夏尔县"],
        ["bree", "布里村", "行政村", "夏尔县"],
    ],
    "poverty_exits": [
        ["年份", "村名", "状态", "户数", "脱贫人口"],
        ["2014", "霍比特村", "已完成", "12", "40"],
        ["2014", "布里村", "已完成", "7", "19"],
        ["2015", "霍比特村", "计划", "", "31"],
    ],
    "work_teams": [
        ["村名", "截至", "队员", "党员", "占比"],
        ["霍比特村", "2016", "9", "6", "0.667"],
        ["布里村", "2016", "5", "2", "40%"],
    ],
}
EXITS, TEAMS = "poverty_exits", "work_teams"
# what is wrong, table, row, column (from 0), cell put there, words of the rule, words of the fix
WRONG: list[tuple[str, str, int, int, str, str, str]] = [
    ("text in a number", EXITS, 3, 3, "seven", "the value is text, not a number", "like 12081"),
    ("thousands", EXITS, 3, 4, "1,019", "the number has separators of thousands", "Write 1019"),
    ("full-width", EXITS, 3, 4, "\uff11\uff19", "the number has full-width digits", "Write 19"),
    ("negative", EXITS, 3, 4, "-19", "the value is less than 0", "Correct the value"),
    ("year", EXITS, 2, 0, "20114", "the value is more than 2100", "Correct the year"),
    ("status", EXITS, 2, 2, "hoped", "the value is not in the list", "achieved, planned"),
    ("duplicate", EXITS, 3, 1, "霍比特村", "an earlier row has the same", "Keep one row per year"),
    ("missing column", EXITS, 1, 2, "", "the column is missing", "Add a column named status"),
    ("extra column", EXITS, 1, 3, "牛", "the column is not known", "Leave it out"),
    ("village", EXITS, 3, 1, "大村", "no row of places is called this", "places lists"),
    ("party", TEAMS, 3, 3, "6", "more Party members than members", "Correct one of the two"),
    ("percent", TEAMS, 3, 4, "140%", "the share is more than 100 percent", "as 0.667"),
    ("empty", EXITS, 3, 2, "", "the value is required", "Fill it in"),
]
QUICK = {"text in a number", "duplicate", "missing column", "party"}  # a cell, rows, columns, both


@pytest.mark.parametrize(
    "form", [FORMS[0], *(pytest.param(f, marks=pytest.mark.slow) for f in FORMS[1:])]
)
@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case[0], marks=() if case[0] in QUICK else pytest.mark.slow)
        for case in WRONG
    ],
)
def test_a_wrong_cell_is_told_by_file_row_and_column(
    tmp_path: Path, case: tuple[str, str, int, int, str, str, str], form: str
) -> None:
    what, table, row, column, cell, rule, do = case
    tables = deepcopy(TABLES)
    header = tables[table][0][column]
    tables[table][row - 1][column] = cell
    if what == "missing column":
        tables[table] = [r[:2] + r[3:] for r in tables[table]]
    report = checked(tmp_path, *(file(name, rows, form) for name, rows in tables.items()))
    found = [one for one in report.problems if rule in one.rule]
    assert len(found) == 1, report.problems
    (fault,) = found
    assert fault.file == file(table, tables[table], form)[0]
    assert fault.row == row
    assert do in fault.do
    if what == "missing column":
        assert fault.column == "status"
    elif what == "extra column":
        assert (fault.column, fault.value) == ("牛", "牛")
    elif what == "duplicate":
        assert fault.column == "年份"
    else:
        assert (fault.column, fault.value) == (header, cell)
    assert report.built is None


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_right_cells_are_built(tmp_path: Path, form: str) -> None:
    report = checked(tmp_path, *(file(name, rows, form) for name, rows in TABLES.items()))
    assert report.problems == ()
    assert report.built is not None
    assert report.rows == {"places": 3, "poverty_exits": 3, "work_teams": 2}


MARKED = [
    ("4\u2460", "the value is text, not a number", "Write a number like 7."),  # a note's ①
    ("5\u00b2", "the value is text, not a number", "Write a number like 7."),
    ("\uff15\u00b2", "the value is text, not a number", "Write a number like 7."),
    ("\u2460", "the value is text, not a number", "Write a number like 7."),
    ("\uff14\uff11", "the number has full-width digits", "Write 41, if that is meant."),
    ("5 m\u00b2", "the cell holds a unit beside the number", "Write 5, if that is meant."),
    ("4\uff0e1", "the number has full-width digits", "Write 4.1, if that is meant."),
]


@pytest.mark.parametrize(("cell", "rule", "do"), MARKED, ids=[ascii(one[0]) for one in MARKED])
def test_only_full_width_digits_are_called_so(cell: str, rule: str, do: str) -> None:
    found = explain_bad_number(cell, "7")
    assert found[0] == rule
    assert found[1].startswith(do)
