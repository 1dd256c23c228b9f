"""Files that are no table, or are made to do harm: a clear message, nothing run, memory bounded."""

from __future__ import annotations

import resource
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from forms import checked, file, text, workbook
from openpyxl import Workbook, load_workbook

from metrics.cli import main
from metrics.intake.annotate import annotated
from metrics.intake.files import sheets
from metrics.intake.limits import MEGABYTE, Unreadable
from metrics.intake.match import guess

ROWS = [["year", "village", "status", "people"], ["2014", "Hobbiton", "achieved", "40"]]
GOOD = text(ROWS).encode()
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def packed(**members: bytes) -> bytes:
    """Return a ZIP file of members; a name may be any path."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in members.items():
            into.writestr(name, content)
    return out.getvalue()


def bomb() -> bytes:
    """Return a small ZIP file that unpacks to 500 MB."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as into:
        for number in range(5):
            with into.open(f"{number}.csv", "w") as member:
                for _ in range(100):
                    member.write(bytes(MEGABYTE))
    return out.getvalue()


REFUSED = [
    ("a.csv", b"", "is empty"),
    ("a.csv", b"year,village,status\r\n", "has a header and no rows"),
    ("a.csv", b"\n\n", "has no header in row 1"),
    ("a.csv", PNG, "is a PNG image, whatever its name says"),
    ("a.csv", b"\x00\x01\x02" * 9 + bytes(3), "is no text"),
    ("a.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600), "is protected by a password"),
    ("a.xlsx", b"PK\x03\x04 and no more", "is a damaged ZIP file"),
    ("a.xlsx", packed(**{"xl/workbook.xml": b"<no"}), "is a damaged workbook"),
    ("a.parquet", b"PAR1 and no more", "is a damaged Parquet file"),
    ("a.zip", packed(**{"readme.md": b"words"}), "holds no table"),
    ("a.zip", packed(**{"../../evil.csv": GOOD}), "holds a file outside its folder"),
    ("a.zip", packed(**{"/etc/evil.csv": GOOD}), "holds a file outside its folder"),
    ("a.zip", packed(**{"..\\evil.csv": GOOD}), "holds a file outside its folder"),
    ("a.zip", packed(**{f"{n}.csv": GOOD for n in range(51)}), "at most 50 files are taken"),
    ("a.csv", b",".join([b"c"] * 201) + b"\r\n1\r\n", "at most 200 columns are taken"),
]


@pytest.mark.parametrize(("name", "data", "says"), REFUSED, ids=[case[2] for case in REFUSED])
def test_a_file_that_is_no_table_is_refused_in_words(name: str, data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as refused:
        [guess(one) for one in sheets(name, data)]
    assert refused.value.do


@pytest.mark.slow
def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    data = bomb()
    assert len(data) < MEGABYTE
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Unreadable, match="at most 400 MB are taken once unpacked"):
        sheets("a.zip", data)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


def test_a_bomb_of_entities_in_a_workbook_is_refused() -> None:
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    xml = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><workbook>&e9;</workbook>'
    whole = zipfile.ZipFile(BytesIO(workbook(ROWS)))
    members = {name: whole.read(name) for name in whole.namelist()}
    with pytest.raises(Unreadable, match="is a damaged workbook"):
        sheets("a.xlsx", packed(**{**members, "xl/workbook.xml": xml.encode()}))


@pytest.mark.slow
def test_a_file_of_a_gigabyte_is_refused_unread(tmp_path: Path) -> None:
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as into:
        into.truncate(1000 * MEGABYTE)
    script = (
        "import resource, sys; from metrics.cli import main; "
        "resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000,) * 2); "
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; "
        "code = main(['check', sys.argv[1]]); "
        "print(code, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(huge)], capture_output=True, text=True, check=True
    )
    code, megabytes = done.stdout.split()
    assert code == "1"
    assert int(megabytes) < 100
    assert "at most 100 MB are taken, and it has 1,000 MB" in done.stderr


def test_a_locked_zip_is_refused() -> None:
    data = bytearray(packed(**{"a.csv": GOOD}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    with pytest.raises(Unreadable, match="is protected by a password"):
        sheets("a.zip", bytes(data))


@pytest.mark.slow
def test_a_formula_is_named_and_not_worked_out(tmp_path: Path) -> None:
    rows = [*ROWS, ["2015", "=1+1", "achieved", "=SUM(D2:D2)"]]
    report = checked(tmp_path, ("a.xlsx", workbook(rows)))
    found = [(p.row, p.column, p.value) for p in report.problems if "formula" in p.rule]
    assert (3, "people", "=SUM(D2:D2)") in found
    assert (3, "village", "=1+1") in found


@pytest.mark.slow
def test_a_formula_in_a_csv_stays_text_in_the_copy_with_faults(tmp_path: Path) -> None:
    data = text([*ROWS, ["2015", "=HYPERLINK(1)", "achieved", "=1+1"]]).encode()
    report = checked(tmp_path, ("a.csv", data))
    matched = [guess(one) for one in sheets("a.csv", data)]
    sheet = load_workbook(BytesIO(annotated(matched, report.problems))).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.value for cell in cells} >= {"=HYPERLINK(1)", "=1+1"}
    assert all(cell.data_type != "f" for cell in cells)


@pytest.mark.slow
def test_markup_in_a_name_is_a_name(tmp_path: Path) -> None:
    name = "<img src=x onerror=alert(1)> **bold** ![](http://example.org/x)"
    report = checked(tmp_path, file("exits", [ROWS[0], ["2014", name, "achieved", "4"]], "xlsx"))
    assert report.problems == ()


def test_the_size_that_a_sheet_states_of_itself_is_not_trusted() -> None:
    whole = zipfile.ZipFile(BytesIO(workbook(ROWS)))
    members = {name: whole.read(name) for name in whole.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    members[sheet] = members[sheet].replace(b'ref="A1:D2"', b'ref="A1:XFD1048576"')
    (found,) = sheets("a.xlsx", packed(**members))
    assert (found.columns, len(found.rows)) == (("year", "village", "status", "people"), 1)


def test_two_files_of_one_table_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"b\.csv and a\.csv both give the table poverty_exits"):
        checked(tmp_path, ("a.csv", GOOD), ("b.csv", GOOD))


def test_the_command_line_refuses_in_the_same_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_bytes(PNG)
    assert main(["check", str(tmp_path / "a.csv")]) == 1
    assert "a.csv is a PNG image, whatever its name says" in capsys.readouterr().err


def test_an_empty_workbook_is_refused() -> None:
    out = BytesIO()
    Workbook().save(out)
    with pytest.raises(Unreadable, match="has no filled cell"):
        sheets("a.xlsx", out.getvalue())
