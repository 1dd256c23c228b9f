"""village-metrics check FILE: the rules, messages and exit codes of the page Your data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from metrics.cli import main

HEAD = "年份,村名,状态,户数\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Name a file to check."""
    return tmp_path / "上报.csv"


@pytest.mark.slow
def test_a_file_without_faults_is_0(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_bytes((HEAD + "2014,光明村,已完成,12\n").encode("gb18030"))
    assert main(["check", str(file)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "上报.csv: read as poverty_exits (header in row 1, gb18030)",
        "上报.csv: every rule holds (1 row of poverty_exits, 1 row of places).",
    ]


@pytest.mark.slow
def test_faults_of_one_cause_are_one_line_and_1(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"{2000 + n},光明村,已完成,十\n" for n in range(9))
    file.write_text(HEAD + rows, encoding="utf-8")
    assert main(["check", str(file)]) == 1
    (title, fault) = capsys.readouterr().err.splitlines()
    assert title == "上报.csv has faults."
    assert fault.startswith(
        "上报.csv, row 2, column 户数: the value is text, not a number (found: 十)."
    )
    assert fault.endswith("Rows 2, 3, 4, 5, 6 and 4 more: 9 cells in all.")


def test_a_folders_faults_of_one_cause_are_one_line_too(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = copy / "places.csv"
    path.write_text(path.read_text().replace(",hamlet,", ",farm,").replace(",county,", ",shire,"))
    assert main(["check", str(copy)]) == 1
    assert "Rows 4, 6: 2 cells in all." in capsys.readouterr().err


def test_a_dataset_where_the_command_runs_gives_no_answers(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("村名,年份,猪存栏\n石龙村,2020,800\n", encoding="utf-8")
    columns = {"猪存栏": {"role": "left out"}}
    kept = {"mappings": [{"columns": columns, "indicators": []}]}
    (file.parent / "datapackage.json").write_text(json.dumps(kept), encoding="utf-8")
    monkeypatch.chdir(file.parent)
    main(["check", str(file)])
    assert "as answered before" not in "".join(capsys.readouterr())
    main(["check", str(file), "--answers-of", "."])
    assert "as answered before" in "".join(capsys.readouterr())
