"""Numbers written with marks that some tables use: read where they can be, else named as faults."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from metrics.cli import main
from metrics.intake.facts import facts
from metrics.intake.files import sheets
from metrics.intake.plan import Proposal
from metrics.intake.understand import understood

HEAD = "county;year;income (yuan)"


@pytest.mark.parametrize(
    ("cells", "least", "most"),
    [
        (["1\u00a0234", "12\u00a0345\u00a0678"], 1234, 12345678),
        (["1\u202f234", "7"], 7, 1234),
        (["1'234", "1\u2019234\u2019567"], 1234, 1234567),
        (["\uff11\uff12\uff13\uff14", "\uff11\uff12\uff0e\uff15"], 12.5, 1234),
        (["(1.5)", "\uff082\uff09"], -2, -1.5),
        (["1.234.567", "1.234.567,5"], 1234567, 1234567.5),
        (["1,234.5", "7%"], 7, 1234.5),
    ],
)
def test_a_number_with_marks_is_a_number(cells: list[str], least: float, most: float) -> None:
    found = facts(pa.chunked_array([cells]))
    assert (found.is_numeric, found.least, found.most) == (True, least, most)


@pytest.mark.parametrize("cell", ["1.2.3", "(1", "1)", "12 34", "1''234", "192.168", "(010) 1234"])
def test_other_texts_are_no_numbers(cell: str) -> None:
    assert facts(pa.chunked_array([[cell]])).numbers == (cell == "192.168")


def check(folder: Path, *cells: str) -> int:
    """Check a table of an income with these cells, one a county, and write it."""
    rows = [f"{name} county;2021;{cell}" for name, cell in zip("ABC", cells, strict=False)]
    file = folder / "income.csv"
    file.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    return main(["check", str(file)])


@pytest.mark.slow
@pytest.mark.parametrize("mark", ["\u00a0", "\u202f", "'", "\u2019"])
def test_marks_of_thousands_are_read(
    mark: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(tmp_path, f"1{mark}234", f"2{mark}345") == 0
    said = capsys.readouterr().out
    assert "indicator income: income" in said
    assert "2 rows of observations" in said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (("\uff11\uff12", "\uff13\uff14"), "the number has full-width digits"),
        (("(1.5)", "(2.5)"), "the value is text, not a number"),
    ],
)
def test_numbers_that_are_not_read_are_faults(
    cells: tuple[str, ...], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(tmp_path, *cells) == 1
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    ("cells", "most", "decimals"),
    [
        (["0,85", "0,9"], 0.9, 2),
        (["12,55", "1.234,5"], 1234.5, 2),
        (["1,234", "12,5"], 12.5, 2),
        (["1,234", "12,345"], 12345, 0),
        (["0.85", "1,234.5"], 1234.5, 2),
        (["(12,5)", "3"], 3, 1),
    ],
)
def test_a_comma_is_a_decimal_mark_where_it_can_be_nothing_else(
    cells: list[str], most: float, decimals: int
) -> None:
    found = facts(pa.chunked_array([cells]))
    assert (found.most, found.decimals) == (most, decimals)


def test_shares_with_decimal_commas_are_asked_for_as_those_with_points_are() -> None:
    for mark in ",.":
        rows = f"县;年份;参保率\n甲县;2020;0{mark}85\n乙县;2020;0{mark}9\n"
        (sheet,) = sheets("参保.csv", rows.encode())
        found = understood(sheet)
        assert isinstance(found, Proposal)
        assert [one.choices for one in found.needed] == [("percent", "share")]
