"""The datasets there are: the built-in ones and the reader's own, each by its name once."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from metrics.installation import DATA
from metrics.store import build_cache
from metrics.store.dataset_index import discover_datasets
from metrics.store.open import Store


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
    found = discover_datasets()
    assert next(iter(found.datasets.items())) == ("yangbi", DATA / "yangbi")
    assert found.left_out == ()


def test_own_datasets_follow_by_name_and_other_folders_are_no_dataset(named: Path) -> None:
    south, north = put(named / "south"), put(named / "north")
    (named / "notes").mkdir()
    found = discover_datasets()
    assert [name for name in found.datasets if name in ("south", "north")] == ["north", "south"]
    assert (found.datasets["south"], found.datasets["north"]) == (south, north)
    assert "notes" not in found.datasets


def test_a_folder_that_is_a_dataset_itself_is_one(named: Path) -> None:
    (named / "datapackage.json").write_text("{}")
    assert discover_datasets().datasets[named.name] == named


def test_a_name_that_is_there_already_is_left_out_and_said(named: Path) -> None:
    own = put(named / "yangbi")
    found = discover_datasets()
    assert found.datasets["yangbi"] == DATA / "yangbi"
    assert found.left_out == (
        f"{own} is left out: {DATA / 'yangbi'} is a dataset of that name. Rename the folder.",
    )


def test_a_folder_that_is_not_there_is_said_and_the_built_in_datasets_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VILLAGE_METRICS_DATA", str(tmp_path / "nowhere"))
    found = discover_datasets()
    assert "yangbi" in found.datasets
    assert found.left_out == (
        f"VILLAGE_METRICS_DATA names {tmp_path}/nowhere, and there is no such folder. "
        "Name one that holds datasets, each a folder with a datapackage.json.",
    )


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("村" * 34, "its name has more than 100 bytes."),
        ("a+b", "a + in an address joins datasets."),
        ("a\nb", "its name holds characters that cannot be printed."),
        ("a\udc80", "its name holds characters that cannot be printed."),
    ],
)
def test_a_folder_that_no_address_can_name_is_left_out_and_said(
    named: Path, name: str, why: str
) -> None:
    put(named / name)
    found = discover_datasets()
    assert name not in found.datasets
    assert len(found.left_out) == 1
    assert found.left_out[0].endswith(f" is left out: {why} Rename the folder.")
    found.left_out[0].encode()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a?b", "a#b", "100%", "a b", "[1]", "村" * 33, "a'b", "{x}*"])
def test_a_folder_of_an_odd_name_is_a_dataset_like_any(named: Path, name: str) -> None:
    folder = named / name
    shutil.copytree(DATA / "yangbi", folder)
    (named / "1").mkdir()  # what a wildcard would find
    (named / "1" / "places.csv").write_text("place_id,name,kind\nx,X,county\n")
    assert discover_datasets().datasets[name] == folder
    built = build_cache.ensure(folder)
    assert len(Store(built.path, built.fingerprint).frame("from places")) == 8
    assert build_cache.last_good(folder) == built


def test_folders_that_may_not_be_looked_into_are_passed_over(
    named: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(named / "open")
    (named / "loop").symlink_to(named / "loop")
    (named / "closed").mkdir()
    looked = os.stat

    def refusing(path: str | Path, **options: bool) -> os.stat_result:
        if Path(path).parent.name == "closed":
            raise PermissionError
        return looked(path, **options)

    monkeypatch.setattr(os, "stat", refusing)
    assert [
        name for name in discover_datasets().datasets if name in ("open", "loop", "closed")
    ] == ["open"]


def test_a_circle_of_links_is_no_folder_of_datasets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    monkeypatch.setenv("VILLAGE_METRICS_DATA", str(tmp_path / "loop"))
    assert "there is no such folder" in discover_datasets().left_out[0]


def test_an_unknown_name_gives_the_first() -> None:
    found = discover_datasets()
    assert (found.name(None), found.name("nope"), found.name("yangbi")) == ("yangbi",) * 3
    assert found.folder("nope") == DATA / "yangbi"
