"""village-metrics new makes an empty dataset that passes its own check; build makes it ready."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from frictionless import Package as Described

from metrics.cli import main
from metrics.store.templates import USER_TABLES, columns, example

Said = pytest.CaptureFixture[str]


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """Make an empty dataset."""
    folder = tmp_path / "counties" / "my-county"
    assert main(["new", str(folder)]) == 0
    return folder


@pytest.mark.slow
def test_a_new_dataset_has_a_file_for_each_table_and_breaks_no_rule(
    county: Path, capsys: Said
) -> None:
    files = {f"{table.name}.csv" for table in USER_TABLES} | {"datapackage.json", "README.md"}
    assert {path.name for path in county.iterdir()} == files
    assert (county / "poverty_exits.csv").read_text() == "year,place_id,status,households,people\n"
    capsys.readouterr()
    assert main(["check", str(county)]) == 0
    says = f"{county}: is empty (0 rows in every table); no rule is broken.\n"
    assert capsys.readouterr() == (says, "")


def test_each_column_is_explained_with_its_unit_and_an_example(county: Path) -> None:
    text = (county / "README.md").read_text(encoding="utf-8")
    line = "| households | households lifted out of poverty | households |  | 12081 |"
    assert line in text.splitlines()
    for table in USER_TABLES:
        assert f"## {table.name}.csv" in text
        for field in columns(table):
            assert f"| {field.name} | {field.says} |" in text


@pytest.mark.slow
def test_the_examples_of_a_table_make_a_row_that_the_rules_accept(county: Path) -> None:
    place = "oak-village,Oak,administrative village,,,,,\n"
    with (county / "places.csv").open("a", encoding="utf-8") as file:
        file.write(place)
    for table in USER_TABLES[1:]:
        cells = [example(field) or "something" for field in columns(table)]
        with (county / f"{table.name}.csv").open("a", encoding="utf-8") as file:
            file.write(",".join(cells) + "\n")
    declared = "indicator_id,label,unit,kind,across_places,across_periods\n"
    declared += "income-per-person,Income per person,yuan per person,flow,none,none\n"
    (county / "indicators.csv").write_text(declared)
    (county / "work_teams.csv").write_text("place_id,as_of,members\noak-village,2020,4\n")
    assert main(["check", str(county)]) == 0


@pytest.mark.slow
def test_its_description_is_a_data_package(county: Path) -> None:
    described = Described(str(county / "datapackage.json"))
    assert [one.name for one in described.resources] == [table.name for table in USER_TABLES]
    assert json.loads((county / "datapackage.json").read_text())["name"] == "my-county"


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["new", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"The folder is not empty: {tmp_path}. Name a folder that is not there")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_build_says_where_the_tables_are_and_their_version(capsys: Said) -> None:
    assert main(["build"]) == 0
    said = capsys.readouterr()
    path, _, version = said.out.strip().partition(" holds version ")
    assert Path(path).is_file()
    assert version and version in path
    assert said.err.startswith("Checking and building ")


def test_build_names_the_faults_of_a_dataset(county: Path, capsys: Said) -> None:
    (county / "places.csv").write_text("place_id,name\noak,Oak\n")
    assert main(["build", str(county)]) == 1
    assert "places.csv, row 1, column kind: the column is missing" in capsys.readouterr().err
