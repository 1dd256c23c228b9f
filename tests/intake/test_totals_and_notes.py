"""Rows of a whole county among its villages, and notes below a table: left out, and named."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from forms import Rows, text
from streamlit.testing.v1 import AppTest

from metrics.cli import main
from metrics.intake.arrange import planned
from metrics.intake.check import CheckRequest, check
from metrics.intake.files import sheets
from metrics.intake.match import Matched
from metrics.intake.totals import totals
from metrics.intake.understand import understood
from metrics.store.build import no_progress

HEAD = ["村", "年份", "人口(人)"]
VILLAGES: Rows = [["甲村", "2021", "10"], ["乙村", "2021", "20"], ["丙村", "2021", "40"]]
NOTE = ["注:数据来自统计局", "", ""]
WHOLE = ("全国", "全省", "全市", "全州", "全县", "全区", "全镇", "全乡", "全县:")


def table(rows: Rows) -> Matched:
    """Read a table of its own below HEAD."""
    (sheet,) = sheets("人口.csv", text([HEAD, *rows]).encode())
    found = understood(sheet)
    return found if isinstance(found, Matched) else planned(found, found.plan)


def left(rows: Rows) -> list[tuple[int, str, str]]:
    """Return the rows that are left out: row, label, and what each is."""
    return [(one.row, one.label, f"a {one.kind}") for one in totals(table(rows))]


@pytest.mark.parametrize("label", WHOLE)
def test_the_first_or_last_row_of_a_whole_area_is_a_total(label: str) -> None:
    row = [label, "2021", "99"]  # not the sum
    assert left([row, *VILLAGES]) == [(2, label, "a total")]
    assert left([*VILLAGES, row]) == [(5, label, "a total")]


def test_a_whole_area_is_a_total_in_every_year_once_it_is_in_one() -> None:
    later = [[one[0], "2022", one[2]] for one in [["全县", "", "71"], *VILLAGES]]
    rows = [["全县", "2021", "71"], *VILLAGES, *later]
    assert left(rows) == [(2, "全县", "a total"), (6, "全县", "a total")]


def test_a_whole_area_in_the_middle_or_alone_stays_as_does_a_longer_name() -> None:
    assert left([VILLAGES[0], ["全乡", "2021", "99"], *VILLAGES[1:]]) == []
    assert left([["全县", "2020", "99"], ["全县", "2021", "98"]]) == []
    assert left([*VILLAGES, ["全州镇", "2021", "99"]]) == []


def test_a_place_that_is_listed_by_this_name_stays() -> None:
    places = "编号,名称,类型\n1,全州,县\n2,甲村,行政村\n3,乙村,行政村\n4,丙村,行政村\n"
    (sheet,) = sheets("places.csv", places.encode())
    listed = understood(sheet)
    assert isinstance(listed, Matched)
    request = CheckRequest("Shire", [listed, table([*VILLAGES, ["全州", "2021", "99"]])])
    assert request.totals() == []


NOTES = [
    *(
        "注:数据为年末数",
        "注",
        "注 1",
        "备注",
        "说明:不含丙村",
        "资料来源:统计局",
        "数据来源统计局",
    ),
    *("填表人:张三", "审核人", "制表:李四", "Note: at the end of the year", "Source:", "Notes"),
]


@pytest.mark.parametrize("note", NOTES)
def test_a_row_that_holds_a_note_only_is_no_place(note: str) -> None:
    assert left([*VILLAGES, [note, "", ""]]) == [(5, note, "a note")]


@pytest.mark.parametrize("name", ["注溪村", "Notehurst", "Source Hill", "村注"])
def test_a_name_that_begins_like_a_note_is_a_place(name: str) -> None:
    assert left([*VILLAGES, [name, "", ""]]) == []


@pytest.mark.parametrize("label", ["注:", "备注", "资料来源\uff1a", "Notes", "Source:"])
def test_a_note_may_stand_in_the_cells_beside_its_label(label: str) -> None:
    assert left([*VILLAGES, [label, "年末数", ""]]) == [(5, label, "a note")]
    assert left([*VILLAGES, [label, "年末数", "统计局"]]) == [(5, label, "a note")]


@pytest.mark.parametrize("name", ["注溪", "说明村", "Note Hill"])
def test_a_name_with_words_beside_it_is_a_place(name: str) -> None:
    assert left([*VILLAGES, [name, "年末数", ""]]) == []


def test_a_row_with_numbers_is_no_note() -> None:
    assert left([*VILLAGES, ["注:", "2021", "7"]]) == []


def test_a_total_above_a_note_is_the_last_row() -> None:
    rows = [*VILLAGES, ["全县", "2021", "99"], ["注:数据为年末数", "", ""]]
    assert left(rows) == [(5, "全县", "a total"), (6, "注:数据为年末数", "a note")]


def test_what_is_left_out_is_named_and_kept_with_the_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, into = tmp_path / "人口.csv", tmp_path / "shire"
    rows = [HEAD, *VILLAGES, ["全县", "2021", "70"], ["注:年末数", "", ""]]
    path.write_text(text(rows), encoding="utf-8")
    assert main(["check", str(path), "--write", str(into)]) == 0
    said = capsys.readouterr().out
    assert "人口.csv: row 5 (全县) is a total, left out: the sum of the 3 rows above." in said
    assert (
        "人口.csv: row 6 (注:年末数) is a note, left out: it begins with “注”, which "
        "names no place, and holds no number." in said
    )
    kept = json.loads((into / "datapackage.json").read_text(encoding="utf-8"))
    assert [one["row"] for one in kept["totals_left_out"]] == [5]
    assert [one["label"] for one in kept["notes_left_out"]] == ["注:年末数"]
    assert "注" not in (into / "places.csv").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_total_that_is_kept_makes_no_place_of_a_note(tmp_path: Path) -> None:
    one = replace(table([*VILLAGES, ["合计", "2021", "70"], NOTE]), keeps_totals=True)
    report = check(CheckRequest("Shire", [one]), tmp_path / "shire", no_progress)
    assert [(total.row, total.label) for _, total in report.totals] == [(6, NOTE[0])]
    places = (report.folder / "places.csv").read_text(encoding="utf-8")
    assert "合计" in places
    assert "注" not in places


def page(rows: list[list[str]]) -> None:
    """Ask whether the totals of a table are kept."""
    from test_totals_and_notes import table  # AppTest runs the text of this function alone

    from metrics.intake.known_places import County
    from metrics.ui.your_data import _keep_totals

    _keep_totals({"key": table(rows)}, County())


@pytest.mark.slow
def test_only_totals_are_offered_to_be_kept() -> None:
    def checkbox_labels(*more: list[str]) -> list[str]:
        found = AppTest.from_function(page, args=([*VILLAGES, *more],), default_timeout=60).run()
        assert not found.exception
        return [box.label for box in found.checkbox]

    assert checkbox_labels(NOTE) == []
    assert checkbox_labels(["合计", "2021", "70"], NOTE) == [
        "Load the total all the same, as a place of its own"
    ]
