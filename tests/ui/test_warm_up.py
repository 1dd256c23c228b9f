"""The server warms up by itself, whatever state its data are in."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import NoReturn

import pytest

from metrics.selection import Selection
from metrics.store.dataset_index import DatasetIndex
from metrics.topics.catalog import CARDS
from metrics.ui import caches, datasets, upkeep, warm_up


def test_the_cards_of_the_first_dataset_are_made(
    cache: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[str, Selection]] = []

    def card(
        path: str, fingerprint: str, topic: str, chosen: Selection, base: str, notice: str
    ) -> bytes:
        made.append((topic, chosen))
        return b""

    monkeypatch.setattr(caches, "card", card)
    warm_up.warm_up()
    assert made == [(topic, Selection("yangbi")) for topic in CARDS]


@pytest.mark.parametrize("text", ["", "{", '{"resources": []}'])
def test_a_broken_dataset_does_not_stop_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    (tmp_path / "datapackage.json").write_text(text)
    monkeypatch.setattr(warm_up, "discover_datasets", lambda: DatasetIndex({"broken": tmp_path}))
    warm_up.warm_up()


def test_a_fault_of_ours_does_not_stop_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> NoReturn:
        raise ZeroDivisionError

    monkeypatch.setattr(datasets, "dataset", broken)
    warm_up.warm_up()


def test_what_is_there_after_the_start_is_not_looked_through_for_garbage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(upkeep, "warm_up", lambda: None)
    gc.unfreeze()
    try:
        upkeep._warm_up()
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()
