"""Nothing that was built is lost, and what is built is closed to change."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import duckdb
import pytest
from stores import stored

from metrics.cli import main
from metrics.errors import DataProblems
from metrics.store import build_cache
from metrics.store.open import LONGEST_CACHED, Store, Value

YANGBI = Path(__file__).resolve().parents[2] / "data" / "yangbi"


@pytest.mark.slow
def test_a_broken_file_keeps_the_tables_built_before(copy: Path) -> None:
    before = build_cache.ensure(copy)
    (copy / "figures.csv").write_text("figure_id\n", encoding="utf-8")
    with pytest.raises(DataProblems):
        build_cache.ensure(copy)
    assert before.path.is_file()
    assert not list(before.path.parent.glob("*.part*"))


@pytest.mark.slow
def test_a_changed_file_is_built_anew_and_an_unchanged_one_is_not(copy: Path) -> None:
    first, again = build_cache.ensure(copy), build_cache.ensure(copy)
    assert first == again
    path = copy / "figures.csv"
    path.write_text(path.read_text().replace("F18 = 65", "F18 is 65"), encoding="utf-8")
    assert build_cache.ensure(copy).path != first.path


def test_the_store_is_read_only_and_closed_to_the_outside(store: Store) -> None:
    for sql in ("create table z (a int)", "set threads = 1", "from read_csv('/etc/hosts')"):
        with pytest.raises(duckdb.Error):
            store.frame(sql)


def test_cached_rows_are_asked_for_once_by_query_and_values_and_long_lists_are_not_cached() -> None:
    store = stored(YANGBI)
    few: dict[str, Value] = {"n": 3, "years": (2014,)}
    asked: list[dict[str, Value]] = [few, {**few, "years": ()}, {"n": 4}, few]
    with patch.object(store, "records", return_value=[{"i": 0}]) as records:
        for values in asked:
            store.cached_records("select unnest(range($n)) as i", values)
    assert [values for (_, values), _ in records.call_args_list] == [{"n": 3}, {"n": 4}]
    long = "select unnest(range($n)) as i, 1"
    for count in (LONGEST_CACHED, LONGEST_CACHED + 1):
        with patch.object(store, "records", wraps=store.records) as records:
            found = [len(store.cached_records(long, {"n": count})) for _ in range(2)]
        assert found == [count, count]
        assert records.call_count == (1 if count == LONGEST_CACHED else 2)


@pytest.mark.slow
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
