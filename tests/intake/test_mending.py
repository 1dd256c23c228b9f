"""What a reader can put right without a spreadsheet, and what is said of it with the data."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from forms import Rows, checked, text

from metrics.cli import main
from metrics.exports.view import view
from metrics.intake.check import CheckRequest, Report, check
from metrics.intake.files import sheets
from metrics.intake.known_places import County
from metrics.intake.limits import MEGABYTE, Unreadable, together
from metrics.intake.match import Matched, guess
from metrics.intake.sheet import mended
from metrics.intake.total_labels import is_label
from metrics.intake.totals import totals
from metrics.payloads.addresses import of_dataset
from metrics.payloads.card import card
from metrics.payloads.overview import overview
from metrics.selection import Selection
from metrics.store.build import no_progress
from metrics.store.open import Store
from metrics.topics import document

HEAD = ["村名", "年份", "脱贫户数", "脱贫人口"]
ROWS: Rows = [HEAD, ["石龙村", "2014", "12", "40"], ["白章村", "2014", "7", "19"]]
WITH_STATUS: Rows = [[*row, "状态" if not nth else "已脱贫"] for nth, row in enumerate(ROWS)]


def matched(rows: Rows, name: str = "exits.csv") -> Matched:
    """Read and match a table."""
    (found,) = sheets(name, text(rows).encode())
    return guess(found)


def run(folder: Path, *given: Matched, without_bad: bool = False, **more: object) -> Report:
    """Check matched sheets."""
    request = replace(CheckRequest("Shire", given), **more)  # type: ignore[arg-type] # its fields
    return check(request, folder / "up" / "shire", no_progress, without_bad)


def source(report: Report) -> str:
    """Return what stands under each chart."""
    assert report.built is not None
    return document.source(Store(report.built.path, report.built.fingerprint), {})


def described(report: Report) -> dict[str, object]:
    """Return the datapackage.json of a dataset."""
    found: dict[str, object] = json.loads((report.folder / "datapackage.json").read_text())
    return found


@pytest.mark.slow
def test_a_missing_column_is_given_once_for_all_rows(tmp_path: Path) -> None:
    one = matched(ROWS)
    assert one.missing == ["status"]
    report = run(tmp_path, replace(one, given={"status": "achieved"}))
    assert report.problems == ()
    assert source(report) == (
        "Shire: your data, unverified; status achieved given by the uploader for all rows"
    )
    assert described(report)["given_by_uploader"] == [
        {"file": "exits.csv", "table": "poverty_exits", "column": "status", "value": "achieved"}
    ]


@pytest.mark.slow
def test_a_fault_of_a_column_hides_no_fault_of_a_cell(tmp_path: Path) -> None:
    wrong = [*ROWS, ["淮安村", "2O16", "七", "30人"]]
    report = run(tmp_path, matched(wrong))
    assert [(p.column, p.value) for p in report.problems] == [
        ("status", ""),
        ("年份", "2O16"),
        ("脱贫户数", "七"),
        ("脱贫人口", "30人"),
    ]
    assert "or give it once for all rows: one of: achieved, planned" in report.problems[0].do
    assert report.of_columns


@pytest.mark.slow
def test_a_row_twice_is_listed_with_the_row_that_stays(tmp_path: Path) -> None:
    same = [*WITH_STATUS, ["石龙村", "2014", "12", "40", "已脱贫"]]
    other = [*WITH_STATUS, ["石龙村", "2014", "13", "40", "已脱贫"]]
    (fault,) = run(tmp_path / "a", matched(same)).problems
    assert fault.row == 4
    assert "Row 2 stays and this row goes if rows are left out; it says the same" in fault.do
    (fault,) = run(tmp_path / "b", matched(other)).problems
    assert "it differs: 脱贫户数 12 there, 13 here." in fault.do


@pytest.mark.slow
def test_all_that_is_left_out_was_listed_before(tmp_path: Path) -> None:
    places = [["place_id", "name", "kind"], ["a", "石龙村", "burg"], ["b", "白章村", "村"]]
    wrong = [
        *WITH_STATUS,
        ["白章村", "2014", "9", "9", "已脱贫"],
        ["白章村", "2015", "x", "", "计划"],
    ]
    given = (matched(places, "places.csv"), matched(wrong))
    before = run(tmp_path / "a", *given)
    after = run(tmp_path / "b", *given, without_bad=True)
    rows = {(p.file, p.row) for p in before.problems}
    assert rows == {("places.csv", 2), ("exits.csv", 2), ("exits.csv", 4), ("exits.csv", 5)}
    assert after.left == {"places": 1, "poverty_exits": 3}
    assert sum(after.left.values()) == len(rows)
    needs = next(p for p in before.problems if (p.file, p.row) == ("exits.csv", 2))
    assert needs.rule == "no row of places is called this, once the rows with faults are left out"


LABELS = ["合计", " 合 计 ", "总计", "小计", "全县合计", "合计:", "Total", "Grand total", "TOTAL:"]
NAMES = ["石龙村", "Totalville", "合作村", "Summer", "计生村", "", "A total of nothing at all here"]


@pytest.mark.slow
@pytest.mark.parametrize("label", LABELS)
def test_a_total_is_known_by_its_label(label: str, tmp_path: Path) -> None:
    assert is_label(label)
    rows = [*WITH_STATUS, [label, "2014", "19", "59", "已脱贫"]]
    report = run(tmp_path, matched(rows))
    assert [total.row for _, total in report.totals] == [4]
    assert report.rows == {"poverty_exits": 2, "places": 2}
    assert source(report).endswith("; 1 row of totals left out")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_no_label(name: str) -> None:
    assert not is_label(name)


def test_the_words_of_a_total_say_whether_it_is_the_sum() -> None:
    right = matched([*WITH_STATUS, ["合计", "", "19", "59", ""]])
    wrong = matched([*WITH_STATUS, ["合计", "", "19", "60", ""]])
    assert [one.why for one in totals(right)] == ["the sum of the 2 rows above"]
    assert [one.why for one in totals(wrong)] == [
        "by its label; its 脱贫人口, 60, is not the sum of the 2 rows above, 59"
    ]


def test_subtotals_are_sums_of_their_part() -> None:
    more = [["淮安村", "2014", "1", "3", ""], ["马厂村", "2014", "2", "4", ""]]
    rows = [*WITH_STATUS, ["小计", "", "19", "59", ""], *more, ["小计", "", "3", "7", ""]]
    found = totals(matched([*rows, ["总计", "", "22", "66", ""]]))
    assert [(one.row, one.why) for one in found] == [
        (4, "the sum of the 2 rows above"),
        (7, "the sum of the 2 rows above"),
        (8, "the sum of the 4 rows above"),
    ]


@pytest.mark.slow
def test_a_sum_without_a_label_is_a_total_unless_its_place_is_listed(tmp_path: Path) -> None:
    rows = [
        *WITH_STATUS,
        ["淮安村", "2014", "1", "3", "已脱贫"],
        ["漾濞县", "2014", "20", "62", "已脱贫"],
    ]
    one = matched(rows)
    assert [total.label for total in totals(one)] == ["漾濞县"]
    assert totals(one, {"漾濞县"}) == []
    assert run(tmp_path, one, county=County("漾濞县")).rows["poverty_exits"] == 4


@pytest.mark.slow
def test_a_total_stays_where_the_reader_says_so(tmp_path: Path) -> None:
    rows = [*WITH_STATUS, ["合计", "2014", "19", "59", "已脱贫"]]
    report = run(tmp_path, replace(matched(rows), keeps_totals=True))
    assert (report.rows["poverty_exits"], report.totals) == (3, ())


@pytest.mark.slow
def test_a_mended_cell_is_stated_with_the_data(tmp_path: Path) -> None:
    one = matched([*WITH_STATUS, ["淮安村", "2O16", "1", "3", "已脱贫"]])
    sheet = mended(one.sheet, {(4, 1): " 2016 ", (2, 0): "石龙村"})
    report = run(tmp_path, replace(one, sheet=sheet))
    assert report.problems == ()
    said = "1 cell changed by the uploader (row 4, 年份: “2O16” is 2016)"
    assert source(report) == f"Shire: your data, unverified; {said}"
    assert described(report)["changed_by_uploader"] == [
        {
            **{"file": "exits.csv", "table": "poverty_exits", "row": 4, "column": "年份"},
            **{"before": "2O16", "after": "2016"},
        }
    ]


@pytest.mark.slow
def test_two_files_of_one_table_are_loaded_one_below_another(tmp_path: Path) -> None:
    more = matched([WITH_STATUS[0], ["石龙村", "2015", "x", "41", "已脱贫"]], "more.csv")
    one = matched(WITH_STATUS)
    with pytest.raises(Unreadable, match="both give the table poverty_exits"):
        run(tmp_path, one, more)
    joined = frozenset({"poverty_exits"})
    (fault,) = run(tmp_path, one, more, joined=joined).problems
    assert (fault.file, fault.row, fault.value) == ("more.csv", 2, "x")
    report = run(tmp_path, one, more, joined=joined, without_bad=True)
    assert (report.rows["poverty_exits"], report.left) == (3, {"poverty_exits": 1})


@pytest.mark.slow
def test_tables_below_each_other_are_read_as_tables_of_their_own(tmp_path: Path) -> None:
    data = (
        "村名,年份,状态,脱贫人口\n石龙村,2014,已脱贫,40\n\n"
        "村名,日期,党员人数,队员人数\n石龙村,2016,2,3\n"
    )
    found = sheets("both.csv", data.encode())
    assert [(one.file, one.how.header_row) for one in found] == [
        ("both.csv", 1),
        ("both.csv, table from row 4", 4),
    ]
    assert checked(tmp_path, ("both.csv", data.encode())).rows == {
        **{"poverty_exits": 1, "work_teams": 1, "places": 1}
    }


def test_a_header_that_is_repeated_is_named_and_no_row() -> None:
    rows = text([*ROWS, HEAD, ["淮安村", "2014", "1", "3"]])
    (found,) = sheets("a.csv", rows.encode())
    assert (found.rows.tolist(), found.notes) == ([2, 3, 5], ("row 4 repeats the header",))


POLLOCK = [
    ("single quotation marks", "'village','people'\n'a, b','1'\n'c','2'\n", ",", "'"),
    ("comma and space", 'village, people\n"a, b", 1\nc, "2"\n', ",", '"'),
    ("spaces", 'village people\n"a, b" 1\nc 2\n', " ", '"'),
    ("several spaces", 'village   people\n"a, b"   1\nc   2\n', " ", '"'),
    ("no line end", 'village,people\n"a, b",1\nc,2', ",", '"'),
    ("empty cells at the end", 'village,people,,\n"a, b",1,,\nc,2,,\n', ",", '"'),
]


@pytest.mark.parametrize(
    ("data", "cut", "quote"), [one[1:] for one in POLLOCK], ids=[one[0] for one in POLLOCK]
)
def test_kinds_of_csv_are_read(data: str, cut: str, quote: str) -> None:
    (found,) = sheets("a.csv", data.encode())
    assert (found.how.delimiter, found.how.quote) == (cut, quote)
    assert [one.to_pylist() for one in found.cells.columns] == [["a, b", "c"], ["1", "2"]]


def test_too_many_files_at_once_are_refused() -> None:
    together([1] * 20)
    with pytest.raises(Unreadable, match="20 files of 200 MB together"):
        together([1] * 21)
    with pytest.raises(Unreadable):
        together([90 * MEGABYTE] * 3)


@pytest.mark.slow
def test_an_empty_dataset_is_said_to_be_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(tmp_path / "county")]) == 0
    capsys.readouterr()
    assert main(["check", str(tmp_path / "county")]) == 0
    assert "is empty (0 rows in every table)" in capsys.readouterr().out


@pytest.mark.slow
def test_totals_are_named_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "exits.csv"
    path.write_text(text([*WITH_STATUS, ["合计", "", "19", "59", ""]]), encoding="utf-8")
    assert main(["check", str(path)]) == 0
    said = "exits.csv: row 4 (合计) is a total, left out: the sum of the 2 rows above."
    assert said in capsys.readouterr().out


@pytest.mark.slow
def test_the_headline_of_an_own_dataset_is_its_title_and_the_rest_stands_below(
    tmp_path: Path,
) -> None:
    report = run(tmp_path, replace(matched(ROWS), given={"status": "achieved"}))
    assert report.built is not None
    title, note = document.headline(Store(report.built.path, report.built.fingerprint), {})
    page = json.loads(overview({}, title, [], note))
    assert page["title"] == "Shire"
    assert page["how_read"] == (
        "Your data, unverified; status achieved given by the uploader for all rows."
    )


@pytest.mark.slow
def test_what_is_said_of_rows_left_out_leads_to_no_number_of_the_card(tmp_path: Path) -> None:
    rows = [WITH_STATUS[0], ["石龙村", "2014", "2", "2", "已脱贫"], ["合计", "2014", "2", "2", ""]]
    built = run(tmp_path, matched(rows)).built
    assert built is not None
    store = Store(built.path, built.fingerprint)
    shown = json.loads(card(view(store, "poverty_exits", Selection("up")), of_dataset(store), 1))
    worked_out = [text for row in shown["derived"]["cells"] for text, _ in row]
    assert "1.00" in worked_out  # which a text may say as 1
    said = "Source: Shire: your data, unverified; 1 row of totals left out"
    assert shown["linked"]["source"] == [[said, ""]]
