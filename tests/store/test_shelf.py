"""The datasets there are: the built-in ones and the reader's own, each by its name once."""

from __future__ import annotations

from pathlib import Path

import pytest

from metrics.store.shelf import BUILT_IN, shelf


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name a folder of own datasets."""
    monkeypatch.setenv("VILLAGE_METRICS_DATA", str(tmp_path))
    return tmp_path


def put(folder: Path) -> Path:
    """Put a dataset there, as far as the shelf looks at it."""
    folder.mkdir(parents=True)
    (folder / "datapackage.json").write_text("{}")
    return folder


def test_the_built_in_dataset_is_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VILLAGE_METRICS_DATA", raising=False)
    found = shelf()
    assert next(iter(found.datasets.items())) == ("yangbi", BUILT_IN / "yangbi")
    assert found.left_out == ()


def test_own_datasets_follow_by_name_and_other_folders_are_no_dataset(named: Path) -> None:
    south, north = put(named / "south"), put(named / "north")
    (named / "notes").mkdir()
    found = shelf()
    assert [name for name in found.datasets if name in ("south", "north")] == ["north", "south"]
    assert (found.datasets["south"], found.datasets["north"]) == (south, north)
    assert "notes" not in found.datasets


def test_a_folder_that_is_a_dataset_itself_is_one(named: Path) -> None:
    (named / "datapackage.json").write_text("{}")
    assert shelf().datasets[named.name] == named


def test_a_name_that_is_there_already_is_left_out_and_said(named: Path) -> None:
    own = put(named / "yangbi")
    found = shelf()
    assert found.datasets["yangbi"] == BUILT_IN / "yangbi"
    assert found.left_out == (
        f"{own} is left out: {BUILT_IN / 'yangbi'} is a dataset of that name. Rename the folder.",
    )


def test_a_folder_that_is_not_there_is_said_and_the_built_in_datasets_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VILLAGE_METRICS_DATA", str(tmp_path / "nowhere"))
    found = shelf()
    assert "yangbi" in found.datasets
    assert found.left_out == (
        f"VILLAGE_METRICS_DATA names {tmp_path}/nowhere, and there is no such folder. "
        "Name one that holds datasets, each a folder with a datapackage.json.",
    )


def test_an_unknown_name_gives_the_first() -> None:
    found = shelf()
    assert (found.name(None), found.name("nope"), found.name("yangbi")) == ("yangbi",) * 3
    assert found.folder("nope") == BUILT_IN / "yangbi"
