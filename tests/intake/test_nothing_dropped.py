"""Nothing of a file is dropped without a word: what is no table is named, too much is refused."""

from __future__ import annotations

from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from forms import book

from metrics.intake.files import sheets
from metrics.intake.limits import Unreadable
from metrics.intake.long_tables import spread
from metrics.intake.sheet import mended

ROWS = [["year", "village", "status", "people"], ["2014", "Hobbiton", "achieved", "40"]]
WIDE = [[f"column {n}" for n in range(252)], [str(n) for n in range(252)]]


def test_a_second_sheet_of_too_many_columns_is_refused() -> None:
    with pytest.raises(Unreadable, match=r"a\.xlsx, sheet B is too large: at most 200 columns"):
        sheets("a.xlsx", book(A=ROWS, B=WIDE))


def test_a_second_table_of_too_many_columns_is_refused() -> None:
    heads = ["year", "village", *(f"c{n}" for n in range(251))]
    wide = f"\n{','.join(heads)}\n2014{',1' * 252}\n"
    data = "".join(f"{','.join(row)}\n" for row in [*ROWS, *ROWS[1:] * 27]) + wide
    with pytest.raises(Unreadable, match="table from row 31 is too large: at most 200 columns"):
        sheets("a.csv", data.encode())


def test_a_sheet_without_a_table_is_named_in_a_note() -> None:
    (found,) = sheets("a.xlsx", book(Cover=[["Statistics of the Shire"]], A=ROWS))
    assert found.notes == ("a.xlsx, sheet Cover has a header and no rows, and is not read",)


def test_a_table_without_rows_is_named_in_a_note() -> None:
    data = "year,village,people\n2014,Oak,4\n\nyear,village,status\n"
    (found,) = sheets("a.csv", data.encode())
    assert found.notes == ("a.csv, table from row 4 has a header and no rows, and is not read",)


def test_a_workbook_of_headers_alone_is_refused() -> None:
    with pytest.raises(Unreadable, match="has no table in any of its 2 sheets"):
        sheets("a.xlsx", book(A=ROWS[:1], B=ROWS[:1]))


LONG = "村名,年份,指标,数值\n石龙村,2020,人口{0}数,800\n石龙村,2020,户数,90\n"
NOTE = (
    "1 cell holds control characters, first C2 (人口{0}数): each is read as its picture, such as ␟"
)


@pytest.mark.parametrize(("letter", "picture"), [("\x1f", "␟"), ("\x07", "␇"), ("\x7f", "␡")])
def test_a_control_character_is_read_as_its_picture_and_said(letter: str, picture: str) -> None:
    (found,) = sheets("a.csv", LONG.format(letter).encode())
    assert found.cell(2, 2) == f"人口{picture}数"
    assert found.notes == (NOTE.format(picture),)


def test_a_table_of_names_with_a_separator_in_one_is_read() -> None:
    (found,) = sheets("a.csv", LONG.format("\x1f\x1f").encode())
    (name, other) = spread(found).sheet.columns[4:]
    assert (name, other) == ("人口␟␟数", "户数")


def test_a_control_character_in_parquet_and_in_a_header_is_read_as_its_picture() -> None:
    out = BytesIO()
    cells = {"ye\x00ar": ["2014", "2015"], "village": ["Bree", "O\x1fak"]}
    pq.write_table(pa.table(cells), out)
    (found,) = sheets("a.parquet", out.getvalue())
    assert found.columns == ("ye␀ar", "village")
    assert (found.cell(3, 1), len(found.notes)) == ("O␟ak", 1)


def test_ends_of_lines_in_a_cell_stay() -> None:
    (found,) = sheets("a.csv", b'year,village\n2014,"Old\tOak\nHill"\n')
    assert (found.cell(2, 1), found.notes) == ("Old\tOak\nHill", ())


def test_a_control_character_is_mended_into_its_picture() -> None:
    (found,) = sheets("a.csv", b"year,village\n2014,Oak\n")
    assert mended(found, {(2, 1): "O\x1fak"}).cell(2, 1) == "O␟ak"
