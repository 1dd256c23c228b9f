"""The command `read` prints every number of a report, or how it differs from the last edition."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from metrics.cli import main
from metrics.reports.rows import COLUMNS

YANGBI = Path(__file__).resolve().parents[2] / "data" / "yangbi"
TEXT = "In 20 14, 854 households with 2,976 people rose. No. 5 is closed."


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_csv_has_one_row_a_number(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(report)]) == 0
    printed = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(printed.out)))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["printed"], row["readings"], row["class"], row["reason"]) for row in rows] == [
        ("20 14", "2014", "year", ""),
        ("854", "854", "statistic", ""),
        ("2,976", "2976", "statistic", ""),
        ("5", "", "none", "document number"),
    ]
    assert rows[0]["rules"] == "years"
    assert rows[1]["evidence"] == "ratio: 2,976 people / 854 households = 3.48"
    assert "4 numbers (text, utf-8): 2 clean, 1 repaired, 0 open, 1 no statistic" in printed.err


def test_json_has_the_document_and_every_word_that_says_something(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(report), "--format", "json"]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert whole["document"]["characters"] == len(TEXT)
    one = whole["numbers"][1]
    assert (one["printed"], one["certainty"], one["queue"]) == ("854", "certain", "clean")
    assert TEXT[one["noun"]["start"] : one["noun"]["end"]] == "households"


def test_an_edition_is_compared_and_3_says_that_something_differs(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(report), "--edition", str(YANGBI)]) == 3
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["state"] for row in rows} >= {"gone"}
    assert sum(row["figure_id"] != "" for row in rows) == 40


def test_what_cannot_be_read_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(tmp_path / "none.txt")]) == 1
    assert "cannot be opened: No such file or directory" in capsys.readouterr().err
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    assert main(["read", str(tmp_path / "a.png")]) == 1
    assert "is a PNG image, whatever its name says" in capsys.readouterr().err


def test_a_damaged_last_edition_ends_with_1(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "last"
    folder.mkdir()
    for path in YANGBI.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "figures.csv").write_text("figure_id,start,end\nF01,one,2\n", encoding="utf-8")
    assert main(["read", str(report), "--edition", str(folder)]) == 1
    assert "The last edition's figures cannot be read" in capsys.readouterr().err
