"""Files as counties write them: how they are read, and what becomes of their rows."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from forms import Rows, checked, file, text, workbook
from openpyxl import load_workbook

from metrics.intake import templates
from metrics.intake.annotate import annotated
from metrics.intake.cells import numbers
from metrics.intake.check import CheckRequest, Report, check
from metrics.intake.files import sheets
from metrics.intake.grouped import grouped
from metrics.intake.known_places import KIND, County
from metrics.intake.limits import Unreadable
from metrics.intake.match import columns, guess
from metrics.intake.sheet import NumberStyle, ReadOptions
from metrics.reading.decode import decode
from metrics.store.build import no_progress
from metrics.store.open import Store
from metrics.store.templates import USER_TABLES
from metrics.topics import document

HEAD = ["year", "village", "status", "households", "people"]
EXITS: Rows = [HEAD, ["2014", "Bree", "achieved", "12", "40"], ["2015", "Bree", "planned", "", "7"]]


def values(report: Report, sql: str) -> list[dict[str, object]]:
    """Return what a query of the tables built gives."""
    assert report.built is not None
    store = Store(report.built.path, report.built.fingerprint)
    frame = store.frame(sql)
    cells = frame.astype(object).where(frame.notna(), None)
    return [{str(name): cell for name, cell in row.items()} for row in cells.to_dict("records")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_delimiter_is_found(delimiter: str) -> None:
    (found,) = sheets("a.txt", text(EXITS, delimiter).encode())
    assert (found.how.delimiter, found.columns) == (delimiter, tuple(HEAD))


@pytest.mark.parametrize("coding", ["utf-16-le", "utf-16-be", "big5", "gb18030"])
def test_an_encoding_without_a_mark_is_found(coding: str) -> None:
    rows = [["年份", "村名", "人口"], *[["2014", "光明", "40"]] * 30]
    (found,) = sheets("a.csv", text(rows).encode(coding))
    assert found.columns == ("年份", "村名", "人口")


@pytest.mark.parametrize("coding", ["big5", "cp1252", "gb18030", "utf-7", "utf-16", "utf-32-le"])
def test_your_data_and_verify_read_the_same_letters(coding: str) -> None:
    cells = ["année", "étés"] if coding == "cp1252" else ["年份", "村名"]
    data = f"{','.join(cells)}\n2014,3\n".encode(coding)
    (found,) = sheets("a.csv", data)
    assert list(found.columns) == decode(data).text.splitlines()[0].split(",") == cells


def test_a_file_of_two_encodings_is_refused() -> None:
    data = "年份,村名,人口\n2014,光明,40\n".encode() + "2015,大井沟,41\n".encode("gb18030")
    with pytest.raises(Unreadable, match="mixes UTF-8 with bytes that are not"):
        sheets("a.csv", data)


@pytest.mark.slow
def test_lines_above_the_header_and_blank_rows_keep_their_numbers(tmp_path: Path) -> None:
    lines = [
        "Exits of the county,,,,",
        ",,,,",
        ",".join(HEAD),
        "2014,Bree,achieved,1,2",
        "",
        ",,,,",
    ]
    data = "\n".join([*lines, "2015,Bree,achieved,one,2", "2016,Bree"]).encode()
    (found,) = sheets("a.csv", data)
    assert found.how.header_row == 3
    report = checked(tmp_path, ("a.csv", data))
    assert [(p.row, p.column, p.rule) for p in report.problems] == [
        (8, "", "the row has 2 cells and the header 5"),
        (7, "households", "the value is text, not a number"),
    ]


def test_a_reader_may_say_how_a_file_is_read() -> None:
    data = "a;b\n1,5;2\n".encode("utf-16")
    (found,) = sheets("a.csv", data, ReadOptions("utf-16", ";", 1, True, "", NumberStyle(",", ".")))
    assert (found.columns, found.how.numbers) == (("a", "b"), NumberStyle(",", "."))


@pytest.mark.parametrize(
    ("cells", "style"),
    [
        (["1,234", "12,345", "7"], (".", ",")),
        (["1.234,5", "12.345", "7"], (",", ".")),
        (["1 234", "12 345"], (".", " ")),
        (["1,5", "2,25"], (",", "")),
        (["1.5", "2.25"], (".", "")),
        (["1,234", "12345"], (".", "")),
    ],
)
def test_the_style_of_numbers_is_found_where_all_agree(
    cells: list[str], style: tuple[str, str]
) -> None:
    rows = [["year", "people"], *[["2014", cell] for cell in cells]]
    (found,) = sheets("a.csv", text(rows).encode())
    assert numbers(guess(found)).style == NumberStyle(*style)


@pytest.mark.slow
def test_numbers_are_read_by_the_style_found(tmp_path: Path) -> None:
    rows = [
        HEAD,
        ["2014", "Bree", "achieved", "1,234", "12,345"],
        ["2015", "Bree", "done", "2,000", "9"],
    ]
    report = checked(tmp_path, file("exits", rows, "xlsx"))
    found = values(report, "select households, people from poverty_exits order by year")
    assert found == [{"households": 1234, "people": 12345}, {"households": 2000, "people": 9}]


@pytest.mark.slow
def test_parquet_is_read_with_whole_numbers_as_they_are(tmp_path: Path) -> None:
    out = BytesIO()
    cells = {"year": [2014, 2015], "village": ["Bree", "Bree"], "people": [4.0, None]}
    pd.DataFrame({**cells, "status": "achieved"}).to_parquet(out)
    report = checked(tmp_path, ("a.parquet", out.getvalue()))
    assert report.problems == ()
    assert values(report, "select people from poverty_exits where year = 2014") == [{"people": 4}]


@pytest.mark.slow
def test_places_are_gathered_where_no_file_lists_them(tmp_path: Path) -> None:
    matched = [guess(one) for one in sheets("a.csv", text(EXITS).encode())]
    wish = CheckRequest("Shire", matched, County("Shire"))
    report = check(wish, tmp_path / "up" / "shire", no_progress)
    sql = "select place_id || ' ' || kind || ' ' || coalesce(parent_id, '-') as said from places"
    assert [row["said"] for row in values(report, sql)] == [
        "shire county -",
        f"bree {KIND} shire",
    ]


@pytest.mark.parametrize(
    ("head", "table", "given"),
    [
        ("单位,村名,活动,对象,时期,数量", "training", {"unit": 0, "place_id": 1}),
        ("单位,活动,对象,时期,数量,计量单位", "training", {"unit": 5, "place_id": 0}),
        ("村名,产品,产业", "village_industry", {"product": 1, "sector": 2}),
        ("村名,产业,行业", "village_industry", {"product": 1, "sector": 2}),
        ("村名,行政村数,收入目标", "village_collectives", {"villages": 1, "income_target": 2}),
    ],
)
def test_a_header_that_may_mean_two_columns_is_what_no_other_header_means(
    head: str, table: str, given: dict[str, int]
) -> None:
    cells = ",".join("甲" for _ in head.split(","))
    (sheet,) = sheets("a.csv", f"{head}\n{cells}\n".encode())
    found = guess(sheet, table).columns
    assert {name: found[name] for name in given} == given


def test_columns_follow_the_readers_choice() -> None:
    (found,) = sheets("a.csv", b"A,B\n1,2\n")
    table = next(table for table in USER_TABLES if table.name == "poverty_exits")
    assert columns(found, table, {"people": 1, "year": 0}).columns == {"people": 1, "year": 0}


BAD = [*EXITS, ["2016", "Bree", "hoped", "1", "2"], ["2017", "Bree", "achieved", "x", "2"]]


@pytest.mark.slow
def test_good_rows_are_loaded_without_the_bad_ones_and_their_number_is_stated(
    tmp_path: Path,
) -> None:
    report = checked(tmp_path, ("exits.csv", text(BAD).encode()), without_bad=True)
    assert (report.problems, report.left) == ((), {"poverty_exits": 2})
    assert report.built is not None
    said = document.source(Store(report.built.path, report.built.fingerprint), {})
    assert said == (
        "Shire: your data, unverified; 2 of 4 rows of poverty_exits left out because of faults"
    )


@pytest.mark.slow
def test_rows_that_need_a_row_left_out_are_left_out_too(tmp_path: Path) -> None:
    places = [
        ["place_id", "name", "kind"],
        ["bree", "Bree", "burg"],
        ["hob", "Hobbiton", "village"],
    ]
    exits = [*EXITS, ["2014", "Hobbiton", "achieved", "3", "4"]]
    files = [("places.csv", text(places).encode()), ("exits.csv", text(exits).encode())]
    report = checked(tmp_path, *files, without_bad=True)
    assert report.left == {"places": 1, "poverty_exits": 2}
    assert values(report, "select people from poverty_exits") == [{"people": 4}]


@pytest.mark.slow
def test_a_column_that_is_missing_cannot_be_left_out(tmp_path: Path) -> None:
    rows = [row[:2] + row[3:] for row in BAD]
    report = checked(tmp_path, ("exits.csv", text(rows).encode()), without_bad=True)
    assert [p.column for p in report.problems] == ["status", "households"]
    assert report.built is None


@pytest.mark.slow
def test_thousands_of_faults_of_one_cause_are_one_line(tmp_path: Path) -> None:
    rows = [HEAD, *[[str(1950 + n % 150), f"v{n}", "hoped", "1", "2"] for n in range(3000)]]
    report = checked(tmp_path, ("exits.csv", text(rows).encode()))
    (group,) = grouped(report.problems)
    assert (group.count, group.where) == (3000, "2, 3, 4, 5, 6 and 2,995 more")


@pytest.mark.slow
def test_the_copy_marks_each_fault_in_its_cell(tmp_path: Path) -> None:
    data = text(BAD).encode()
    report = checked(tmp_path, ("exits.csv", data))
    matched = [guess(one) for one in sheets("exits.csv", data)]
    sheet = load_workbook(BytesIO(annotated(matched, report.problems))).worksheets[0]
    assert [cell.value for cell in sheet[1]] == [*HEAD, "What to mend", "Row"]
    marked = {c.coordinate: c.comment.text for row in sheet.iter_rows() for c in row if c.comment}
    assert list(marked) == ["C4", "D5"]
    assert marked["C4"].startswith("the value is not in the list. Use one of: achieved, planned.")
    assert (
        sheet["F4"].value == "status: the value is not in the list. Use one of: achieved, planned."
    )
    assert (sheet["G5"].value, sheet["A5"].value) == (5, "2017")


@pytest.mark.parametrize("table", USER_TABLES, ids=lambda table: table.name)
def test_a_template_that_is_filled_in_is_read_as_its_table(table, tmp_path: Path) -> None:  # type: ignore[no-untyped-def] # a parametrized record
    for name, data in (("a.csv", templates.as_csv(table)), ("a.xlsx", templates.as_xlsx(table))):
        rows = templates.rows(table)
        if name == "a.csv":
            data += (",".join(["x"] * len(rows[3])) + "\r\n").encode()
        else:
            book = load_workbook(BytesIO(data))
            book.worksheets[0].append(["x"] * len(rows[3]))
            out = BytesIO()
            book.save(out)
            data = out.getvalue()
        (found,) = sheets(name, data)
        assert (found.how.header_row, found.rows.tolist()) == (4, [5])
        one = guess(found)
        assert (one.table.name, one.extra, one.missing) == (table.name, [], [])


@pytest.mark.slow
def test_a_loaded_dataset_is_a_package_that_builds_by_itself(tmp_path: Path) -> None:
    report = checked(tmp_path, ("exits.xlsx", workbook(EXITS)))
    says = json.loads((report.folder / "datapackage.json").read_text())
    assert [one["name"] for one in says["resources"]] == ["places", "poverty_exits"]
    assert sorted(path.name for path in report.folder.iterdir()) == [
        "datapackage.json",
        "places.csv",
        "poverty_exits.csv",
    ]
