"""What must hold of any valid dataset, tried on drawn ones: a few always, thousands when asked.

VILLAGE_METRICS_EXAMPLES says how many are drawn beside the few; they are drawn in blocks, so that
several processes can share them. A dataset is built once and looked at by every condition.
"""

from __future__ import annotations

import os

import pytest
from conditions import CONDITIONS
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from strategies import Dataset, build, datasets
from world import world

BLOCKS = 40
FEW = (2, pytest.param(6, marks=pytest.mark.slow))
ASKED = os.environ.get("VILLAGE_METRICS_EXAMPLES")
EACH = max(int(ASKED or BLOCKS) // BLOCKS, 1)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
DRAWN = (Phase.generate,)  # making a failing dataset smaller would take hours


def all_hold(drawn: st.SearchStrategy[Dataset], seeded: int, count: int) -> None:
    """Hold every condition against so many drawn datasets."""

    @seed(seeded)
    @settings(max_examples=count, phases=DRAWN, suppress_health_check=SLOW)
    @given(drawn)
    def hold(dataset: Dataset) -> None:
        for holds in CONDITIONS.values():
            holds(world(dataset))

    hold()


@pytest.mark.slow
@pytest.mark.parametrize("count", FEW)
def test_all_hold_of_any_dataset(count: int) -> None:
    all_hold(datasets(), 11, count)


@pytest.mark.slow
@pytest.mark.skipif(ASKED is None, reason="VILLAGE_METRICS_EXAMPLES=2000 draws thousands")
@pytest.mark.parametrize("block", range(BLOCKS))
def test_all_hold_of_many(block: int) -> None:
    all_hold(datasets(), block, EACH)


@pytest.mark.parametrize("count", FEW)
def test_what_is_drawn_is_valid(count: int) -> None:
    @seed(3)
    @settings(max_examples=count, phases=DRAWN, suppress_health_check=SLOW)
    @given(datasets())
    def is_valid(dataset: Dataset) -> None:
        build(dataset, checked=True)

    is_valid()
