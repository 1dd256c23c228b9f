"""The invented example is what its generator makes, and is called invented wherever it is shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from stated import topics_in
from stores import KeptStore

from metrics.exports.make import ExportRequest, render_export
from metrics.exports.view import view
from metrics.selection import Selection
from metrics.store import build_cache
from metrics.store.open import Store
from metrics.topics.catalog import PAGE_TOPICS, choices

DATA = Path(__file__).resolve().parents[1] / "data"
FOLDER = DATA / "fictional-county"
SAYS = "Fictional County (an invented example): fictional, made by a generator"


@pytest.fixture(scope="module")
def fictional(cache: None) -> Store:
    """Open the built tables of the example."""
    built = build_cache.ensure(FOLDER)
    return KeptStore(built.path, built.fingerprint)


def test_it_has_65_villages_and_seven_years(fictional: Store) -> None:
    found = choices(fictional)
    assert (len(found.villages), found.years) == (65, tuple(range(2014, 2021)))


@pytest.mark.parametrize("topic", [t for t in topics_in("fictional-county") if t in PAGE_TOPICS])
def test_every_chart_and_file_says_that_it_is_invented(fictional: Store, topic: str) -> None:
    shown = view(fictional, topic, Selection("fictional-county"))
    assert len(shown.rows) > 0
    assert shown.drawing.source == f"Source: {SAYS}"
    words = [shown.drawing.title, shown.drawing.subtitle, *shown.footer]
    assert "None" not in json.dumps([words, shown.drawing.chart.data])  # what pointing says, too
    chosen = Selection("fictional-county")
    assert SAYS in render_export(fictional, ExportRequest(topic, "csv", chosen)).decode("utf-8-sig")


def test_a_sum_of_which_some_villages_state_nothing_says_so(fictional: Store) -> None:
    notes = view(fictional, "poverty_exits", Selection("fictional-county")).drawing.notes
    assert (
        "2014, households: only 64 of 65 places state it, so the true sum is at least this."
        in notes
    )
    assert not any("people: only" in note for note in notes)
