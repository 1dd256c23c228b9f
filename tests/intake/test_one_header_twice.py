"""Two columns of one header: each fault, mark and change is of the one that it is of."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from forms import text
from openpyxl import Workbook, load_workbook

from metrics.errors import Problem
from metrics.intake.annotate import annotated
from metrics.intake.check import CheckRequest, check
from metrics.intake.files import sheets
from metrics.intake.match import Matched, guess
from metrics.intake.sheet import Sheet, mended
from metrics.store.build import no_progress
from metrics.ui.check_report import _cells

HEAD = ["年份", "村名", "状态", "户数(户)", "户数(户)"]
TABLE = [HEAD, ["2014", "石龙村", "已完成", "七", "7"], ["2015", "石龙村", "已完成", "8", "九"]]


def twice() -> Sheet:
    """Return a table of which two columns have one header."""
    (found,) = sheets("a.csv", text(TABLE).encode())
    return found


def faults(folder: Path) -> tuple[Matched, tuple[Problem, ...]]:
    """Return the table as matched, and its faults."""
    one = guess(twice())
    return one, check(CheckRequest("a", [one]), folder / "a", no_progress).problems


def test_columns_of_one_header_are_told_apart_by_their_letter() -> None:
    found = twice()
    assert [found.name(at) for at in range(5)] == [
        *HEAD[:3],
        "户数(户) (column D)",
        "户数(户) (column E)",
    ]
    assert found.columns[3] == "户数(户)"


@pytest.mark.slow
def test_the_cell_with_the_fault_is_offered_for_mending(tmp_path: Path) -> None:
    one, found = faults(tmp_path)
    assert _cells(found, one) == [(2, 3)]
    assert "户数(户) (column D)" in {fault.column for fault in found}


@pytest.mark.slow
def test_the_cell_with_the_fault_is_marked_in_the_copy(tmp_path: Path) -> None:
    one, found = faults(tmp_path)
    copy = load_workbook(BytesIO(annotated([one], found))).worksheets[0]
    red = [cell.value for row in copy.iter_rows() for cell in row if cell.comment]
    assert red == ["户数(户)", "七"]
    assert [cell.value for cell in copy[1]][:5] == HEAD


def test_a_mended_cell_takes_its_own_fault_away_only() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (HEAD, [2014, "石龙村", "已完成", "=1+1", "=2+2"]):
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    (found,) = sheets("a.xlsx", out.getvalue())
    left = mended(found, {(2, 3): "2"}).faults
    assert [(fault.row, fault.column) for fault in left] == [(2, "户数(户) (column E)")]
