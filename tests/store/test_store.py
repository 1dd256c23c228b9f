"""Each rule refuses one bad row, and nothing that was there is lost."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from metrics.cli import main
from metrics.errors import DataProblems
from metrics.store import keep
from metrics.store.open import Store

BAD = [
    ("figures.csv", ",719,", ",7x9,", 10, "value", "not of type number"),
    ("figures.csv", "F40,yangbi", "F39,yangbi", 41, "figure_id", "earlier row"),
    ("poverty_exits.csv", "F06", "F99", 2, "households_figure", "no row of figures"),
    ("poverty_exits.csv", "F06", "F07", 2, "households_figure", "does not count households"),
    ("poverty_exits.csv", "planned", "hoped", 4, "status", "not in the list"),
    ("poverty_exits.csv", "planned", "achieved", 4, "people_figure", "another status"),
    ("places.csv", "meixi,yangbi", "meixi,nowhere", None, "", ""),
    ("documents.csv", ",6624,", ",,", 2, "characters", "required"),
    ("figures.csv", "printed,value", "printed,amount", 1, "amount", "not known"),
]


@pytest.mark.parametrize(("file", "old", "new", "row", "column", "rule"), BAD)
def test_a_bad_cell_is_named_and_refused(
    copy: Path, file: str, old: str, new: str, row: int | None, column: str, rule: str
) -> None:
    text = (copy / file).read_text(encoding="utf-8")
    if file == "places.csv":
        old, new, row, column, rule = ",meixi,", ",nowhere,", 6, "parent_id", "no row of places"
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataProblems) as refused:
        keep.ensure(copy)
    found = [(p.file, p.row, p.column) for p in refused.value.problems if rule in p.rule]
    assert (file, row, column) in found


def test_a_broken_file_keeps_the_tables_built_before(copy: Path) -> None:
    before = keep.ensure(copy)
    (copy / "figures.csv").write_text("figure_id\n", encoding="utf-8")
    with pytest.raises(DataProblems):
        keep.ensure(copy)
    assert before.path.is_file()
    assert not list(before.path.parent.glob("*.part*"))


def test_a_changed_file_is_built_anew_and_an_unchanged_one_is_not(copy: Path) -> None:
    first, again = keep.ensure(copy), keep.ensure(copy)
    assert first == again
    path = copy / "figures.csv"
    path.write_text(path.read_text().replace("F18 = 65", "F18 is 65"), encoding="utf-8")
    assert keep.ensure(copy).path != first.path


def test_the_store_is_read_only_and_closed_to_the_outside(store: Store) -> None:
    for sql in ("create table z (a int)", "set threads = 1", "from read_csv('/etc/hosts')"):
        with pytest.raises(duckdb.Error):
            store.frame(sql)


def test_check_says_when_a_changed_value_breaks_a_sum(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(copy)]) == 0
    path = copy / "figures.csv"
    path.write_text(
        path.read_text().replace("34 non-poor villages,34,", "34 non-poor villages,35,")
    )
    assert main(["check", str(copy)]) == 1
    assert "C01 fails" in capsys.readouterr().out
