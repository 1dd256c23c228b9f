"""What must hold of any valid dataset, tried on drawn ones: a few always, thousands when asked.

VILLAGE_METRICS_EXAMPLES says how many are drawn beside the few; they are drawn in blocks, so that
several processes can share them.
"""

from __future__ import annotations

import os

import pytest
from conditions import CONDITIONS
from hypothesis import HealthCheck, Phase, given, seed, settings
from strategies import Dataset, build, datasets
from world import world

BLOCKS, QUICK = 40, 6
ASKED = os.environ.get("VILLAGE_METRICS_EXAMPLES")
EACH = max(int(ASKED or BLOCKS) // BLOCKS, 1)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
DRAWN = (Phase.generate,)  # making a failing dataset smaller would take hours


@pytest.mark.parametrize("name", CONDITIONS)
def test_it_holds_of_any_dataset(name: str) -> None:
    # The same seed for each condition: a dataset is built once and looked at by all of them.
    @seed(11)
    @settings(max_examples=QUICK, phases=DRAWN, suppress_health_check=SLOW)
    @given(datasets())
    def holds(dataset: Dataset) -> None:
        CONDITIONS[name](world(dataset))

    holds()


@pytest.mark.slow
@pytest.mark.skipif(ASKED is None, reason="VILLAGE_METRICS_EXAMPLES=2000 draws thousands")
@pytest.mark.parametrize("block", range(BLOCKS))
def test_all_hold_of_many(block: int) -> None:
    @seed(block)
    @settings(max_examples=EACH, phases=DRAWN, suppress_health_check=SLOW)
    @given(datasets())
    def hold(dataset: Dataset) -> None:
        for holds in CONDITIONS.values():
            holds(world(dataset))

    hold()


@seed(3)
@settings(max_examples=QUICK, phases=DRAWN, suppress_health_check=SLOW)
@given(datasets())
def test_what_is_drawn_is_valid(dataset: Dataset) -> None:
    build(dataset, checked=True)
