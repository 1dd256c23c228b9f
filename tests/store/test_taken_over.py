"""What is built of files that changed, the rest taken over, is what a build of all files gives."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import duckdb
import pytest
from drawn_indicators import write as write_indicators
from generated import examples
from hypothesis import HealthCheck, Phase, given, seed, settings
from parquet_copy import built, differences, rewrite, sums, write_parquet
from strategies import Dataset, datasets, write

from metrics.errors import DataProblems
from metrics.store import build_cache, encoded, taken_over
from metrics.store.package import Package
from metrics.store.tables import TOPIC_TABLES

ASKED = examples(2)
DRAWN = settings(
    max_examples=ASKED + 1, phases=(Phase.generate,), suppress_health_check=list(HealthCheck)
)
PARTS = 5
BLOCK = 262_144  # bytes that DuckDB reads and checks at a time
TAKEN = "taken over from the tables built before"


def large(folder: Path) -> list[Path]:
    """Return the files of tables that are added up."""
    return [
        file
        for table in TOPIC_TABLES
        if table.combined
        for file in sorted((folder / table.name).glob("*.parquet"))
    ]


def change(draw: random.Random, folder: Path) -> None:
    """Take rows out of a file, put some into a new one, write other numbers, or remove it."""
    path = draw.choice(large(folder))
    number = "value" if path.parent.name == "observations" else ""
    what = draw.choice(["fewer", "none", "moved", "removed", "other"])
    if what == "removed" and len(list(path.parent.iterdir())) > 1:
        path.unlink()
    elif what == "moved":
        rewrite(path, "from before limit 3", path.with_name(f"n{draw.random()}.parquet"))
        rewrite(path, "from before offset 3")
    elif what == "other" and number:
        rewrite(path, f"select * replace (greatest({number} - 1, 0.5) as {number}) from before")
    elif what == "none":
        rewrite(path, "from before limit 0")
    else:
        rewrite(path, f"from before using sample {draw.randint(10, 90)}% (bernoulli, 1)")


def compared(folder: Path) -> tuple[str, list[str]]:
    """Build with what is there, and anew: return the remark of the first, and what differs."""
    try:
        anew = built(folder)
    except DataProblems as error:
        with pytest.raises(DataProblems) as caught:
            build_cache.ensure(folder)
        return "refused", [] if caught.value.problems == error.problems else ["faults"]
    found = build_cache.ensure(folder)
    with duckdb.connect(str(found.path), read_only=True) as con:
        differ = differences(con, anew)
        return found.remark, differ + ["sums"] * (list(sums(con)) != list(sums(anew)))


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep built tables in an empty folder of this test."""
    monkeypatch.setenv("VILLAGE_METRICS_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.mark.slow
@pytest.mark.parametrize("drawn", range(ASKED))
def test_any_change_of_files_gives_what_a_build_of_all_files_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drawn: int
) -> None:
    monkeypatch.setattr(encoded, "BATCH", 60)  # so that rows are read and added up in parts
    monkeypatch.setattr(encoded, "CHUNK", 40)
    draw = random.Random(drawn)
    folder = write_parquet(write_indicators(tmp_path / "csv", drawn), tmp_path / "all", PARTS)
    build_cache.ensure(folder)
    remarks = []
    for _ in range(3):
        change(draw, folder)
        remark, differ = compared(folder)
        assert not differ
        remarks.append(remark)
    assert any(one.startswith(TAKEN) for one in remarks), remarks


@pytest.mark.slow
@seed(17)
@DRAWN
@given(datasets())
def test_any_tables_change_as_a_build_of_all_files_does(dataset: Dataset) -> None:
    with tempfile.TemporaryDirectory() as scratch, pytest.MonkeyPatch.context() as patch:
        patch.setenv("VILLAGE_METRICS_CACHE", f"{scratch}/kept")
        (csv := Path(scratch, "csv")).mkdir()
        write(dataset, csv)
        folder = write_parquet(csv, Path(scratch, "all"), PARTS)
        build_cache.ensure(folder)
        if large(folder):
            change(random.Random(len(large(folder))), folder)
            assert not compared(folder)[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write a dataset of five files a table and build it."""
    found = write_parquet(write_indicators(tmp_path / "csv", 1), tmp_path / "all", PARTS)
    build_cache.ensure(found)
    return found


def fewer(folder: Path, *parts: int) -> None:
    """Take a row out of some files of observations."""
    for part in parts:
        rewrite(folder / "observations" / f"{part}.parquet", "from before offset 1")


@pytest.mark.slow
def test_what_is_taken_over_and_why_nothing_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fewer(folder, 2)
    assert compared(folder) == (f"{TAKEN}: the rows of 4 of 5 files", [])
    rewrite(folder / "places" / "0.parquet", "from before order by name desc")
    assert compared(folder) == ("places/0.parquet has changed: everything is built anew", [])
    fewer(folder, 3)
    monkeypatch.setattr(taken_over, "MOST_TIMES", 0)
    assert compared(folder) == ("rows were taken over 0 times: everything is built anew", [])


@pytest.mark.slow
def test_a_table_of_which_most_is_new_is_built_anew(folder: Path) -> None:
    fewer(folder, 0, 1, 2)
    assert compared(folder) == ("most of the large tables is new: everything is built anew", [])
    fewer(folder, 1)
    assert compared(folder) == (f"{TAKEN}: the rows of 4 of 5 files", [])


@pytest.mark.slow
def test_tables_before_of_which_a_block_has_gone_bad_are_not_taken_over(
    folder: Path, cache_folder: Path
) -> None:
    (before,) = cache_folder.iterdir()
    content = bytearray(before.read_bytes())
    for at in range(BLOCK * 2, len(content), BLOCK):
        content[at + 5000] ^= 255
    before.write_bytes(content)
    fewer(folder, 2)
    remark = "the tables built before cannot be read: everything is built anew"
    assert compared(folder) == (remark, [])
    assert len(list(cache_folder.iterdir())) == 2


def test_a_file_in_the_folder_of_a_large_table_may_be_of_another(tmp_path: Path) -> None:
    tables = {"observations": tmp_path / "all", "places": tmp_path / "all" / "places.parquet"}
    (tmp_path / "all").mkdir()
    package = Package("county", "", tmp_path, tables)
    large = {"observations": {"all/1.parquet": 0}}
    assert taken_over.is_of("all/1.parquet", large, package)
    assert not taken_over.is_of("all/places.parquet", large, package)
    assert not taken_over.is_of("", large, package)
