"""A process that is killed at any step of its work loses nothing and leaves nothing behind.

Each work is done in a process of its own that ends without a word (os._exit) before or after a
named step; a second one is then started as if nothing had been.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from drawn_indicators import write as write_indicators
from parquet_copy import built as built_in_memory
from parquet_copy import differences, write_parquet

from metrics.exports.stream import write_rows
from metrics.store import build_cache, built_files
from metrics.store.joined import joined
from metrics.store.open import Store
from metrics.store.stopped import TAKEN_UP
from metrics.store.templates import create_dataset

pytestmark = pytest.mark.slow
KILLED = 9
ENDS = ("before", "after")
# Does each work that is asked for in a fork of its own, which has all modules at hand, and replaces
# a step of a module by one that kills the fork before it, or after its nth call.
SERVER = """
import importlib, json, os, sys
from pathlib import Path
from metrics.exports import stream
from metrics.exports.write import write
from metrics.store import build_cache
from metrics.store.joined import joined
from metrics.store.open import Store
from metrics.store.templates import create_dataset

def deadly(step, when, nth):
    calls = []
    def do(*given, **named):
        calls.append(1)
        if when == "before" and len(calls) == nth:
            os._exit(9)
        found = step(*given, **named)
        if when == "after" and len(calls) == nth:
            os._exit(9)
        return found
    return do

def filled_and_checkpointed(fill):
    def do(con, *given):
        fill(con, *given)
        con.execute("checkpoint")
        os._exit(9)
    return do

def do(cache, module, name, when, nth, work, *paths):
    os.environ["VILLAGE_METRICS_CACHE"] = cache
    owner = importlib.import_module(module)
    if name == "checkpoint":  # a statement, not a function of ours
        owner.build_tables = filled_and_checkpointed(owner.build_tables)
    else:
        setattr(owner, name, deadly(getattr(owner, name), when, nth))
    paths = [Path(one) for one in paths]
    if work == "build":
        build_cache.ensure(*paths)
    elif work == "join":
        joined({one.name: one for one in paths})
    elif work == "new":
        create_dataset(*paths)
    elif work == "export":
        write(*paths, b"new" * 1000)
    elif work == "rows":
        stream.BATCH = 2
        stream.write_rows(Store(paths[0], ""), "observations", paths[1], lambda *_: None)

for line in sys.stdin:
    child = os.fork()
    if not child:
        do(*json.loads(line))
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
Die = Callable[..., None]


@pytest.fixture(scope="module")
def server() -> Iterator[subprocess.Popen[str]]:
    """Start the process that does each work in a fork of its own."""
    command = [sys.executable, "-c", SERVER]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        yield process
        assert process.stdin
        process.stdin.close()


@pytest.fixture
def die(server: subprocess.Popen[str]) -> Die:
    """Do a work in a process that is killed at a step of it."""

    def run(module: str, name: str, when: str, work: str, *paths: Path, nth: int = 1) -> None:
        assert server.stdin
        assert server.stdout
        cache = os.environ["VILLAGE_METRICS_CACHE"]
        job = [cache, module, name, when, nth, work, *map(str, paths)]
        server.stdin.write(json.dumps(job) + "\n")
        server.stdin.flush()
        assert int(server.stdout.readline()) == KILLED

    return run


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """Write a dataset of one place, which is built at once."""
    folder = tmp_path / "county"
    folder.mkdir()
    (folder / "places.csv").write_text("place_id,name,kind\na,A,county\n")
    (folder / "datapackage.json").write_text(
        '{"resources": [{"name": "places", "path": "places.csv"}]}'
    )
    return folder


def change(folder: Path) -> None:
    """Add a place to a dataset."""
    with (folder / "places.csv").open("a") as file:
        file.write("b,B,county\n")


def places(built: build_cache.Built) -> list[str]:
    """Return the places that built tables hold."""
    found = Store(built.path, built.fingerprint).frame("select place_id from places order by 1")
    return [str(one) for one in found["place_id"]]


BUILD = [
    ("metrics.store.build_cache", "writable", "before"),
    ("metrics.store.build_cache", "replacing", "after"),
    ("metrics.store.build_cache", "build_tables", "before"),
    ("metrics.store.build", "add_paths", "before"),
    ("metrics.store.build_cache", "build_tables", "after"),
    ("metrics.store.build_cache", "checkpoint", "after"),
    ("metrics.store.build_cache", "is_whole", "after"),
    ("os", "replace", "before"),
    ("os", "replace", "after"),
    ("metrics.store.build_cache", "evict", "before"),
    ("metrics.store.built_files", "remove", "before"),
    ("metrics.store.built_files", "remove", "after"),
]


@pytest.mark.parametrize(("module", "name", "when"), BUILD)
def test_a_killed_build_loses_nothing_and_leaves_nothing(
    county: Path, kept: Path, die: Die, module: str, name: str, when: str
) -> None:
    before = build_cache.ensure(county)
    for number in range(built_files.MAX_CACHED - 1):  # so that there is something to tidy away
        shutil.copy(before.path, before.path.with_name(f"{stem(before)}-{number:016x}.duckdb"))
    change(county)
    nth = (
        2 if name == "is_whole" else 1
    )  # the first looks for the file, the second at what was made
    die(module, name, when, "build", county, nth=nth)
    last = build_cache.last_good(county)
    assert last is not None
    assert places(last) in (["a"], ["a", "b"])
    assert places(build_cache.ensure(county)) == ["a", "b"]
    assert not [path.name for path in kept.iterdir() if ".part" in path.name]
    assert len(list(kept.iterdir())) <= built_files.MAX_CACHED + 1


def stem(built: build_cache.Built) -> str:
    """Return what the files of a dataset start with."""
    return built.path.stem.rsplit("-", 1)[0]


JOIN = [
    ("metrics.store.joined", "fill", "before"),
    ("metrics.store.joined", "_table", "after"),
    ("metrics.store.joined", "fill", "after"),
    ("metrics.store.joined", "write", "before"),
    ("metrics.store.build_cache", "build_tables", "after"),
    ("metrics.store.joined", "write", "after"),
    ("metrics.store.joined", "evict", "after"),
]


@pytest.mark.parametrize(("module", "name", "when"), JOIN)
def test_a_killed_join_loses_nothing_and_leaves_nothing(
    county: Path, kept: Path, die: Die, module: str, name: str, when: str
) -> None:
    other = Path(shutil.copytree(county, county.with_name("other")))
    folders = {"county": county, "other": other}
    before = [build_cache.ensure(folder) for folder in folders.values()]
    die(module, name, when, "join", county, other)
    assert [build_cache.last_good(folder) for folder in folders.values()] == before
    assert places(joined(folders)) == ["a-a", "b-a"]
    assert sorted(kept.iterdir()) == sorted([*(one.path for one in before), joined(folders).path])


@pytest.mark.parametrize("when", ENDS)
@pytest.mark.parametrize("step", ["_fill", "replace"])
def test_a_killed_template_is_whole_or_not_there(
    tmp_path: Path, die: Die, step: str, when: str
) -> None:
    module = "metrics.store.templates" if step == "_fill" else "os"
    die(module, step, when, "new", tmp_path / "county")
    if not (tmp_path / "county").exists():
        create_dataset(tmp_path / "county")
    assert [path.name for path in tmp_path.iterdir()] == ["county"]
    assert (tmp_path / "county" / "datapackage.json").is_file()


@pytest.mark.parametrize("when", ENDS)
def test_a_killed_export_leaves_the_file_before(tmp_path: Path, die: Die, when: str) -> None:
    path = tmp_path / "chart.csv"
    path.write_bytes(b"old")
    die("os", "replace", when, "export", path)
    assert path.read_bytes() == (b"old" if when == "before" else b"new" * 1000)


LARGE = [
    ("metrics.store.build", "parquet_tables", "after", 1),
    ("metrics.store.encoded", "attach_scratch", "after", 1),
    ("metrics.store.encoded", "view", "after", 2),
    ("metrics.store.large", "add_rows", "after", 1),
    ("metrics.store.upward", "_leaf_sums", "after", 1),
    ("metrics.store.upward", "_level", "before", 2),
    ("metrics.store.large", "add_sums", "after", 1),
    ("metrics.store.build", "finish_large", "before", 1),
    ("metrics.store.build_cache", "note_time", "before", 1),
    ("os", "utime", "after", 1),
    ("os", "replace", "before", 1),
    ("os", "replace", "after", 1),
]


# Where only files of a large table changed, the rest is taken over from the tables built before.
TAKEN = [
    ("shutil", "copyfile", "after", 1),
    ("metrics.store.build", "take_over", "after", 1),
    ("metrics.store.encoded", "take_out_rows", "after", 1),
    ("metrics.store.upward", "add_touched", "after", 1),
    ("metrics.store.upward", "take_out_sums", "after", 1),
    ("metrics.store.cells", "forget", "after", 1),
    ("os", "replace", "before", 1),
    ("os", "replace", "after", 1),
]


@dataclass(frozen=True)
class Changed:
    """A dataset of Parquet files of which one has changed since tables were built from it."""

    folder: Path
    cache: Path  # with the tables built before
    built: build_cache.Built
    rows: tuple[int, int]  # observations before and after
    anew: duckdb.DuckDBPyConnection  # tables built of all files at once


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Changed:
    """Build a dataset of Parquet files, then take rows out of one of them."""
    path = tmp_path_factory.mktemp("changed")
    folder = write_parquet(write_indicators(path / "csv", 1), path / "parquet", 3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VILLAGE_METRICS_CACHE", str(path / "kept"))
        built = build_cache.ensure(folder)
    before, file = observations(built), folder / "observations" / "2.parquet"
    with duckdb.connect() as con:
        con.execute(f"create table rows as from read_parquet('{file}') limit 7")
        dropped = parquet_rows(file) - 7
        con.execute(f"copy rows to '{file}'")
    anew = built_in_memory(folder)
    return Changed(folder, path / "kept", built, (before, before - dropped), anew)


def parquet_rows(path: Path) -> int:
    """Return how many rows a Parquet file has."""
    with duckdb.connect() as con:
        (count,) = con.execute(f"select count(*) from read_parquet('{path}')").fetchone() or (0,)
    return int(count)


def observations(built: build_cache.Built) -> int:
    """Return how many observations built tables hold."""
    return len(Store(built.path, built.fingerprint).frame("from observations"))


STEPS = [*((*one, True) for one in LARGE), *((*one, False) for one in TAKEN)]


@pytest.mark.parametrize(("module", "name", "when", "nth", "anew"), STEPS)
def test_a_killed_build_of_parquet_files_loses_nothing_and_leaves_nothing(
    changed: Changed,
    kept: Path,
    die: Die,
    module: str,
    name: str,
    when: str,
    nth: int,
    anew: bool,
) -> None:
    shutil.copytree(changed.cache, kept)
    folder = changed.folder
    described = (folder / "datapackage.json").read_text()
    if anew:
        (folder / "datapackage.json").write_text(described + " ")
    try:
        die(module, name, when, "build", folder, nth=nth)
        last = build_cache.last_good(folder)
        assert last is not None and observations(last) in changed.rows
        found = build_cache.ensure(folder)
    finally:
        (folder / "datapackage.json").write_text(described)
    with duckdb.connect(str(found.path), read_only=True) as con:
        assert not differences(con, changed.anew)
    is_anew = "anew" in found.remark or found.remark.startswith(TAKEN_UP)
    assert is_anew == anew or name == "replace"
    assert len(list(kept.iterdir())) == 2


ROWS = [
    ("csv", "metrics.exports.stream", "_account", "after", 1),
    ("csv", "metrics.exports.stream", "replacing", "after", 1),
    ("csv", "metrics.exports.stream", "_guarded", "before", 1),
    ("csv", "metrics.exports.stream", "_guarded", "after", 3),
    ("parquet", "pyarrow.parquet", "ParquetWriter", "before", 1),
    ("parquet", "pyarrow.parquet", "ParquetWriter", "after", 1),
    *((form, "os", "replace", when, 1) for form in ("csv", "parquet") for when in ENDS),
]


@pytest.mark.parametrize(("form", "module", "name", "when", "nth"), ROWS)
def test_a_killed_export_of_rows_leaves_the_file_before_and_nothing_else(
    changed: Changed,
    kept: Path,
    die: Die,
    tmp_path: Path,
    form: str,
    module: str,
    name: str,
    when: str,
    nth: int,
) -> None:
    there = form == "csv"  # a file that was written before
    path = tmp_path / "to" / f"rows.{form}"
    path.parent.mkdir()
    if there:
        path.write_bytes(b"old")
    die(module, name, when, "rows", changed.built.path, path, nth=nth)
    store = Store(changed.built.path, changed.built.fingerprint)
    if (name, when) == ("replace", "after"):
        left = path.read_bytes()
        assert len(left) > 1000
    else:
        assert path.exists() == there
        assert not there or path.read_bytes() == b"old"
    assert write_rows(store, "observations", path, lambda *_: None) == changed.rows[0]
    assert [one.name for one in path.parent.iterdir()] == [path.name]
