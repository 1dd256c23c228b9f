"""Tables as files: typed, self-describing, safe in a spreadsheet, and read back as they were."""

from __future__ import annotations

import json
from io import BytesIO

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.exports.read_back import read
from metrics.exports.record import ExportContent, cell, tidy
from metrics.exports.tables import ACCOUNT, FORMS, WORDS, csv, guarded, unguarded
from metrics.exports.workbook import workbook
from metrics.topics.catalog import CARDS

RISKY = ["=1+1", "+1", "-x", "@x", "\tx", "'=1", "'", "漾濞彝族自治县"]
ABOUT = {name: name for name in (*ACCOUNT, "subtitle")} | {"topic": "things", "notes": ["a", "b"]}
SAID = {**ABOUT, "title": "标题", "source": "=cmd()", "selection": {"years": ["2014"]}}


@pytest.fixture
def record() -> ExportContent:
    """Make a record whose texts a spreadsheet could take for formulas."""
    things = pd.DataFrame({"village": RISKY, "year": ["2014"] * 8, "value": [1, None, *[2.5] * 6]})
    derived = pd.DataFrame({"what": ["sum"], "value": [16.0]})
    return ExportContent(SAID, {"things": tidy(things), "things_derived": tidy(derived)})


@pytest.mark.parametrize("value", [2976, 2976.0, "2976", "2976.00", "2.976e3"])
def test_a_number_has_one_form(value: object) -> None:
    assert cell(value) == "2976"


@pytest.mark.parametrize("value", [None, float("nan"), pd.NA, ""])
def test_nothing_is_nothing(value: object) -> None:
    assert cell(value) is None


@pytest.mark.parametrize("value", ["7 19 households", "0x10", "1,000", "nan", "two-thirds"])
def test_a_text_stays_a_text(value: str) -> None:
    assert cell(value) == value


@given(st.text())
def test_a_cell_of_a_cell_is_the_same(text: str) -> None:
    assert cell(cell(text)) == cell(text)


@given(st.text())
def test_guarding_is_taken_back_and_leaves_no_formula(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_truth_value_is_a_word() -> None:
    assert list(tidy(pd.DataFrame({"x": [True, False]}))["x"]) == ["True", "False"]


def test_tidy_makes_numbers_numbers_and_drops_what_no_file_can_hold() -> None:
    found = tidy(pd.DataFrame({"year": ["2014"], "value": [1.0], "name": ["a\x00b"], "x": [None]}))
    assert dict(found.dtypes.astype(str)) == {
        **{"year": "Int64", "value": "Int64"},
        **{"name": "object", "x": "object"},
    }
    assert found.loc[0, "name"] == "ab"


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_read_back_whole(record: ExportContent, form: str) -> None:
    found = read(FORMS[form](record))
    assert found.intact
    assert list(found.tables["things"]["village"]) == RISKY
    assert [cell(v) for v in found.tables["things"]["value"]] == ["1", None, *["2.5"] * 6]
    assert found.about["title"] == "标题"


LONG = [0.6666666666666666, 0.30000000000000004, 33.333333333333336, 1e-12, 2**53 + 1.5]


@pytest.mark.parametrize("form", FORMS)
def test_each_form_holds_every_digit_of_a_number(form: str) -> None:
    numbers = pd.DataFrame({"value": LONG, "count": [2**53 + 1, 10**18 + 1, 0, None, 1]})
    found = read(FORMS[form](ExportContent(SAID, {"things": tidy(numbers)})))
    assert [float(value) for value in found.tables["things"]["value"]] == LONG
    assert found.intact


@pytest.mark.parametrize("form", ["xlsx", "json"])
def test_derived_numbers_are_read_back_where_they_are_kept(
    record: ExportContent, form: str
) -> None:
    found = read(FORMS[form](record))
    assert [cell(v) for v in found.tables["things_derived"]["value"]] == ["16"]


def test_the_checksum_is_over_values_words_order_and_names(record: ExportContent) -> None:
    things = record.tables["things"]
    others = [
        ExportContent({**SAID, "title": "another"}, record.tables),
        ExportContent(
            SAID, {**record.tables, "things": things.assign(value=[9, *things["value"][1:]])}
        ),
        ExportContent(SAID, {**record.tables, "things": things.iloc[::-1]}),
        ExportContent(SAID, {**record.tables, "things": things.rename(columns={"year": "jahr"})}),
    ]
    assert record.checksum not in {other.checksum for other in others}
    same = ExportContent(SAID, {**record.tables, "things": things.astype("object")})
    assert same.checksum == record.checksum


def test_a_csv_is_for_excel_and_for_pandas(record: ExportContent) -> None:
    data = csv(record)
    assert data.startswith(b"\xef\xbb\xbfvillage,year,value,table,dataset,")
    assert data.count(b"\r\n") == 9
    found = pd.read_csv(BytesIO(data))
    assert found["village"].iloc[-1] == "漾濞彝族自治县"
    texts = found.select_dtypes(["object", "str"])
    assert not texts.stack().str.startswith(("=", "+", "-", "@")).any()
    assert found["checksum"].nunique() == 1


def test_a_csv_says_its_subtitle_and_notes(record: ExportContent) -> None:
    found = read(csv(record))
    assert (found.about["subtitle"], found.about["notes"]) == ("subtitle", "a | b")
    without = ExportContent({**SAID, "notes": []}, record.tables)
    assert read(csv(without)).intact
    assert list(read(csv(without)).tables["things"].columns) == ["village", "year", "value"]


def test_a_csv_without_words_is_still_read(record: ExportContent) -> None:
    things = record.tables["things"]
    columns = {name: str(SAID[name]) for name in ACCOUNT}
    before = ExportContent({}, {"things": things.assign(table="things", **columns)})
    table = before.tables["things"].assign(checksum=before.checksum)
    safe = table.map(guarded)
    found = read(safe.to_csv(index=False).encode("utf-8-sig"))
    assert (found.intact, found.about["title"]) == (True, "标题")


@pytest.mark.parametrize("topic", CARDS)
def test_no_column_of_a_table_is_named_like_the_account(topic: str) -> None:
    columns = {*CARDS[topic].rows.columns, *CARDS[topic].derived.columns}
    assert not columns & {*ACCOUNT, *WORDS, "notice", "table", "checksum"}


def test_a_workbook_has_types_and_no_formula(record: ExportContent) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook(record)))
    assert book.sheetnames == ["Data", "Worked out", "Source and filters"]
    cells = [one for sheet in book for row in sheet.iter_rows() for one in row]
    assert "f" not in {one.data_type for one in cells}
    first = [one.value for one in book["Data"][2]]
    assert first == ["=1+1", 2014, 1]
    assert {sheet.freeze_panes for sheet in book} == {"A2"}
    said = {row[0].value: row[1].value for row in book["Source and filters"].iter_rows(min_row=2)}
    assert (said["Title"], said["Source"], said["Checksum"]) == ("标题", "=cmd()", record.checksum)


def test_a_parquet_file_has_types_and_an_account_in_its_schema(record: ExportContent) -> None:
    table = pq.read_table(BytesIO(FORMS["parquet"](record)))
    assert [str(field.type) for field in table.schema] == ["string", "int64", "double"]
    said = json.loads(table.schema.metadata[b"village_metrics"])
    assert (said["title"], said["tables"]) == ("标题", ["things"])


def test_a_json_file_names_its_columns_also_without_rows(record: ExportContent) -> None:
    empty = ExportContent(SAID, {"things": record.tables["things"].head(0)})
    found = json.loads(FORMS["json"](empty))
    assert found["columns"] == {"things": ["village", "year", "value"]}
    assert found["tables"] == {"things": []}
