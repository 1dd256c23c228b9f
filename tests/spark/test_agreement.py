"""Spark and DuckDB make the same of any dataset, row by row, faults included."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from both_engines import assert_same
from drawn_together import break_cells, break_rows, joined
from generated import examples
from hypothesis import HealthCheck, Phase, given, seed, settings
from strategies import Dataset, datasets, write

from metrics.installation import DATA
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
    folder = joined(drawn(block, many), tmp_path / "joined", *(DATA / name for name in names))
    found = assert_same(folder, cluster, exchange)
    assert isinstance(found, dict) and len(found["observations_up"]) > 100


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
