"""The built-in document, read by the engine, against the figures that were read by hand.

Its text is not included; VILLAGE_METRICS_DOCUMENT names a copy of one's own.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from metrics.reports.candidates import Candidate
from metrics.reports.edition import Figure, compare
from metrics.reports.report import read_report

VARIABLE = "VILLAGE_METRICS_DOCUMENT"
FIGURES = Path(__file__).resolve().parents[2] / "data" / "yangbi" / "figures.csv"
# All of them: 100 %, where the dataset has the number that they are. No value is safe for F30.
NOT_FIRST = {"F03", "F30"}
AMBIGUOUS = {"F23", "F30", "F35"}

pytestmark = pytest.mark.skipif(
    not os.environ.get(VARIABLE), reason=f"{VARIABLE} names no copy of the document"
)


def rows(*kinds: str) -> list[dict[str, str]]:
    """Read the figures of some kinds."""
    with FIGURES.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["kind"] in kinds]


def candidates() -> tuple[Candidate, ...]:
    """Read the document."""
    text = Path(os.environ[VARIABLE]).read_text(encoding="utf-8")
    return read_report(text).candidates


def of(row: dict[str, str]) -> list[Candidate]:
    """Return the candidates inside the characters of a figure."""
    low, high = int(row["start"]), int(row["end"])
    return [one for one in candidates() if one.start < high and low < one.end]


def test_each_of_the_forty_numbers_is_a_candidate_and_the_right_reading_is_first() -> None:
    numbers = rows("statistic", "year", "qualitative")
    assert len(numbers) == 40
    assert [row["figure_id"] for row in numbers if len(of(row)) != 1] == []
    first = {row["figure_id"]: of(row)[0].readings[0].value for row in numbers}
    wrong = {
        row["figure_id"]
        for row in numbers
        if not row["value"] or abs(first[row["figure_id"]] - float(row["value"])) > 0.0005
    }
    assert wrong == NOT_FIRST


def test_the_three_ambiguous_numbers_are_marked_and_no_others() -> None:
    ambiguous = {
        row["figure_id"]
        for row in rows("statistic", "year", "qualitative")
        if of(row)[0].certainty == "ambiguous"
    }
    assert ambiguous == AMBIGUOUS


def test_the_three_slogans_are_no_statistics() -> None:
    found = [of(row) for row in rows("slogan")]
    assert [[one.reason for one in each] for each in found] == [["slogan"]] * 3


def test_no_digit_is_unaccounted_for_and_nothing_else_is_a_statistic() -> None:
    text = Path(os.environ[VARIABLE]).read_text(encoding="utf-8")
    found = candidates()
    covered = {at for one in found for at in range(one.start, one.end)}
    assert [at for at, sign in enumerate(text) if sign.isdigit() and at not in covered] == []
    assert sum(one.kind != "none" for one in found) == 40


def test_the_document_is_the_same_edition_as_its_dataset() -> None:
    figures = [
        Figure(
            row["figure_id"],
            row["printed"],
            int(row["start"]),
            int(row["end"]),
            float(row["value"]) if row["value"] else None,
            row["unit"],
            row["counts"],
            row["kind"],
        )
        for row in rows("statistic", "year", "qualitative", "slogan")
    ]
    report = read_report(Path(os.environ[VARIABLE]).read_text(encoding="utf-8"))
    changes = compare(report, figures)
    assert [(one.state, one.found_by) for one in changes] == [("same", "quote")] * 40
