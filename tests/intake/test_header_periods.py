"""Periods that stand in headers: each column is filed as its header says, or is asked for."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path

import pytest
from forms import Rows, text
from openpyxl import Workbook

from metrics.intake.arrange import planned
from metrics.intake.check import CheckRequest, Report, check
from metrics.intake.files import sheets
from metrics.intake.heads import Head, head_of
from metrics.intake.plan import Proposal
from metrics.intake.understand import understood
from metrics.store.build import no_progress
from metrics.store.open import Store

STATED = "select place_id, period, value from observations order by all"


def proposed(rows: Rows, name: str = "人口.csv") -> Proposal:
    """Return what is proposed for a table of its own."""
    (sheet,) = sheets(name, text(rows).encode())
    found = understood(sheet)
    assert isinstance(found, Proposal)
    return found


def loaded(found: Proposal, folder: Path) -> Report:
    """Check a table as it is proposed, and build it."""
    request = CheckRequest("Shire", [planned(found, found.plan)])
    return check(request, folder / "up" / "shire", no_progress)


def by_header(found: Proposal) -> dict[str, tuple[str, str]]:
    """Return what each column is used as, and the period that its header says."""
    return {one.head: (one.role, one.period) for one in found.plan.columns}


LIKE_YEARS = [
    ["村", "2018年", "2019年", "2020年"],
    ["甲村", "3100", "1950", "1960"],
    ["乙村", "1200", "2003", "2405"],
    ["丙村", "500", "2987", "2990"],
]


@pytest.mark.parametrize("written", ["2019年", "2019年度", "2019", "人口 2019年"])
def test_values_that_look_like_years_are_values_below_a_header_of_a_year(written: str) -> None:
    head = [one.replace("2019年", written) for one in LIKE_YEARS[0]]
    assert by_header(proposed([head, *LIKE_YEARS[1:]])) == {
        "村": ("place", ""),
        "2018年": ("indicator", "2018"),
        written: ("indicator", "2019"),
        "2020年": ("indicator", "2020"),
    }


def test_each_value_that_looks_like_a_year_is_stated(tmp_path: Path) -> None:
    rows = [[one.replace("2018年", "2018年(人)") for one in row] for row in LIKE_YEARS]
    report = loaded(proposed(rows), tmp_path)
    assert report.built is not None, report.problems
    found = Store(report.built.path, report.built.fingerprint).frame(STATED)
    assert found["period"].tolist() == ["2018", "2019", "2020"] * 3
    assert sorted(found["value"]) == [500, 1200, 1950, 1960, 2003, 2405, 2987, 2990, 3100]


def test_values_of_a_long_table_that_look_like_years_are_read() -> None:
    rows = [
        ["村", "指标", "单位", "2018年", "2019年"],
        ["甲村", "人口", "人", "3100", "1950"],
        ["乙村", "人口", "人", "1200", "2003"],
    ]
    found = by_header(proposed(rows))
    assert found["人口 (人) 2018年"] == ("indicator", "2018")
    assert found["人口 (人) 2019年"] == ("indicator", "2019")


READ = {
    "2021-01": "2021-01",
    "2021.01": "2021-01",
    "2021/1": "2021-01",
    "2021M01": "2021-01",
    "2021-01-31": "2021-01-31",
    "2021-01-31 00:00:00": "2021-01-31",
    "2021年3月5日": "2021-03-05",
    "2021年3月": "2021-03",
    "Q3 2021": "2021-Q3",
    "1Q2021": "2021-Q1",
    "2021年一季度": "2021-Q1",
    "2021年上半年": "2021-H1",
    "2021.0": "2021",
    "2021年度": "2021",
}


@pytest.mark.parametrize(("written", "label"), READ.items(), ids=[*READ])
def test_a_period_in_a_header_is_read_whole(written: str, label: str) -> None:
    assert head_of(written) == Head("", "", label)
    assert head_of(f"产值{written}(万元)") == Head("产值", "10,000 yuan", label)


NOT_READ = {
    "2021年前三季度": "2021年前三季度",
    "2021年1-3月": "2021年1-3月",
    "2021年1—3月": "2021年1—3月",
    "2021年 1至3月": "2021年 1至3月",
    "2021年一至三季度": "2021年一至三季度",
    "2021年1月1日至3月31日": "2021年1月1日至3月31日",
    "2021年13月": "2021年13月",
    "2021-02-30": "2021-02-30",
    "2021.13": "2021.13",
    "2021M13": "2021M13",
    "2020/21": "2020/21",
    "2018-2020年": "2018-2020年",
    "2015年以前": "2015年以前",
    "H1 2021": "H1 2021",
    "Jan 2021": "Jan 2021",
    "2021-Jan": "2021-Jan",
    "1-3月2021年": "2021 3月",
    "2021年工业1-9月": "2021 9月",
}


@pytest.mark.parametrize(("written", "unread"), NOT_READ.items(), ids=[*NOT_READ])
def test_no_year_is_taken_from_a_period_that_cannot_be_read(written: str, unread: str) -> None:
    found = head_of(f"{written} 产值")
    assert (found.period, found.unread) == ("", unread)
    assert found.name == f"{written} 产值"


def test_no_year_is_taken_where_the_months_stand_in_brackets() -> None:
    found = [head_of(one) for one in ("产值(2021年1-3月)", "1-3月产值(2021年)", "2021年(1-9月)")]
    assert [(one.period, bool(one.unread)) for one in found] == [("", True)] * 3


KEPT = {
    "2021年60岁以上人口": Head("60岁以上人口", "", "2021"),
    "2021年第一产业增加值": Head("第一产业增加值", "", "2021"),
    "2021年一般公共预算收入": Head("一般公共预算收入", "", "2021"),
    "2016年到户资金": Head("到户资金", "", "2016"),
    "2016年末人口": Head("年末人口", "", "2016"),
    "2016年粮食产量/吨": Head("粮食产量", "tonnes", "2016"),
    "Margin 2021": Head("Margin", "", "2021"),
    "2021四季豆产量": Head("四季豆产量", "", "2021"),
    "2018年比2019年增长": Head("2018年比2019年增长"),
}


@pytest.mark.parametrize(("header", "head"), KEPT.items(), ids=[*KEPT])
def test_a_year_beside_other_words_stays_a_year(header: str, head: Head) -> None:
    assert head_of(header) == head


MONTHS: Rows = [
    ["各县工业产值,单位:万元", "", "", ""],
    ["县", "2021-01", "2021-02", "2021-03"],
    ["甲县", "10", "20", "30"],
    ["乙县", "11", "21", "31"],
]


def test_months_in_headers_are_months_of_one_indicator(tmp_path: Path) -> None:
    report = loaded(proposed(MONTHS, "工业产值.csv"), tmp_path)
    assert report.built is not None, report.problems
    store = Store(report.built.path, report.built.fingerprint)
    assert store.frame("select label from indicators")["label"].tolist() == ["工业产值"]
    found = store.frame("select period, value from observations order by all")
    assert found.to_numpy().tolist() == [
        *(["2021-01", 10], ["2021-01", 11], ["2021-02", 20]),
        *(["2021-02", 21], ["2021-03", 30], ["2021-03", 31]),
    ]


def test_dates_that_are_headers_of_a_workbook_are_days() -> None:
    book, out = Workbook(), BytesIO()
    days = [dt.datetime(2021, month, 1) for month in (1, 2)]
    for row in (["县", *days], ["甲县", 10, 20], ["乙县", 11, 21]):
        book.worksheets[0].append(row)
    book.save(out)
    (sheet,) = sheets("产值.xlsx", out.getvalue())
    found = understood(sheet)
    assert isinstance(found, Proposal)
    assert [one.period for one in found.plan.columns] == ["", "2021-01-01", "2021-02-01"]


@pytest.mark.parametrize(
    ("title", "head", "name"),
    [
        ("2021年各县", "产值2021年前三季度(万元)", "产值.csv"),
        ("2021年1-3月各县", "产值(万元)", "2021年产值.csv"),
        ("各县", "产值(万元)", "2020-21产值.csv"),
    ],
)
def test_a_period_that_cannot_be_read_is_asked_for(title: str, head: str, name: str) -> None:
    rows = [[title, ""], ["县", head], ["甲县", "10"], ["乙县", "11"]]
    found = proposed(rows, name)
    assert found.plan.period == ""
    assert [one.key for one in found.needed] == ["period"]


def test_a_title_of_a_month_is_no_year() -> None:
    rows = [["各县产值 2021.01", ""], ["县", "产值(万元)"], ["甲县", "10"], ["乙县", "11"]]
    assert proposed(rows).plan.period == "2021-01"


def test_a_header_of_another_period_beside_years_is_left_out_and_named(tmp_path: Path) -> None:
    rows = [["县", "产值2020年(万元)", "产值2021年前三季度(万元)"], ["甲县", "1", "2"]]
    found = proposed(rows)
    why = "its header names a period that is not read (“2021年前三季度”)"
    left = [(one.head, one.why) for one in found.plan.of("left out")]
    assert left == [("产值2021年前三季度(万元)", why)]
    assert loaded(found, tmp_path).problems == ()
