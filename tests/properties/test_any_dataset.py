"""What must hold of any valid dataset, tried on drawn ones: 25 always, thousands when asked.

`generated` says how many are drawn and which. A dataset is built once and looked at by every
condition.
"""

from __future__ import annotations

import pytest
from conditions import CONDITIONS
from generated import SEED, blocks, examples
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from strategies import Dataset, build, datasets
from world import world

EXAMPLES, BLOCKS = examples(25), blocks(5)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
DRAWN = (Phase.generate,)  # making a failing dataset smaller would take hours


def all_hold(drawn: st.SearchStrategy[Dataset], block: int, count: int) -> None:
    """Hold every condition against so many drawn datasets, after the simplest there is."""

    @seed(SEED * BLOCKS + block)
    @settings(max_examples=1 + count, phases=DRAWN, suppress_health_check=SLOW)
    @given(drawn)
    def hold(dataset: Dataset) -> None:
        for holds in CONDITIONS.values():
            holds(world(dataset))

    hold()


@pytest.mark.slow
@pytest.mark.parametrize("block", range(BLOCKS))
def test_all_hold_of_any_dataset(block: int) -> None:
    all_hold(datasets(), block, max(EXAMPLES // BLOCKS, 1))


@pytest.mark.parametrize("count", (2, pytest.param(6, marks=pytest.mark.slow)))
def test_what_is_drawn_is_valid(count: int) -> None:
    @seed(3 if count == 2 else 4)
    @settings(max_examples=count, phases=DRAWN, suppress_health_check=SLOW)
    @given(datasets())
    def is_valid(dataset: Dataset) -> None:
        build(dataset, checked=True)

    is_valid()
