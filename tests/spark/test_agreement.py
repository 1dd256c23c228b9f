"""Spark and DuckDB make the same of any dataset, row by row, faults included."""

from __future__ import annotations

import random
from pathlib import Path

import duckdb
import pytest
from both_engines import assert_same, assert_same_of_parquet
from drawn_together import break_cells, break_rows, joined
from generated import examples
from hypothesis import HealthCheck, Phase, given, seed, settings
from parquet_copy import built, partition, rewrite, write_parquet
from stores import MemoryStore, stored
from strategies import Dataset, datasets, write

from metrics.errors import SparkStopped
from metrics.installation import DATA
from metrics.store.engines.files import Files
from metrics.store.engines.session import Spark

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]
SLOW = list(HealthCheck)
# What Spark takes goes by its statements, not its rows: as few builds as can be, each of as many
# datasets as letters tell apart. Of those built in one alone has indicators.
BLOCKS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (25, ("monitoring-prefecture",)),
    (24, ("yangbi", "fictional-county")),
)
BROKEN = 10  # datasets into which faults are put
ASKED = examples(1)  # alone, not joined


def drawn(nth: int, many: int) -> list[Dataset]:
    """Draw so many datasets, always the same."""
    found: list[Dataset] = []

    @seed(nth)
    @settings(max_examples=many + 1, phases=(Phase.generate,), suppress_health_check=SLOW)
    @given(datasets())
    def draw(one: Dataset) -> None:
        found.append(one)

    draw()
    return found[-many:]  # the first drawn is always the smallest


@pytest.mark.parametrize("block", range(len(BLOCKS)))
def test_they_agree_on_fifty_drawn_datasets_and_each_built_in(
    block: int, cluster: Spark, tmp_path: Path
) -> None:
    (exchange := tmp_path / "exchange").mkdir()
    many, names = BLOCKS[block]
    built_in = {name: stored(DATA / name) for name in names}
    folder = joined(drawn(block, many), tmp_path / "joined", built_in)
    found = assert_same(folder, cluster, exchange)
    assert isinstance(found, dict) and len(found["observations_up"]) > 100


def test_they_agree_on_an_example_and_drawn_datasets_as_parquet_files(
    cluster: Spark, tmp_path: Path
) -> None:
    (exchange := tmp_path / "exchange").mkdir()
    example = MemoryStore(built(DATA / "yangbi"))
    csv = joined(drawn(3, 4), tmp_path / "csv", {"yangbi": example})
    folder = write_parquet(csv, tmp_path / "an odd%20[name]+ü")
    partition(folder / "observations.parquet", "period")
    found = assert_same_of_parquet(csv, folder, cluster, exchange)
    assert len(found["observations_up"]) > 100


def test_they_find_the_same_faults_in_parquet_files(cluster: Spark, tmp_path: Path) -> None:
    folder = write_parquet(joined(drawn(3, 2), tmp_path / "csv"), tmp_path / "parquet", 2)
    first, other = (folder / "observations" / f"{nth}.parquet" for nth in range(2))
    rewrite(other, f"from before union all (from read_parquet('{first}') limit 2)")
    repeated = assert_same(folder, cluster, tmp_path)
    rewrite(first, "select * replace ('nowhere' as place_id, 'NaN'::double as value) from before")
    wrong = assert_same(folder, cluster, tmp_path)
    assert (
        isinstance(repeated, list)
        and [one.file for one in repeated] == ["observations/1.parquet"] * 2
    )
    assert isinstance(wrong, list) and len(wrong) > 2


def test_files_that_spark_does_not_read_are_refused(cluster: Spark, tmp_path: Path) -> None:
    with duckdb.connect() as con:
        for name in ("a.parquet", "_b.parquet"):
            con.execute(f"copy (select 1.0::double as value) to '{tmp_path / name}'")
    rows = tuple((str(path), nth) for nth, path in enumerate(sorted(tmp_path.iterdir())))
    with pytest.raises(SparkStopped, match=r"1 of 2 files.*begin with _"):
        cluster.read_files("passed_over", Files(rows, (), "f.value"))
    with pytest.raises(SparkStopped, match="See that every worker reaches the dataset's Parquet"):
        cluster.read_files("not_there", Files(((f"{tmp_path}/c.parquet", 0),), (), "f.value"))


@pytest.mark.parametrize("nth", range(ASKED))
def test_they_agree_on_one_alone(nth: int, cluster: Spark, tmp_path: Path) -> None:
    (exchange := tmp_path / "exchange").mkdir()
    (folder := tmp_path / "alone").mkdir()
    assert_same(write(drawn(100 + nth, 1)[0], folder), cluster, exchange)


@pytest.mark.parametrize("breaks", [break_cells, break_rows])
def test_they_find_the_same_faults(breaks: object, cluster: Spark, tmp_path: Path) -> None:
    (exchange := tmp_path / "exchange").mkdir()
    folder = joined(drawn(7, BROKEN), tmp_path / "broken")
    assert callable(breaks)
    breaks(folder, random.Random(7))
    found = assert_same(folder, cluster, exchange)
    assert isinstance(found, list) and len({one.file for one in found}) > 4
