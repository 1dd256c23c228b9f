"""What tests share: the built-in dataset, built once into a folder of the test run."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from metrics.store import keep
from metrics.store.open import Store

ROOT = Path(__file__).resolve().parents[1]
YANGBI = ROOT / "data" / "yangbi"


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep built tables out of the checkout and of the reader's own cache."""
    os.environ["VILLAGE_METRICS_CACHE"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def store(cache: None) -> Store:
    """Open the built tables of the built-in dataset."""
    built = keep.ensure(YANGBI)
    return Store(built.path, built.fingerprint)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Make a copy of the built-in dataset that a test may break."""
    return Path(shutil.copytree(YANGBI, tmp_path / "yangbi"))
