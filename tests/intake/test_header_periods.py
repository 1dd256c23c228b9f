"""Periods that stand in headers: each column is filed as its header says, or is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms import Rows, text

from metrics.intake.arrange import planned
from metrics.intake.check import CheckRequest, Report, check
from metrics.intake.files import sheets
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
