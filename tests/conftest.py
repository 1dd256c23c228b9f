"""What tests share: the built-in dataset, built once into a folder of the test run."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from browsers import CHROMIUM, find
from generated import SEED, examples
from hypothesis import core, settings
from stores import KeptStore, stored

from metrics.charts.catalog import CHARTS
from metrics.charts.style import Drawing
from metrics.selection import Selection
from metrics.store import build_cache
from metrics.store.open import Store
from metrics.topics.catalog import CARDS, document_title

ROOT = Path(__file__).resolve().parents[1]
BROWSER_TESTS = ROOT / "tests" / "browser"
YANGBI = ROOT / "data" / "yangbi"
# A browser that waited in vain may have waited for a busy machine: its test is run once more, and
# the last lines of the run name it.
IN_VAIN = ["TimeoutError", "Locator expected", "Page expected"]
AGAIN = pytest.mark.flaky(reruns=1, only_rerun=IN_VAIN)

# A busy machine is slow, not wrong; and each run draws the same, unless another seed is asked for.
settings.register_profile(
    "village-metrics",
    max_examples=examples(40),
    deadline=None,
    database=None,
    derandomize=not SEED,
)
settings.load_profile("village-metrics")
if SEED:
    # What --hypothesis-seed sets.
    core.global_force_seed = SEED  # type: ignore[assignment] # typed by its first value, None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that drive a browser, by their folder."""
    for item in items:
        if BROWSER_TESTS in item.path.parents:
            item.add_marker("browser")
            item.add_marker(AGAIN)


def pytest_unconfigure() -> None:
    """Leave what a run has made as it is: pytest looks through all of it five times at the end."""
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep built tables out of the checkout and of the reader's own cache."""
    os.environ["VILLAGE_METRICS_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    os.environ["VILLAGE_METRICS_COMPRESSION"] = "quick"  # no server works beside the tests


@pytest.fixture(scope="session", autouse=True)
def chrome() -> None:
    """Draw files with the browser of the browser tests, wherever it lies."""
    if found := find(CHROMIUM):
        os.environ.setdefault("BROWSER_PATH", found)


@pytest.fixture(scope="session")
def store(cache: None) -> Store:
    """Open the built tables of the built-in dataset."""
    built = build_cache.ensure(YANGBI)
    return KeptStore(built.path, built.fingerprint)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Make a copy of the built-in dataset that a test may break."""
    return Path(shutil.copytree(YANGBI, tmp_path / "yangbi"))


@pytest.fixture
def own(copy: Path) -> Callable[[str, str], Store]:
    """Build the built-in dataset with one file replaced by a table of the reader's own."""

    def build(file: str, text: str) -> Store:
        (copy / file).write_text(text, encoding="utf-8")
        return stored(copy)

    return build


@pytest.fixture(scope="session")
def frames() -> Callable[..., dict[str, pd.DataFrame]]:
    """Query a topic's rows and derived numbers."""

    def query(store: Store, topic: str, **chosen: object) -> dict[str, pd.DataFrame]:
        selection = Selection(**chosen)  # type: ignore[arg-type] # its filters
        shown = CARDS[topic].chosen(store, selection)
        return {
            "rows": shown.rows.rows(store, selection),
            "derived": shown.derived.rows(store, selection),
        }

    return query


@pytest.fixture(scope="session")
def draw(frames: Callable[..., dict[str, pd.DataFrame]]) -> Callable[..., Drawing]:
    """Draw a topic of a store with the filters named."""

    def drawn(store: Store, topic: str, **chosen: object) -> Drawing:
        found = frames(store, topic, **chosen)
        return CHARTS[topic](found["rows"], found["derived"], document_title(store))

    return drawn
