"""A built file is read whole once; what goes bad later is an error that leads to a new build."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from metrics.errors import TablesDamaged
from metrics.store import build_cache, whole
from metrics.store.open import Store
from metrics.store.tables import TABLES

BLOCK = 262_144  # bytes that DuckDB reads and checks at a time


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a dataset of many places, whose tables take more than one block."""
    monkeypatch.setenv("VILLAGE_METRICS_CACHE", str(tmp_path / "kept"))
    folder = tmp_path / "county"
    folder.mkdir()
    names = [hashlib.sha256(str(n).encode()).hexdigest() for n in range(8_000)]
    lines = [f"v{n},Village {name},administrative village,a" for n, name in enumerate(names)]
    head = ["place_id,name,kind,parent_id", "a,A,county,"]
    (folder / "places.csv").write_text("\n".join([*head, *lines, ""]))
    (folder / "datapackage.json").write_text(
        '{"resources": [{"name": "places", "path": "places.csv"}]}'
    )
    return folder


@pytest.fixture
def read_through(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """List the times that a file is read through: the tables read."""
    read, times = whole._read, list[set[str]]()

    def listed(con: object, tables: set[str]) -> None:
        times.append(tables)
        read(con, tables)  # type: ignore[arg-type] # a connection, as it was given

    monkeypatch.setattr(whole, "_read", listed)
    return times


@pytest.mark.slow
def test_a_file_is_read_through_when_written_and_not_when_opened(
    copy: Path, read_through: list[set[str]]
) -> None:
    built = build_cache.ensure(copy)
    assert len(read_through) == 1
    assert build_cache.ensure(copy) == build_cache.last_good(copy) == built
    assert len(read_through) == 1


@pytest.mark.slow
def test_a_file_that_was_written_to_or_copied_is_read_through_once(
    copy: Path, read_through: list[set[str]]
) -> None:
    built = build_cache.ensure(copy)
    os.utime(built.path)
    for _ in range(2):
        assert build_cache.ensure(copy) == built
    assert len(read_through) == 2
    assert read_through[0] >= {table.name for table in TABLES}


def spoil(path: Path) -> None:
    """Spoil the middle of every block behind the first, and leave the time of change as it is."""
    found, then = path.stat(), bytearray(path.read_bytes())
    for at in range(3 * 4096 + BLOCK, len(then) - 2 * BLOCK, BLOCK):
        then[at + BLOCK // 2 : at + BLOCK // 2 + 64] = bytes(64)
    path.write_bytes(then)
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


@pytest.mark.slow
def test_a_block_that_goes_bad_later_is_an_error_and_leads_to_a_new_build(county: Path) -> None:
    built = build_cache.ensure(county)
    spoil(built.path)
    store = Store(build_cache.ensure(county).path, built.fingerprint)
    for _ in range(2):
        with pytest.raises(TablesDamaged, match=f"{built.path.name} cannot be read as it was"):
            store.frame("select * from places order by name")
    assert not built.path.exists()
    assert build_cache.ensure(county) == built
    assert len(store.frame("select * from places order by name")) == 8_001


@pytest.mark.slow
def test_an_error_of_an_older_opening_leaves_what_was_built_since(county: Path) -> None:
    built = build_cache.ensure(county)
    spoil(built.path)
    store, other = (Store(built.path, built.fingerprint) for _ in range(2))
    with pytest.raises(TablesDamaged):
        store.frame("from places")
    build_cache.ensure(county)
    with pytest.raises(TablesDamaged):
        other.frame("from places")
    assert len(other.frame("from places")) == 8_001
