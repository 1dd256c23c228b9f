"""Cells of a workbook whose number format shows something else than the number that they hold."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from metrics.cli import main
from metrics.intake.files import sheets
from metrics.intake.number_formats import day_form
from metrics.intake.sheet import Sheet
from metrics.intake.sheet_marks import Marks

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


def with_part(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return a workbook in one part of which something stands instead of something else."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as given, ZipFile(out, "w") as made:
        for name in given.namelist():
            held = given.read(name)
            assert name != part or old in held
            made.writestr(name, held.replace(old, new) if name == part else held)
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


@pytest.mark.parametrize(
    ("number", "text"),
    [(27, "2020-03"), (31, "2020-03-01"), (36, "2020-03"), (57, "2020-03"), (58, "2020-03-01")],
)
def test_a_date_in_a_format_that_excel_for_china_only_numbers_is_one(
    number: int, text: str
) -> None:
    data = book([HEAD, ["光明村", 2021, dt.datetime(2020, 3, 1)]], {"C2": "0.00"})
    numbered = with_part(data, "xl/styles.xml", b'numFmtId="2"', b'numFmtId="%d"' % number)
    assert only(numbered).cells.column(2).to_pylist() == [text]


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


SCALED = (
    "shows its numbers in another scale (number format {}) than its cells hold: what they hold is "
    "read"
)
INCOME: list[list[Cell]] = [["村名", "年份", "收入"], ["光明村", 2021, 12345], ["大井村", 2021, 7]]


@pytest.mark.parametrize("number_format", ["0.0,", "#,##0,", '0!.0,"万"', '0.0,,"亿"', '0.0"万元"'])
def test_a_scale_that_is_only_shown_is_told(number_format: str) -> None:
    found = only(book(INCOME, {"C2": number_format}))
    assert found.notes == (f"column C (收入) {SCALED.format(number_format)}",)
    assert found.cells.column(2).to_pylist() == ["12345", "7"]


@pytest.mark.parametrize(
    "number_format", ["General", "#,##0.00", "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ @_ ", '0.0","', "0%"]
)
def test_other_formats_show_what_is_held(number_format: str) -> None:
    assert only(book(INCOME, {"C2": number_format})).notes == ()


def hide(sheet: Worksheet) -> None:
    """Hide a row with cells, one without, and two columns."""
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.column_dimensions["F"].hidden = True


def test_hidden_rows_and_columns_are_read_and_told() -> None:
    found = only(book(INCOME, change=hide))
    assert found.notes == (
        "1 hidden row is read too",
        "1 hidden column is read too: C (收入)",
    )
    assert found.cells.column(2).to_pylist() == ["12345", "7"]


def test_a_hidden_sheet_is_read_and_told() -> None:
    made = Workbook()
    for row in INCOME:
        made.worksheets[0].append(list(row))
    made.create_sheet("empty")
    made.worksheets[0].sheet_state = "hidden"
    out = BytesIO()
    made.save(out)
    assert only(out.getvalue()).notes == ("the sheet is hidden, and is read too",)


def test_merged_numbers_are_told_by_their_cells() -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("C2:C3")
        sheet.merge_cells("A2:A3")

    found = only(book(INCOME, change=merge))
    assert found.notes == (
        "merged cells C2:C3 (12345) show one number for all of them: it is read for the first, and "
        "the others are empty",
    )


def test_long_sheets_are_looked_at_in_parts() -> None:
    rows = b"".join(b'<row r="%d"><c><v>1</v></c></row>' % n for n in range(1, 60_000))
    marks = Marks()
    marks.look(BytesIO(rows + b'<row r="60000" hidden="1"/><mergeCell ref="B7:B9"/></worksheet>'))
    assert (marks.rows, marks.merged) == ({60000}, [(7, 1, "B7:B9")])


@pytest.mark.slow
def test_the_command_line_tells_what_is_shown_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "收入.xlsx"
    file.write_bytes(book(INCOME, {"C2": "0.0,"}, hide))
    main(["check", str(file)])
    said = capsys.readouterr().out
    assert "  1 hidden row is read too\n" in said
    assert f"  column C (收入) {SCALED.format('0.0,')}\n" in said
