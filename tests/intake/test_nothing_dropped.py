"""Nothing of a file is dropped without a word: what is no table is named, too much is refused."""

from __future__ import annotations

import pytest
from forms import book

from metrics.intake.files import sheets
from metrics.intake.limits import Unreadable

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
