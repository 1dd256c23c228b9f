"""The rules of an upload are run once: its build takes their word for the rows they were run on."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms import checked

from metrics.intake import check
from metrics.intake.write_package import write_package
from metrics.store import build

GOOD = ("poverty_exits.csv", b"year,place_id,status,households,people\n2015,Ash,achieved,5,9\n")


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each table whose rules a build runs."""
    tables: list[str] = []
    for name in ("cell_faults", "row_faults"):
        real = getattr(build, name)

        def noted(con: object, table: object, *more: object, real: object = real) -> object:
            tables.append(table.name)  # type: ignore[attr-defined] # of the contract
            return real(con, table, *more)  # type: ignore[operator] # one of the two

        monkeypatch.setattr(build, name, noted)
    return tables


def test_a_build_runs_no_rule_again_on_rows_just_checked(tmp_path: Path, looked: list[str]) -> None:
    report = checked(tmp_path, GOOD)
    assert report.built is not None
    assert looked == []


@pytest.mark.slow
def test_observations_without_status_and_group_are_loaded(tmp_path: Path) -> None:
    heads = b"indicator_id,label,unit,kind,across_places,across_periods\n"
    declared = heads + b"hh,Hh,people,stock,sum,last\n"
    given = b"place_id,indicator_id,period,value\nAsh,hh,2021,5\n"
    report = checked(tmp_path, ("indicators.csv", declared), ("observations.csv", given))
    assert report.problems == ()
    assert report.built is not None


@pytest.mark.slow
@pytest.mark.parametrize("people", ["-9", "", '"9 "'])
def test_rows_that_are_others_than_those_checked_are_checked(
    tmp_path: Path, looked: list[str], monkeypatch: pytest.MonkeyPatch, people: str
) -> None:
    def differs(folder: Path, *more: object) -> None:
        write_package(folder, *more)  # type: ignore[arg-type] # as it is called
        path = folder / "poverty_exits.csv"
        path.write_text(path.read_text().replace('"9"', people))

    monkeypatch.setattr(check, "write_package", differs)
    report = checked(tmp_path, GOOD)
    assert "poverty_exits" in looked
    assert (report.built is None) == (people != "")
    assert bool(report.problems) == (people != "")
