"""Each table of a file has a name of its own, and is read anew without the others."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from forms import Rows, book, checked

from metrics.intake import files
from metrics.intake.files import sheets
from metrics.intake.limits import MEGABYTE, Unreadable
from metrics.intake.match import guess
from metrics.intake.sheet import named_apart

EXITS = b"year,village,status,people\n2014,Hobbiton,achieved,40\n"
LATER = b"year,village,status,people\n2015,Hobbiton,achieved,50\n"
ROWS: Rows = [["year", "village", "status", "people"], ["2014", "Hobbiton", "achieved", "40"]]
TITLED: Rows = [["Exits"], ["of"], ["the"], ["Shire"], *ROWS]


def packed(*members: tuple[str, bytes]) -> bytes:
    """Return a ZIP file of members, in which a name may stand twice."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in members:
            into.writestr(name, content)
    return out.getvalue()


def test_two_files_of_one_name_in_a_zip_are_two() -> None:
    found = sheets("a.zip", packed(("2014/exits.csv", EXITS), ("2015/exits.csv", LATER)))
    assert [one.file for one in found] == ["2014/exits.csv", "2015/exits.csv"]


def test_two_files_of_one_name_in_a_zip_are_not_joined_unasked(tmp_path: Path) -> None:
    data = packed(("2014/exits.csv", EXITS), ("2015/exits.csv", LATER))
    with pytest.raises(Unreadable, match=r"2015/exits\.csv and 2014/exits\.csv both give"):
        checked(tmp_path, ("a.zip", data))


def test_two_chosen_files_of_one_name_are_named_apart() -> None:
    taken: set[str] = set()
    ragged = LATER + b"2016,Bree\n"
    named_apart(sheets("exits.csv", EXITS), taken)
    (second,) = named_apart(sheets("exits.csv", ragged), taken)
    assert second.file == "exits.csv, file 2"
    assert [fault.file for fault in second.faults] == ["exits.csv, file 2"]
    assert taken == {"exits.csv", "exits.csv, file 2"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_that_holds_one_path_twice_is_refused() -> None:
    with pytest.raises(Unreadable, match=r"a\.zip holds two files of one name: exits\.csv"):
        sheets("a.zip", packed(("exits.csv", EXITS), ("exits.csv", LATER)))


def test_a_folder_in_a_zip_names_no_table() -> None:
    (found,) = sheets("a.zip", packed(("poverty_exits/places.csv", b"name,kind\nBree,town\n")))
    assert guess(found).table.name == "places"


def test_the_header_row_of_one_sheet_is_of_that_sheet_only() -> None:
    data = book(A=TITLED, B=ROWS)
    first = sheets("a.xlsx", data)[0]
    found = files.reread("a.xlsx", data, replace(first.how, header_row=5), first)
    assert (found.file, found.columns[0]) == ("a.xlsx, sheet A", "year")


def test_a_sheet_without_the_row_named_is_refused_and_shows_no_other() -> None:
    data = book(A=TITLED, B=ROWS)
    second = sheets("a.xlsx", data)[1]
    with pytest.raises(Unreadable, match=r"a\.xlsx, sheet B has no header in row 5"):
        files.reread("a.xlsx", data, replace(second.how, header_row=5), second)


def test_the_encoding_of_one_file_in_a_zip_is_of_that_file_only() -> None:
    data = packed(
        ("a.csv", "村,年\n石龍,2014\n".encode("big5")), ("b.csv", "村,年\n白,2015\n".encode())
    )
    first = sheets("a.zip", data)[0]
    found = files.reread("a.zip", data, replace(first.how, encoding="big5"), first)
    assert (found.file, found.columns, found.cell(2, 0)) == ("a.csv", ("村", "年"), "石龍")


def test_a_second_table_is_read_anew_from_its_own_header() -> None:
    data = b"year,village,people\n2014,Oak,4\n\nyear,village,status\n2015,Elm,planned\n2016,Ash\n"
    second = sheets("a.csv", data)[1]
    found = files.reread("a.csv", data, replace(second.how, encoding="cp1252"), second)
    assert found.file == "a.csv, table from row 4"
    assert found.columns == ("year", "village", "status")
    assert [fault.file for fault in found.faults] == ["a.csv, table from row 4"]


def test_a_zip_in_a_zip_is_refused() -> None:
    inner = packed(("b.csv", EXITS))
    with pytest.raises(Unreadable, match=r"a\.zip holds another ZIP file: inner\.csv"):
        sheets("a.zip", packed(("a.csv", EXITS), ("inner.csv", inner)))


def test_workbooks_in_a_zip_are_bounded_together(monkeypatch: pytest.MonkeyPatch) -> None:
    one = book(A=ROWS)
    data = packed(("a.xlsx", one), ("b.xlsx", one))
    whole = sum(part.file_size for part in zipfile.ZipFile(BytesIO(one)).infolist())
    monkeypatch.setattr(files, "UNPACKED_MEGABYTES", (2 * whole - 1) / MEGABYTE)
    with pytest.raises(Unreadable, match=r"a\.zip is too large: .* once unpacked"):
        sheets("a.zip", data)
    monkeypatch.setattr(files, "UNPACKED_MEGABYTES", 2 * whole / MEGABYTE)
    assert [found.file for found in sheets("a.zip", data)] == ["a.xlsx", "b.xlsx"]


def test_a_sheet_read_anew_keeps_the_note_on_the_sheets_that_are_not_read() -> None:
    data = book(Cover=[["Shire"]], A=[["Exits"], [], *ROWS, [], ["year", "village", "status"]])
    (first,) = sheets("a.xlsx", data)
    assert first.notes == (
        "a.xlsx, sheet A, table from row 6 has a header and no rows, and is not read",
        "a.xlsx, sheet Cover has a header and no rows, and is not read",
    )
    found = files.reread("a.xlsx", data, replace(first.how, header_row=3), first)
    assert found.notes == first.notes
