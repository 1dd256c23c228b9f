"""The sheet that says what a workbook is: words only, in columns one can read, and read back."""

from __future__ import annotations

import json
import time
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from metrics.exports.make import ExportRequest, render_export
from metrics.exports.read_back import read
from metrics.exports.record import record
from metrics.exports.verify import verify
from metrics.exports.view import view
from metrics.selection import Selection
from metrics.store.open import Store
from metrics.topics.catalog import CARDS

Data = tuple[str, Store]


def sheet_of(data: bytes) -> Worksheet:
    sheet = openpyxl.load_workbook(BytesIO(data))["Source and filters"]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_the_sheet_is_words(store: Store) -> None:
    chosen = Selection(years=(2014, 2015), villages=("Lingxiu",))
    sheet = sheet_of(render_export(store, ExportRequest("poverty_exits", "xlsx", chosen)))
    said = list(sheet.iter_rows(min_row=2, max_col=2, values_only=True))
    chosen_rows = [line for line in said if "chosen" in str(line[0]) or ": all" in str(line[0])]
    assert chosen_rows == [
        ("Years chosen", "2014"),
        ("Years chosen", "2015"),
        ("Status: all", "no choice was made"),
    ]  # no villages: the exits are given for the county only, which a note says
    assert any("not for Lingxiu" in str(text) for _, text in said)
    assert [name for name, _ in said if str(name).startswith("Note")] == ["Note 1", "Note 2"]
    assert not [text for _, text in said if str(text).startswith(("{", "["))]


@pytest.mark.slow
def test_every_workbook_is_words_and_read_back_whole(dataset: Data) -> None:
    for topic in CARDS:
        shown = view(dataset[1], topic, Selection(dataset[0]))
        if shown.rows.empty:
            continue
        data = render_export(dataset[1], ExportRequest(topic, "xlsx", Selection(dataset[0])))
        for name, text in sheet_of(data).iter_rows(min_row=2, max_col=2, values_only=True):
            assert not str(text).startswith(("{", "[")), (topic, name)
        found = read(data)
        assert found.intact, topic
        assert found.about["notes"] == record(shown).about["notes"]
        assert [v.word for v in verify(dataset[1], dataset[0], "f", data)] == ["matches"]


def test_columns_are_wide_enough_for_chinese_and_no_row_is_cut(dataset: Data) -> None:
    chosen = Selection(dataset[0])
    sheet = sheet_of(render_export(dataset[1], ExportRequest("poverty_exits", "xlsx", chosen)))
    assert sheet.column_dimensions["A"].width >= 16
    assert 60 <= sheet.column_dimensions["B"].width <= 100
    assert all(row[1].alignment.wrap_text for row in sheet.iter_rows(min_row=2))
    for number, row in enumerate(sheet.iter_rows(min_row=2, values_only=True), 2):
        if len(str(row[1])) > 110:  # a long text has room for its lines
            assert (sheet.row_dimensions[number].height or 0) >= 30


def test_a_column_of_chinese_names_is_twice_as_wide_as_its_letters(chinese: Data) -> None:
    data = render_export(chinese[1], ExportRequest("compare_places", "xlsx", Selection(chinese[0])))
    sheet = openpyxl.load_workbook(BytesIO(data))["Data"]
    (letter,) = [c.column_letter for c in sheet[1] if c.value == "place"]
    assert sheet.column_dimensions[letter].width >= 2 * len("龙潭彝族回族自治村民委员会")


def test_a_workbook_of_before_is_still_read(store: Store) -> None:
    """Selection and notes stood in it as JSON."""
    data = render_export(store, ExportRequest("poverty_exits", "xlsx"))
    book = openpyxl.load_workbook(BytesIO(data))
    sheet = book["Source and filters"]
    said = read(data).about
    sheet.delete_rows(2, sheet.max_row)
    for name, value in said.items():
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        sheet.append([name.replace("_", " ").capitalize(), text])
    shown = record(view(store, "poverty_exits", Selection()))
    sheet.append(["Checksum", shown.checksum])
    out = BytesIO()
    book.save(out)
    assert read(out.getvalue()).intact


@pytest.mark.parametrize("topic", ["poverty_exits", "village_industry"])
def test_a_word_changed_in_the_sheet_is_found(store: Store, topic: str) -> None:
    data = render_export(store, ExportRequest(topic, "xlsx"))
    book = openpyxl.load_workbook(BytesIO(data))
    for row in book["Source and filters"].iter_rows(min_row=2):
        if str(row[0].value).startswith("Note"):
            row[1].value = "Everything was reached."
            break
    out = BytesIO()
    book.save(out)
    assert not read(out.getvalue()).intact


@pytest.mark.slow
def test_one_view_gives_the_same_workbook_whenever_it_is_made(store: Store) -> None:
    first = render_export(store, ExportRequest("poverty_exits", "xlsx"))
    time.sleep(1.1)  # a workbook is dated to the second
    assert render_export(store, ExportRequest("poverty_exits", "xlsx")) == first
