"""Files that broke a library: each is refused in words, and the marked copy is always made."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from forms import checked, text, workbook
from openpyxl import Workbook, load_workbook

from metrics.cli import main
from metrics.intake import zip_reader
from metrics.intake.annotate import annotated
from metrics.intake.files import sheets
from metrics.intake.limits import Unreadable
from metrics.intake.match import guess

ROWS = [["year", "village", "status", "people"], ["2014", "Hobbiton", "achieved", "40"]]


def rewritten(data: bytes, **members: bytes | None) -> bytes:
    """Return a ZIP file with members replaced, or taken out where there is None."""
    whole, out = zipfile.ZipFile(BytesIO(data)), BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as into:
        for name in whole.namelist():
            content = members.get(name, whole.read(name))
            if content is not None:
                into.writestr(name, content)
    return out.getvalue()


def with_chart_sheet() -> bytes:
    """Return a workbook whose chart sheet has lost its drawing."""
    book = Workbook()
    book.worksheets[0].append(["year", "village"])
    book.create_chartsheet("Chart")
    out = BytesIO()
    book.save(out)
    return rewritten(out.getvalue(), **{"xl/chartsheets/sheet1.xml": b"<chartsheet/>"})


@pytest.mark.parametrize("seed", range(40))
def test_a_workbook_with_damaged_bytes_is_read_or_refused(seed: int) -> None:
    rng, data = random.Random(seed), bytearray(workbook(ROWS * 30))
    for _ in range(rng.choice((1, 3, 30))):
        data[rng.randrange(len(data))] = rng.randrange(256)
    try:
        sheets("a.xlsx", bytes(data))
    except Unreadable as refused:
        assert refused.do


def test_a_chart_sheet_without_a_drawing_is_no_traceback() -> None:
    with pytest.raises(Unreadable):
        sheets("a.xlsx", with_chart_sheet())


@pytest.mark.parametrize("how", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_damaged_member_of_a_zip_is_refused(how: int) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", how) as into:
        into.writestr("a.csv", text(ROWS * 50))
    data = bytearray(out.getvalue())
    start = data.index(b"a.csv") + 5
    for at in range(start + 4, start + 24):
        data[at] ^= 0x5A
    with pytest.raises(Unreadable, match=r"holds a damaged file: a\.csv"):
        sheets("a.zip", bytes(data))


def test_a_method_of_packing_that_is_not_known_is_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as into:
        into.writestr("a.csv", text(ROWS))
    data = bytearray(out.getvalue())
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(mark) + at] = 99
    with pytest.raises(Unreadable):
        zip_reader.members("a.zip", bytes(data))


def test_a_member_that_lies_of_its_size_is_not_unpacked_further() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as into:
        into.writestr("a.csv", b"a" * 1_000_000)
    data = bytearray(out.getvalue())
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.index(mark) + at
        data[start : start + 4] = (100).to_bytes(4, "little")
    with pytest.raises(Unreadable, match="holds a damaged file"):
        zip_reader.members("a.zip", bytes(data))


def test_a_cell_that_is_too_long_is_refused() -> None:
    data = f'a,b\n1,"{"x" * 140_000}"\n'.encode()
    with pytest.raises(Unreadable, match=r"a cell of more than 131,072 letters near line 2"):
        sheets("a.csv", data)


def test_a_quotation_mark_left_open_is_refused() -> None:
    with pytest.raises(Unreadable, match="a quotation mark is left open"):
        sheets("a.csv", b'year,village\n2014,"Oak\n2015,Elm\n')


@pytest.mark.parametrize(
    "column",
    [pa.array([[1], [2]]), pa.array([{"a": 1}, {"a": 2}]), pa.array([b"\xff", b"\xfe"])],
    ids=["lists", "records", "bytes"],
)
def test_parquet_that_holds_no_texts_is_refused(column: pa.Array) -> None:
    out = BytesIO()
    pq.write_table(pa.table({"year": column}), out)
    with pytest.raises(
        Unreadable, match="has a column that holds no texts, numbers or dates: year"
    ):
        sheets("a.parquet", out.getvalue())


@pytest.mark.slow
def test_parquet_with_a_number_without_end_is_told_by_cell(tmp_path: Path) -> None:
    out = BytesIO()
    cells = {"year": [2014, 2015], "village": ["Bree"] * 2, "people": [4.0, float("inf")]}
    pd.DataFrame({**cells, "status": "achieved"}).to_parquet(out)
    report = checked(tmp_path, ("a.parquet", out.getvalue()))
    assert {(p.row, p.column, p.value) for p in report.problems} == {(3, "people", "inf")}


def test_a_file_of_which_no_column_is_known_is_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "other.csv"
    path.write_text("意见,说明\n好,无\n好,是\n", encoding="utf-8")
    assert main(["check", str(path)]) == 1
    said = capsys.readouterr().err
    assert said.startswith(
        "other.csv: no column holds numbers, and none names places that could be counted "
        "(“意见”: its cells are texts: a remark, or a name; "
    )


@pytest.mark.slow
@pytest.mark.parametrize("letter", ["\x07", "\x00", "\x1f", "\x0b"])
def test_the_copy_with_faults_takes_any_control_character(tmp_path: Path, letter: str) -> None:
    data = text([*ROWS, ["2015", f"Bree{letter}", f"ho{letter}ped", "x"]]).encode()
    data = data if letter != "\x00" else b" " * 5000 + b"\n" + data
    report = checked(tmp_path, ("a.csv", data))
    matched = [guess(one) for one in sheets("a.csv", data)]
    copy = load_workbook(BytesIO(annotated(matched, report.problems))).worksheets[0]
    cells = [str(cell.value) for row in copy.iter_rows() for cell in row]
    assert f"ho{chr(0x2400 + ord(letter))}ped" in cells


@pytest.mark.slow
def test_the_copy_is_made_of_rows_that_could_not_be_cut(tmp_path: Path) -> None:
    data = "\n活动\n  ,extra\n".encode()
    report = checked(tmp_path, ("a.csv", data))
    matched = [guess(one) for one in sheets("a.csv", data)]
    assert load_workbook(BytesIO(annotated(matched, report.problems))).worksheets
