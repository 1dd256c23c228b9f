"""Built tables are whole or not there, wherever and by however many they are built."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, redirect_stderr
from pathlib import Path

import pytest

from metrics.cli import main
from metrics.errors import CacheNotWritable, CannotSave, DataProblems
from metrics.store import build_cache, built_files, cache_folders, package
from metrics.store.cache_folders import folders
from metrics.store.open import Store
from metrics.store.scratch import scratch
from metrics.store.tables import TABLES, TOPIC_TABLES

FullDisk = Callable[[int], AbstractContextManager[None]]
YANGBI = Path(__file__).resolve().parents[2] / "data" / "yangbi"

ALL = 1 + 8 + 43 + 3 + 1 + 5 + 1 + 6 + 5 + 9 + 17  # rows of the built-in dataset, table by table
ADDED = {"checks": ["arithmetic", "verdict"], "places": ["depth", "label"]}
BLOCK = 262_144  # bytes that DuckDB reads and checks at a time
BUILD = (
    "import sys, pathlib, metrics.store.build_cache as k; "
    "print(k.ensure(pathlib.Path(sys.argv[1])))"
)


def rows(built: build_cache.Built) -> int:
    """Read every table whole and count the rows."""
    store = Store(built.path, built.fingerprint)
    return sum(len(store.frame(f"from {table.name}")) for table in TABLES)


def damage(path: Path, how: str) -> None:
    """Spoil a built file: cut it short, or write something else into it."""
    found = path.read_bytes()
    half, last = len(found) // 2, len(found) - BLOCK
    spoiled = {
        "empty": b"",
        "no database": b"garbage" * 999,
        "short": found[:half],
        "one byte short": found[:-1],
        "spoiled inside": found[:last] + bytes(64) + found[last + 64 :],
        "spoiled head": b"\xff" * 64 + found[64:],
    }
    path.write_bytes(spoiled[how])


HOW = ["empty", "no database", "short", "one byte short", "spoiled inside", "spoiled head"]


@pytest.mark.slow
@pytest.mark.parametrize("how", HOW)
def test_a_damaged_file_is_built_again(copy: Path, kept: Path, how: str) -> None:
    before = build_cache.ensure(copy)
    damage(before.path, how)
    assert build_cache.ensure(copy) == before
    assert rows(before) == ALL
    assert [path.name for path in kept.iterdir()] == [before.path.name]


@pytest.mark.slow
def test_a_whole_file_is_not_built_again(copy: Path, kept: Path) -> None:
    before = build_cache.ensure(copy).path.stat()
    after = build_cache.ensure(copy).path.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


@pytest.mark.slow
def test_tables_can_be_checked_while_they_are_in_use(copy: Path, kept: Path) -> None:
    built = build_cache.ensure(copy)
    store = Store(built.path, built.fingerprint)
    inode = built.path.stat().st_ino
    assert build_cache.ensure(copy).path.stat().st_ino == inode
    assert len(store.frame("from figures")) == 43


@pytest.mark.slow
def test_every_table_of_the_contract_is_built(copy: Path, kept: Path) -> None:
    built = build_cache.ensure(copy)
    store = Store(built.path, built.fingerprint)
    for table in TABLES:
        added = ADDED.get(table.name, ["covered"] if table in TOPIC_TABLES else [])
        names = [field.name for field in table.fields]
        assert list(store.frame(f"from {table.name}")) == names + added


@pytest.mark.slow
def test_processes_that_build_at_once_get_the_same_whole_file(copy: Path, kept: Path) -> None:
    command = [sys.executable, "-c", BUILD, str(copy)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    built = build_cache.ensure(copy)
    assert said == [f"{built}\n"] * 2
    assert rows(built) == ALL
    assert [path.name for path in kept.iterdir()] == [built.path.name]


def spoil_figures(folder: Path) -> None:
    """Break a dataset's figures, so that nothing can be built from it."""
    (folder / "figures.csv").write_text("figure_id\n", encoding="utf-8")


@pytest.mark.slow
def test_the_last_good_tables_are_the_newest_whole_ones(copy: Path, kept: Path) -> None:
    first = build_cache.ensure(copy)
    path = copy / "figures.csv"
    path.write_text(path.read_text().replace("F18 = 65", "F18 is 65"), encoding="utf-8")
    second = build_cache.ensure(copy)
    os.utime(first.path, (time.time() - 60,) * 2)
    spoil_figures(copy)
    assert build_cache.last_good(copy) == second
    damage(second.path, "short")
    assert build_cache.last_good(copy) == first
    damage(first.path, "empty")
    assert build_cache.last_good(copy) is None


@pytest.mark.slow
def test_a_dataset_is_not_shown_the_tables_of_one_with_a_longer_name(
    copy: Path, kept: Path
) -> None:
    longer = copy.with_name("yangbi-2")
    copy.rename(longer)
    build_cache.ensure(longer)
    assert build_cache.last_good(copy) is None


def test_a_broken_dataset_leaves_no_half_written_file(copy: Path, kept: Path) -> None:
    spoil_figures(copy)
    with pytest.raises(DataProblems):
        build_cache.ensure(copy)
    assert list(kept.iterdir()) == []


@pytest.mark.slow
def test_only_the_newest_states_are_kept_and_no_other_dataset_is_touched(
    copy: Path, kept: Path
) -> None:
    kept.mkdir()
    other = kept / f"other-{'0' * 16}.duckdb"
    other.touch()
    for state in range(5):
        (copy / "datapackage.json").open("a").write(" " * state + "\n")
        build_cache.ensure(copy)
    assert len(list(kept.glob("yangbi-*.duckdb"))) == 3
    assert other.exists()


def scraps(kept: Path) -> list[Path]:
    """Leave what a killed build leaves; return the files, and one that is not ours."""
    kept.mkdir(exist_ok=True)
    part = kept / f"yangbi-0.duckdb.{'0' * 32}.part"
    (kept / f"joined.{'1' * 32}.part").mkdir()
    left = [part, part.with_name(f"{part.name}.wal"), kept / "somebody.part"]
    for path in left:
        path.touch()
    return [*left, kept / f"joined.{'1' * 32}.part"]


@pytest.mark.slow
def test_scraps_of_a_killed_build_are_gone_at_the_next_start(copy: Path, kept: Path) -> None:
    build_cache.ensure(copy)
    part, wal, other, joined = scraps(kept)
    build_cache.ensure(copy)
    assert [path.exists() for path in (part, wal, other, joined)] == [False, False, True, False]


@pytest.mark.slow
def test_a_build_under_way_is_left_alone_for_an_hour(copy: Path, kept: Path) -> None:
    build_cache.ensure(copy)
    part, wal, _, joined = scraps(kept)
    os.utime(wal, (time.time() - 7200,) * 2)
    with scratch(kept / "another.duckdb"):
        build_cache.ensure(copy)
    assert [path.exists() for path in (part, wal, joined)] == [True, False, True]


@pytest.mark.slow
@pytest.mark.parametrize("size", [0, 100_000, 600_000, 2_000_000])
def test_a_build_on_a_full_disk_fails_says_so_and_leaves_nothing(
    copy: Path, kept: Path, size: int, capfd: pytest.CaptureFixture[str], full_disk: FullDisk
) -> None:
    before = build_cache.ensure(copy)
    (copy / "datapackage.json").open("a").write("\n")
    said = io.StringIO()
    with full_disk(size), redirect_stderr(said):
        assert main(["build", str(copy)]) == 1
    assert said.getvalue().splitlines()[1:] == [
        f"The tables cannot be saved: {kept}: File too large. Make room there, or set "
        "VILLAGE_METRICS_CACHE to another folder; what was built before is as it was."
    ]
    assert capfd.readouterr().out == ""
    assert [path.name for path in kept.iterdir()] == [before.path.name]
    assert rows(before) == ALL


def test_a_new_dataset_on_a_full_disk_is_refused_and_leaves_nothing(
    tmp_path: Path, full_disk: FullDisk
) -> None:
    said = io.StringIO()
    with full_disk(100), redirect_stderr(said):
        assert main(["new", str(tmp_path / "county")]) == 1
    assert said.getvalue() == (
        f"The dataset cannot be saved: {tmp_path}/county: File too large. "
        "Name a folder on a disk that has room and that you may write to.\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_tables_that_cannot_be_read_again_do_not_replace_those_before(
    copy: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = build_cache.ensure(copy)
    (copy / "datapackage.json").open("a").write("\n")
    with monkeypatch.context() as broken:
        broken.setattr(build_cache, "build_tables", lambda *_: None)
        with pytest.raises(CannotSave, match="what was written cannot be read again"):
            build_cache.ensure(copy)
    assert build_cache.last_good(copy) == before
    assert [path.name for path in kept.iterdir()] == [before.path.name]


def test_a_cache_in_a_folder_with_a_question_mark_is_refused(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VILLAGE_METRICS_CACHE", str(tmp_path / "a?b"))
    with pytest.raises(CacheNotWritable, match="its path holds a question mark in"):
        build_cache.ensure(copy)


def below_a_file(tmp_path: Path) -> Path:
    """Return a folder that nobody, not even root, can make."""
    (tmp_path / "file").touch()
    return tmp_path / "file" / "folder"


def test_a_cache_that_cannot_be_written_is_named(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = below_a_file(tmp_path)
    monkeypatch.setenv("VILLAGE_METRICS_CACHE", str(nowhere))
    with pytest.raises(CacheNotWritable, match=f"no permission to write in {nowhere}"):
        build_cache.ensure(copy)


@pytest.mark.slow
def test_a_checkout_that_cannot_be_written_builds_into_the_readers_cache(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [below_a_file(tmp_path), tmp_path / "home"]
    for module in (build_cache, built_files, cache_folders):
        monkeypatch.setattr(module, "folders", lambda _: places)
    built = build_cache.ensure(copy)
    assert built.path.parent == tmp_path / "home"
    assert build_cache.last_good(copy) == built


def test_tables_are_kept_in_the_checkout_or_else_in_the_readers_cache(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VILLAGE_METRICS_CACHE")
    checkout, cache = folders(package.read(YANGBI))
    assert checkout == YANGBI.parent.parent / "build"
    assert cache.name == "village-metrics"


def test_tables_of_a_folder_elsewhere_are_kept_in_the_readers_cache_alone(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VILLAGE_METRICS_CACHE")
    (cache,) = folders(package.read(copy))
    assert cache.name == "village-metrics"


@pytest.mark.slow
def test_datasets_of_one_name_in_two_folders_do_not_share_their_last_good_tables(
    copy: Path, tmp_path: Path
) -> None:
    twin = Path(shutil.copytree(copy, tmp_path / "elsewhere" / copy.name))
    built = build_cache.ensure(copy)
    assert build_cache.last_good(twin) is None
    assert build_cache.last_good(copy) == built
