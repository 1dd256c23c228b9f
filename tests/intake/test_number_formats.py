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
