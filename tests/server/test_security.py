"""SECURITY.md says the limits that the code has."""

from __future__ import annotations

from pathlib import Path

import pytest

from metrics.intake import limits
from metrics.ui import gate, notices, posted, rate, reading_room, uploads, verify, workers

TEXT = (Path(__file__).resolve().parents[2] / "SECURITY.md").read_text(encoding="utf-8")
SAID = [
    f"| {gate.LONGEST_QUERY:,} bytes of query |",
    f"| {posted.MOST_AN_IMAGE // posted.MB} MB; PNG and SVG only |",
    f"| {posted.MOST_A_FORM // posted.MB} MB, {posted.MOST_IMAGES} images, {posted.SECONDS} sec",
    f"| {workers.FILES.places} at a time, {workers.FILES.waiting} wait; beyond",
    f"| {workers.TABLES.places} at a time, {workers.TABLES.waiting} wait |",
    f"| {workers.CARDS.places} at a time, {workers.CARDS.waiting} wait |",
    f"| {rate.BURST} at once, and one more each second;",
    f"| {verify.MEGABYTES} MB; unpacked",
    f"| {reading_room.MEGABYTES} MB |",
    f"| {notices.MOST_UNKNOWN}, the others are counted |",
    f"| {limits.MEGABYTES} MB; a ZIP or workbook {limits.UNPACKED_MEGABYTES} MB unpacked |",
    f"| {limits.AT_ONCE}, {limits.MEGABYTES_AT_ONCE} MB in all |",
    f"| {limits.ROWS:,} rows, {limits.COLUMNS} columns |",
    f"| {uploads.DATASETS}, {uploads.MEGABYTES_KEPT} MB in all with the checks |",
    f"| {uploads.MEGABYTES_OF_ALL:,} MB |",
]


@pytest.mark.parametrize("words", SAID)
def test_a_limit_is_said_as_it_is(words: str) -> None:
    assert words in TEXT


def test_the_rate_is_one_a_second() -> None:
    assert rate.PER_SECOND == 1
