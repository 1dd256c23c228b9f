"""A build that was stopped is taken up where its last finished step ended, and gives the same."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from drawn_indicators import write as write_indicators
from parquet_copy import built, differences, rewrite, sums, write_parquet

from metrics.store import build_cache, large, stopped
from metrics.store.scratch import locked

STEPS = ("add_about", "add_rows", "add_sums")
UP = stopped.TAKEN_UP
Counted = dict[str, int]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write a dataset of indicators in some Parquet files."""
    return write_parquet(write_indicators(tmp_path / "csv", 1), tmp_path / "parquet", 3)


def stop(folder: Path, owner: object, name: str, when: str) -> None:
    """Build until a step of the work, and stop before or after it as Ctrl+C does."""
    step: Callable[..., object] = getattr(owner, name)

    def stopping(*given: object, **named: object) -> object:
        if when == "after":
            step(*given, **named)
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, stopping)
        with pytest.raises(KeyboardInterrupt):
            build_cache.ensure(folder)


def built_again(folder: Path) -> tuple[build_cache.Built, Counted]:
    """Build, and count the steps that are done."""
    done = dict.fromkeys(STEPS, 0)

    def counting(name: str) -> Callable[..., object]:
        step: Callable[..., object] = getattr(large, name)

        def count(*given: object, **named: object) -> object:
            done[name] += 1
            return step(*given, **named)

        return count

    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            patch.setattr(large, name, counting(name))
        return build_cache.ensure(folder), done


def assert_as_anew(found: build_cache.Built, folder: Path) -> None:
    """Hold built tables against those of a build of all files; nothing else is left."""
    with duckdb.connect(str(found.path), read_only=True) as con:
        anew = built(folder)
        assert not differences(con, anew)
        assert list(sums(con)) == list(sums(anew))
        names = con.execute("select table_name from duckdb_tables()").fetchall()
        assert not {("finished",), ("started_from",)} & {*names}
    assert [one.name for one in found.path.parent.iterdir()] == [found.path.name]


@pytest.mark.slow
def test_a_stop_within_a_query_is_one() -> None:
    script = """
import duckdb, os, signal, threading
from metrics.store.stopped import stoppable

signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where tests run aside
threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
try:
    with stoppable():
        duckdb.execute("select sum(hash(range)) from range(300000000)")
except KeyboardInterrupt:
    print("stopped")
"""
    command = [sys.executable, "-c", script]
    assert subprocess.run(command, capture_output=True, text=True).stdout == "stopped\n"


CHECKED, KEPT = "observations: checked", "observations: kept"
ADDED_UP = "observations: added up"
AT = [
    ("add_about", "after", (), (1, 1, 1)),
    ("add_rows", "before", (CHECKED,), (0, 1, 1)),
    ("add_sums", "before", (CHECKED, KEPT), (0, 0, 1)),
    ("add_stated_by", "after", (CHECKED, KEPT, ADDED_UP), (0, 0, 0)),
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "when", "finished", "again"), AT)
def test_the_steps_finished_are_not_done_again(
    folder: Path,
    kept: Path,
    name: str,
    when: str,
    finished: tuple[str, ...],
    again: tuple[int, int, int],
) -> None:
    stop(folder, large, name, when)
    found, done = built_again(folder)
    assert tuple(done.values()) == again
    says = f"{UP}, with what it had finished: {'; '.join(finished)}" if finished else ""
    assert found.remark == says
    assert_as_anew(found, folder)


@pytest.mark.slow
def test_a_build_may_be_stopped_twice(folder: Path, kept: Path) -> None:
    stop(folder, large, "add_rows", "before")
    stop(folder, large, "add_sums", "after")
    stop(folder, os, "replace", "before")
    found, done = built_again(folder)
    assert tuple(done.values()) == (0, 0, 0)
    assert found.remark == f"{UP}, with what it had finished: everything"
    assert_as_anew(found, folder)


@pytest.mark.slow
def test_of_other_files_nothing_is_taken_up(folder: Path, kept: Path) -> None:
    stop(folder, large, "add_sums", "after")
    rewrite(folder / "observations" / "2.parquet", "from before offset 1")
    found, done = built_again(folder)
    assert tuple(done.values()) == (1, 1, 1)
    says = "what a stopped build had finished is thrown away: observations/2.parquet has changed"
    assert found.remark == says
    assert_as_anew(found, folder)


@pytest.mark.slow
def test_what_a_stopped_build_left_may_have_gone_bad(folder: Path, kept: Path) -> None:
    stop(folder, large, "add_sums", "after")
    for left in kept.glob(f"*{stopped.ENDING}/*"):
        left.write_bytes(b"gone bad" * 10_000)
    found, done = built_again(folder)
    assert tuple(done.values()) == (1, 1, 1)
    assert_as_anew(found, folder)


@pytest.mark.slow
def test_a_build_that_fails_leaves_nothing(folder: Path, kept: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(large, "add_sums", lambda *given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            build_cache.ensure(folder)
    assert not list(kept.iterdir())


def test_two_builds_of_the_same_do_not_meet(tmp_path: Path) -> None:
    target = tmp_path / "county-0123456789abcdef.duckdb"
    with stopped.work(target) as first:
        assert first is not None
        with stopped.work(target) as second:
            assert second is None
        first.write_text("whole")
    assert target.read_text() == "whole"
    assert [one.name for one in tmp_path.iterdir()] == [target.name]


def test_work_that_nobody_takes_up_is_tidied(tmp_path: Path) -> None:
    names = ("county-0123456789abcdef", "county-fedcba9876543210", "busy-0123456789abcdef")
    old, new, busy = (tmp_path / f"{name}.duckdb{stopped.ENDING}" for name in names)
    (other := tmp_path / "a reader's.work").mkdir()
    for path in (old, new, busy):
        path.mkdir()
        (path / stopped.TABLES).touch()
    long_ago = time.time() - stopped.STALE_SECONDS - 60
    for path in (old, busy, other):
        for one in (*path.iterdir(), path):
            os.utime(one, (long_ago, long_ago))
    done = tmp_path / "done-0123456789abcdef.duckdb"
    done.touch()
    done.with_name(f"{done.name}{stopped.ENDING}").mkdir()
    with locked(busy, alone=True):
        stopped.tidy(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([new, busy, other, done])
