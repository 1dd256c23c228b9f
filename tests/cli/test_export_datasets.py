"""village-metrics export with datasets that are broken, missing, or larger than ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Export = Callable[..., int]
Written = Callable[[], list[str]]
Said = pytest.CaptureFixture[str]


def test_a_broken_dataset_is_refused_with_its_faults(
    export: Export, copy: Path, written: Written, capsys: Said
) -> None:
    exits = copy / "poverty_exits.csv"
    exits.write_text(exits.read_text().replace("F06,F07", "F98,F99"))
    assert export("poverty_exits", "--format", "csv", "--data", str(copy)) == 1
    title, *faults = capsys.readouterr().err.splitlines()
    assert title == "The dataset cannot be used: yangbi has 2 faults."
    for fault, found in zip(faults, ("households_figure", "people_figure"), strict=True):
        assert fault.startswith(f"poverty_exits.csv, row 2, column {found}: ")
    assert written() == []


def test_a_folder_without_a_dataset_is_named(
    export: Export, tmp_path: Path, written: Written, capsys: Said
) -> None:
    assert export("poverty_exits", "--data", str(tmp_path)) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"There is no dataset here: {tmp_path} has no datapackage.json.")
    assert written() == []


@pytest.mark.slow
def test_a_choice_of_many_villages_has_a_file_that_can_be_named(
    export: Export, copy: Path, written: Written
) -> None:
    names = [f"Village{number}" for number in range(40)]
    lines = [f"{name.lower()},{name},administrative village,yangbi,document,\n" for name in names]
    with (copy / "places.csv").open("a") as places:
        places.writelines(lines)
    asked = ("--format", "csv", "--data", str(copy), "--villages", "Lingxiu", *names)
    assert export("village_industry", *asked) == 0
    assert len(written()) == 1


@pytest.mark.slow
def test_of_all_topics_those_without_a_table_are_told_and_no_failure(
    export: Export, copy: Path, written: Written, capsys: Said
) -> None:
    described = json.loads((copy / "datapackage.json").read_text())
    described["resources"] = [r for r in described["resources"] if r["name"] != "training"]
    (copy / "datapackage.json").write_text(json.dumps(described))
    (copy / "training.csv").unlink()
    assert export("--all", "--format", "csv", "--data", str(copy)) == 0
    assert "the dataset states nothing on Training" in capsys.readouterr().err
    assert "yangbi-training.csv" not in written()
    assert "yangbi-poverty-exits.csv" in written()
    assert export("training", "--format", "csv", "--data", str(copy)) == 1
