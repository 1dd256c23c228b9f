"""Cells of a workbook whose number format shows something else than the number that they hold."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from metrics.cli import main
from metrics.intake.files import sheets
from metrics.intake.number_formats import day_form
from metrics.intake.sheet import Sheet

Cell = str | int | float | dt.datetime | None
HEAD: list[Cell] = ["村名", "年份", "增长率(%)"]


def book(
    rows: Sequence[Sequence[Cell]],
    formats: Mapping[str, str] = {},
    change: Callable[[Worksheet], None] = lambda _: None,
) -> bytes:
    """Write rows as a workbook, with number formats of some cells and a change to its sheet."""
    made = Workbook()
    sheet = made.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    for at, number_format in formats.items():
        sheet[at].number_format = number_format
    change(sheet)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def read(cell: Cell, number_format: str) -> str | None:
    """Return the text that a cell of this format is read as."""
    data = book([HEAD, ["光明村", 2021, cell]], {"C2": number_format})
    found: list[str | None] = only(data).cells.column(2).to_pylist()
    return found[0]


def only(data: bytes) -> Sheet:
    """Return the one table of a workbook."""
    (found,) = sheets("统计表.xlsx", data)
    return found


@pytest.mark.parametrize(
    ("cell", "number_format", "text"),
    [
        (0.125, "0.0%", "12.5%"),
        (1.25, "0%", "125%"),
        (-0.03, "0.0%;[Red]-0.0%", "-3%"),
        (1, "0%", "100%"),
        (0, "0.00%", "0%"),
        (0.285, "0.0%", "28.5%"),
        (0.07, "0%", "7%"),
        (1 / 3, "0.0%", "33.3333333333333%"),
        (1e-7, "0.00%", "0.00001%"),
        (0.5, "0%%", "5000%%"),
        (0.125, '0.0"%"', "0.125"),
        (0.125, r"0.0\%", "0.125"),
        (0.125, "0.0!%", "0.125"),
        (12.5, "General", "12.5"),
        (12.5, '0.0%;[Red]0.0"%"', "1250%"),
        (-12.5, '0.0%;[Red]0.0"%"', "-12.5"),
        ("0.125", "0.0%", "0.125"),
    ],
)
def test_a_percentage_is_read_as_it_is_shown(
    cell: Cell, number_format: str, text: str | None
) -> None:
    assert read(cell, number_format) == text


@pytest.mark.slow
def test_percentages_under_a_header_of_percent_keep_their_size(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        HEAD,
        ["光明村", 2021, 0.125],
        ["大井村", 2021, 1.25],
        ["新街村", 2021, -0.03],
    ]
    file = tmp_path / "增长.xlsx"
    file.write_bytes(book(rows, dict.fromkeys(("C2", "C3", "C4"), "0.0%")))
    assert main(["check", str(file), "--write", str(tmp_path / "made")]) == 0
    with (tmp_path / "made" / "observations.csv").open(encoding="utf-8", newline="") as lines:
        assert [row["value"] for row in csv.DictReader(lines)] == ["12.5", "125", "-3"]


@pytest.mark.parametrize(
    ("number_format", "text"),
    [
        ("yyyy", "2020"),
        ('yyyy"年"', "2020"),
        ("[$-804]yyyy", "2020"),
        ("yyyy-mm", "2020-03"),
        ('yyyy"年"m"月"', "2020-03"),
        ('[$-804]yyyy"年"m"月";@', "2020-03"),
        ("mmm-yy", "2020-03"),
        ("yyyy-mm-dd", "2020-03-01"),
        ('yyyy"年"m"月"d"日"', "2020-03-01"),
        ("mm-dd-yy", "2020-03-01"),
        ('yyyy" day"', "2020"),
    ],
)
def test_a_date_is_as_exact_as_it_is_shown(number_format: str, text: str) -> None:
    assert read(dt.datetime(2020, 3, 1), number_format) == text


def test_a_date_of_no_format_keeps_its_day() -> None:
    assert day_form("General") == "%Y-%m-%d"


@pytest.mark.slow
def test_dates_that_show_their_year_are_years(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [HEAD]
    rows += [[name, dt.datetime(2020, 1, 1), 7] for name in ("光明村", "大井村")]
    file = tmp_path / "增长.xlsx"
    file.write_bytes(book(rows, dict.fromkeys(("B2", "B3"), "yyyy")))
    assert main(["check", str(file), "--write", str(tmp_path / "made")]) == 0
    with (tmp_path / "made" / "observations.csv").open(encoding="utf-8", newline="") as lines:
        assert [row["period"] for row in csv.DictReader(lines)] == ["2020", "2020"]
