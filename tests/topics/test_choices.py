"""What a reader can choose from: each once, in order."""

from __future__ import annotations

import pytest

from metrics.environment import ROOT
from metrics.store import build_cache
from metrics.store.open import Store
from metrics.topics.catalog import choices

YEARS = {
    "yangbi": (2014, 2015, 2016),
    "fictional-county": (2014, 2015, 2016, 2017, 2018, 2019, 2020),
}


@pytest.mark.parametrize("dataset", YEARS)
def test_each_year_is_offered_once(cache: None, dataset: str) -> None:
    built = build_cache.ensure(ROOT / "data" / dataset)
    assert choices(Store(built.path, built.fingerprint)).years == YEARS[dataset]
