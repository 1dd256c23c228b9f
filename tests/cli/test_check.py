"""village-metrics check prints a line for each cross-check, or the faults of a broken dataset."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from metrics.cli import main
from metrics.cli.places import YANGBI

Said = pytest.CaptureFixture[str]
FAULT = (
    "poverty_exits.csv, row 2, column people_figure: no row of figures is called this "
    "(found: F99). Use a figure_id that figures lists, or add it there."
)


@pytest.fixture
def broken(copy: Path) -> Path:
    """Name a figure in a copy of the built-in dataset that there is not."""
    exits = copy / "poverty_exits.csv"
    exits.write_text(exits.read_text().replace("F06,F07", "F06,F99"))
    return copy


@pytest.mark.slow
def test_each_check_of_the_built_in_dataset_has_its_line(capsys: Said) -> None:
    assert main(["check"]) == 0
    with (YANGBI / "checks.csv").open(encoding="utf-8", newline="") as file:
        checks = [row["check_id"] for row in csv.DictReader(file)]
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == checks
    assert lines[0] == (
        "C01 holds: poor and other assisted villages add up to all assisted villages "
        "(31 + 34 = 65, equals 65)"
    )


@pytest.mark.slow
def test_the_faults_of_a_broken_dataset_are_named(broken: Path, capsys: Said) -> None:
    assert main(["check", str(broken)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == ["The dataset cannot be used: yangbi has 1 fault.", FAULT]


def test_the_folder_that_the_reader_is_in_has_its_own_name(
    broken: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    monkeypatch.chdir(broken)
    assert main(["check", "."]) == 1
    assert capsys.readouterr().err.startswith("The dataset cannot be used: yangbi has 1 fault.\n")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, capsys: Said) -> None:
    assert main(["check", str(tmp_path / "nowhere")]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"There is no dataset here: {tmp_path}/nowhere has no datapackage.json.")


def test_serve_names_a_folder_of_datasets_that_there_is_not(tmp_path: Path, capsys: Said) -> None:
    assert main(["serve", "--data", str(tmp_path / "nowhere")]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"There is no such folder: {tmp_path}/nowhere. Name a folder that holds")
