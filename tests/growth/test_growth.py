"""Nothing from outside costs more than in proportion to its size: each entry point, at two sizes.

Add an entry point by one line in one of the three modules of entries.
"""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable, Iterator

import dataset_entries
import forms
import intake_entries
import pytest
import server_entries
from measuring import MOST, Entry, growth, is_in_proportion, text

from metrics.exports import make
from metrics.store.tables import TABLES
from metrics.ui import rate

ENTRIES = {**server_entries.ENTRIES, **intake_entries.ENTRIES, **dataset_entries.ENTRIES}


@pytest.fixture(autouse=True)
def full_buckets(cache: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every request be answered, however many there are."""
    monkeypatch.setattr(rate, "FILES", rate.Buckets(1_000_000, 1, time.monotonic))


@pytest.fixture(autouse=True)
def no_collection() -> Iterator[None]:
    """Measure the work alone: what the collector of garbage takes depends on all that is there."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.slow
@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_point_takes_time_in_proportion_to_its_input(name: str) -> None:
    assert is_in_proportion(ENTRIES[name])


def test_every_entry_point_is_among_them() -> None:
    lists = (server_entries.ENTRIES, intake_entries.ENTRIES, dataset_entries.ENTRIES)
    assert sum(map(len, lists)) == len(ENTRIES)
    assert {f"file: {form}" for form in ("card", *make.OF_ONE, *make.OF_CITED)} <= {*ENTRIES}
    assert {f"read: {form}" for form in forms.FORMS} <= {*ENTRIES}
    for table in dataset_entries.WITH_ROWS:
        assert f"all words of {table.name}" in ENTRIES


def test_the_words_of_a_table_are_long_in_every_text_column() -> None:
    figures = next(table for table in TABLES if table.name == "figures")
    free = {field.name for field in figures.fields if dataset_entries.is_free(field)}
    assert {"printed", "evidence", "note", "counts"} <= free


@pytest.mark.slow
@pytest.mark.parametrize("base", [0, 16])
@pytest.mark.parametrize("name", ["a loop in a loop", "an expression"])
def test_the_square_is_told_from_a_line(name: str, base: int) -> None:
    def looped(size: int) -> None:
        for _ in range(size):
            text("a", size).count("b")

    backtracks = re.compile(r"<svg\b[^>]*>")
    works: dict[str, Callable[[int], object]] = {
        "a loop in a loop": looped,
        "an expression": lambda size: backtracks.search(text("<svg ", size)),
    }
    entry = Entry(works[name], base=base)
    assert any(growth(entry) > MOST for _ in range(3))
