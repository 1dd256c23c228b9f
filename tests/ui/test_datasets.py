"""Datasets of a folder as the server gives them: joined, edited, broken, on a full disk."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.responses import Response

from metrics.errors import CannotSave
from metrics.store import build_cache
from metrics.ui import datasets

YANGBI = Path(__file__).resolve().parents[2] / "data" / "yangbi"
Ask = Callable[..., Response]


@pytest.fixture
def shire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name a folder that holds a county of its own; its exits lie in a folder within."""
    monkeypatch.setenv("VILLAGE_METRICS_DATA", str(tmp_path / "own"))
    monkeypatch.setenv("VILLAGE_METRICS_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "own" / "shire"
    (folder / "inner").mkdir(parents=True)
    (folder / "places.csv").write_text("place_id,name,kind\ntop,Shire,county\n")
    exits = "year,place_id,status,people\n2019,top,achieved,77\n"
    (folder / "inner" / "exits.csv").write_text(exits)
    files = {"places": "places.csv", "poverty_exits": "inner/exits.csv"}
    resources = [{"name": name, "path": path} for name, path in files.items()]
    says = {"title": "Shire", "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(says))
    return folder


@pytest.mark.slow
def test_a_file_in_a_folder_within_that_is_edited_in_place_is_noticed(
    shire: Path, ask: Ask
) -> None:
    assert b",77," in ask("shire/poverty_exits.csv").body
    path = shire / "inner" / "exits.csv"
    path.write_text(path.read_text().replace("77", "55"))
    assert b",55," in ask("shire/poverty_exits.csv").body


@pytest.mark.slow
def test_older_tables_say_so_in_the_header_and_in_the_file(shire: Path, ask: Ask) -> None:
    whole = ask("shire/poverty_exits.json")
    assert "x-village-metrics-notice" not in whole.headers
    (shire / "inner" / "exits.csv").write_text("broken\n")
    older = ask("shire/poverty_exits.json")
    said = "The dataset's newest files are broken: these are the last that were whole."
    assert (older.status_code, older.headers["x-village-metrics-notice"]) == (200, said)
    assert json.loads(bytes(older.body))["about"]["notice"] == said
    assert json.loads(bytes(older.body))["tables"] == json.loads(bytes(whole.body))["tables"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["yangbi+shire", "shire+yangbi", "shire yangbi", "shire%2Byangbi"])
def test_joined_datasets_are_understood_in_any_order_and_with_a_space(
    shire: Path, ask: Ask, name: str
) -> None:
    found = ask(f"{name}/poverty_exits.csv")
    assert found.status_code == 200
    assert "yangbi%2Bshire-poverty-exits.csv" in found.headers["content-disposition"]
    assert len(list((shire.parents[1] / "cache").glob("joined-*"))) == 1


def test_too_many_joined_are_refused_in_words(shire: Path, ask: Ask) -> None:
    names = [f"d{number}" for number in range(9)]
    for name in names:
        shutil.copytree(shire, shire.parent / name)
    found = ask(f"{'+'.join(names)}/poverty_exits.csv")
    assert found.status_code == 400
    assert b"Name at most 8 of them." in found.body


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a?b", "a#b", "100%", "[x]", "村" * 33])
def test_a_dataset_of_an_odd_name_has_files_like_any(shire: Path, ask: Ask, name: str) -> None:
    from urllib.parse import quote

    shutil.copytree(shire, shire.parent / name)
    found = ask(f"{quote(name)}/poverty_exits.csv")
    assert (found.status_code, b",77," in found.body) == (200, True)


@pytest.mark.slow
def test_tables_that_another_process_tidied_away_are_built_anew(shire: Path) -> None:
    first = datasets.dataset("shire", shire)
    first.built.path.unlink()
    assert datasets.dataset("shire", shire).built.path.is_file()


def test_a_full_disk_is_said_by_the_server(
    shire: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(build_cache, "build_tables", full)
    found = ask("shire/poverty_exits.csv")
    assert found.status_code == 503
    assert b"The tables cannot be saved" in found.body
    with pytest.raises(CannotSave):
        datasets.dataset("shire", shire)
