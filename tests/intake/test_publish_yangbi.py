"""The built-in document, read at the desk by one who takes what is proposed, beside data/yangbi.

Its text is not included; VILLAGE_METRICS_DOCUMENT names a copy of one's own.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from test_publish import published, rows

VARIABLE = "VILLAGE_METRICS_DOCUMENT"
YANGBI = Path(__file__).resolve().parents[2] / "data" / "yangbi"
# All of the pilot villages: the desk proposes 100 percent, the dataset has the count.
ONLY_A_PERSON = {"F03"}

pytestmark = pytest.mark.skipif(
    not os.environ.get(VARIABLE), reason=f"{VARIABLE} names no copy of the document"
)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Make the dataset of the document as it is proposed."""
    return published(Path(os.environ[VARIABLE]).read_text(encoding="utf-8"), tmp_path)


def paired(made: Path) -> list[tuple[dict[str, str], dict[str, str]]]:
    """Return each figure of data/yangbi with the one made at the same place of the text."""
    own = rows(made, "figures")
    return [
        (known, one)
        for known in rows(YANGBI, "figures")
        for one in own
        if int(one["start"]) < int(known["end"]) and int(known["start"]) < int(one["end"])
    ]


def test_each_figure_is_there_and_its_value_is_the_same(made: Path) -> None:
    pairs = paired(made)
    assert [known["figure_id"] for known, _ in pairs] == [
        row["figure_id"] for row in rows(YANGBI, "figures")
    ]
    other = {
        known["figure_id"]
        for known, one in pairs
        if known["certainty"] != "ambiguous"
        and abs(float(known["value"] or 0) - float(one["value"] or 0)) > 0.0005
    }
    assert other == ONLY_A_PERSON


def test_what_is_ambiguous_there_is_left_open_here(made: Path) -> None:
    ambiguous = [(k, one) for k, one in paired(made) if k["value"] == "" and k["kind"] != "slogan"]
    assert [(k["figure_id"], one["value"], one["certainty"]) for k, one in ambiguous] == [
        ("F30", "", "ambiguous")
    ]


def test_the_exits_and_the_pairs_stand_in_the_same_cells(made: Path) -> None:
    ids = {one["figure_id"]: known["figure_id"] for known, one in paired(made)}

    def cells(folder: Path, table: str, names: dict[str, str]) -> set[tuple[str, str]]:
        return {
            (column, names.get(text, text))
            for row in rows(folder, table)
            for column, text in row.items()
            if column.endswith("_figure") and text
        }

    same = {name: name for name in ids.values()}
    assert cells(made, "poverty_exits", ids) == cells(YANGBI, "poverty_exits", same)
    assert cells(made, "paired_assistance", ids) == cells(YANGBI, "paired_assistance", same)
