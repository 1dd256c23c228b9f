"""Datasets joined on the command line: by their names, or by their folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from metrics.cli import main
from metrics.cli.places import built

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.mark.slow
@pytest.mark.parametrize(
    "asked",
    [
        "fictional-county+yangbi",
        "yangbi fictional-county",
        f"{DATA}/fictional-county+{DATA}/yangbi",
    ],
)
def test_datasets_joined_are_one_by_name_and_by_folder(asked: str) -> None:
    name, found = built(Path(asked))
    assert name == "yangbi+fictional-county"
    assert found == built(Path("yangbi+fictional-county"))[1]


def test_a_dataset_is_found_by_its_folder_or_its_name() -> None:
    assert built(DATA / "yangbi") == built(Path("yangbi"))


@pytest.mark.parametrize("asked", ["nowhere", "yangbi+nowhere", "a\0b", "x" * 5000])
def test_what_is_no_dataset_is_refused_in_a_sentence(
    asked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", asked]) == 1
    assert "There is no dataset here" in capsys.readouterr().err


@pytest.mark.slow
def test_a_joined_dataset_is_exported_under_its_one_name(tmp_path: Path) -> None:
    command = ["export", "poverty_exits", "--format", "csv", "--to", str(tmp_path)]
    assert main([*command, "--data", "fictional-county+yangbi"]) == 0
    (file,) = tmp_path.iterdir()
    assert file.name == "yangbi+fictional-county-poverty-exits.csv"
    assert "A:F12" in file.read_text(encoding="utf-8-sig")
