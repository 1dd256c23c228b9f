"""How each sheet of an upload is shown: one by itself, whatever its name and however it is read."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from io import BytesIO

import pytest
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from metrics.ui import uploads

HEAD = ["year", "village", "status", "people"]
ROW = ["2014", "Hobbiton", "achieved", 40]


@pytest.fixture(autouse=True)
def none_read() -> Iterator[None]:
    """Start and end without a file that was read."""
    uploads._visitors.clear()
    yield
    uploads._visitors.clear()


def page(*files: tuple[str, bytes]) -> None:
    """Show the sheets of files."""
    from types import SimpleNamespace  # AppTest runs the text of this function alone

    import streamlit as st

    from metrics.ui.upload_review import matched_sheets

    taken: set[str] = set()
    for nth, (name, data) in enumerate(files):
        file = SimpleNamespace(name=name, file_id=f"f{nth}", getvalue=lambda data=data: data)
        shown = matched_sheets("", file, (), taken).matched.values()
        st.text("\n".join(f"{one.sheet.file} has {one.sheet.columns[0]}" for one in shown))


def reviewed(*files: tuple[str, bytes]) -> AppTest:
    """Show the sheets of files."""
    return AppTest.from_function(page, args=files, default_timeout=60).run()


def sheet_texts(found: AppTest) -> list[str]:
    """Return the name of each sheet that is taken, with its first header."""
    assert not found.exception
    return [line for each in found.text for line in each.value.splitlines()]


@pytest.mark.slow
def test_two_files_of_one_name_in_a_zip_are_both_taken() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as into:
        for year in (2014, 2015):
            content = f"year,village,status,people\n{year},Hobbiton,achieved,4\n"
            into.writestr(f"{year}/exits.csv", content)
    assert sheet_texts(reviewed(("a.zip", out.getvalue()))) == [
        "2014/exits.csv has year",
        "2015/exits.csv has year",
    ]


@pytest.mark.slow
def test_two_chosen_files_of_one_name_are_both_taken() -> None:
    data = b"year,village,status,people\n2014,Hobbiton,achieved,4\n"
    assert sheet_texts(reviewed(("exits.csv", data), ("exits.csv", data))) == [
        "exits.csv has year",
        "exits.csv, file 2 has year",
    ]


@pytest.mark.slow
def test_a_header_row_that_one_sheet_does_not_have_leaves_the_others_as_they_are() -> None:
    book = Workbook()
    for name, rows in (("A", [["Exits"], [], HEAD, ROW]), ("B", [HEAD, ROW])):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    found = reviewed(("a.xlsx", out.getvalue()))
    both = ["a.xlsx, sheet A has year", "a.xlsx, sheet B has year"]
    assert sheet_texts(found) == both
    found.number_input(key="h f0 1").set_value(3).run()
    assert sheet_texts(found) == both[:1]
    assert "sheet B has no header in row 3" in found.error[0].value


def desk(*files: tuple[str, bytes]) -> None:
    """Show the whole review of files."""
    from types import SimpleNamespace  # AppTest runs the text of this function alone

    from metrics.ui.your_data import _review_files

    given = [
        SimpleNamespace(
            name=name, size=len(data), file_id=f"f{nth}", getvalue=lambda data=data: data
        )
        for nth, (name, data) in enumerate(files)
    ]
    _review_files("", given)


@pytest.mark.slow
def test_a_package_of_damaged_answers_is_named_and_the_file_beside_it_is_asked_for() -> None:
    indicator = {"indicator_id": "pigs", "label": "Pigs", "weight": "gone"}
    column = {"role": "indicator", "indicator": "pigs"}
    kept = {"mappings": [{"columns": {"猪存栏": column}, "indicators": [indicator]}]}
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as into:
        into.writestr("own/datapackage.json", json.dumps(kept))
        into.writestr("own/places.csv", "place_id,name,kind\nbree,Bree,township\n")
    table = "村名,年份,猪存栏\n石龙村,2020,800\n".encode()
    args = (("own.zip", out.getvalue()), ("猪.csv", table))
    found = AppTest.from_function(desk, args=args, default_timeout=60).run()
    assert not found.exception
    assert "mappings 1 cannot be read" in found.warning[0].value
    assert any("as the table does not tell" in one.value for one in found.markdown)
