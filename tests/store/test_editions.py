"""A dataset that another one replaces says so on its pages and in its files; the other does not."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from metrics.cli import main
from metrics.exports.make import ExportRequest, render_export
from metrics.exports.read_back import read
from metrics.exports.verify import MATCHES, verify
from metrics.intake.earlier import replaced
from metrics.selection import Selection
from metrics.store import package
from metrics.store.build_cache import build_into
from metrics.store.editions import newer_edition, notice
from metrics.store.open import Store
from metrics.store.package import DESCRIPTOR

TEXT = "ab" * 32
FIGURE = "F01,report,statistic,1,1,1,9,12 people,12,people,people,2014,achieved,pine,,,certain,,,"


def dataset(folder: Path, sha256: str = "", figures: str = "", **about: object) -> Path:
    """Write a dataset of one place and its exits, with a document if it has a checksum."""
    folder.mkdir()
    tables = {
        "places": ("place_id,name,kind", "pine,Pine,county"),
        "poverty_exits": ("place_id,year,status,people", "pine,2014,achieved,12"),
    }
    if sha256:
        columns = "document_id,title,language,characters,sha256,read_on,how_read"
        tables["documents"] = (columns, f"report,A report,en,10,{sha256},2026-01-02,by hand")
    if figures:
        columns = (
            "figure_id,document_id,kind,paragraph,sentence,start,end,printed,value,unit,counts,"
            "period,status,place_id,garbling,repair,certainty,candidates,evidence,note"
        )
        tables["figures"] = (columns, figures)
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join((*lines, "")))
    resources = [{"name": name, "path": f"{name}.csv"} for name in tables]
    (folder / DESCRIPTOR).write_text(json.dumps({"title": "A", "resources": resources, **about}))
    return folder


def replaces(name: str, text: str = "") -> dict[str, str]:
    return {"dataset": name, "text_sha256": text}


def test_the_newest_of_a_row_of_editions_is_named(tmp_path: Path) -> None:
    known = {
        "a": dataset(tmp_path / "a", TEXT),
        "b": dataset(tmp_path / "b", "cd" * 32, replaces=replaces("called-otherwise", TEXT)),
        "c": dataset(tmp_path / "c", replaces=replaces("b")),
        "d": dataset(tmp_path / "d", replaces=replaces("a", "ef" * 32)),
    }
    assert {name: newer_edition(name, known) for name in (*known, "gone")} == {
        "a": "c",
        "b": "c",
        "c": "",
        "d": "",
        "gone": "",
    }


def test_editions_that_name_each_other_end_somewhere(tmp_path: Path) -> None:
    known = {
        "a": dataset(tmp_path / "a", replaces=replaces("b")),
        "b": dataset(tmp_path / "b", replaces=replaces("a")),
        "c": dataset(tmp_path / "c", replaces=replaces("c")),
    }
    assert newer_edition("a", known) == "b"
    assert newer_edition("b", known) == "a"
    assert newer_edition("c", known) == ""


def test_an_edition_is_known_as_soon_as_it_is_named(tmp_path: Path) -> None:
    known = {"a": dataset(tmp_path / "a"), "b": dataset(tmp_path / "b")}
    assert newer_edition("a", known) == ""
    path = known["b"] / DESCRIPTOR
    path.write_text(json.dumps({**json.loads(path.read_text()), "replaces": replaces("a")}))
    assert newer_edition("a", known) == "b"
    path.write_text("{")
    assert newer_edition("a", known) == ""


@pytest.mark.slow
@pytest.mark.usefixtures("cache")
def test_files_of_the_old_edition_say_that_a_newer_one_exists(tmp_path: Path) -> None:
    old = dataset(tmp_path / "old")
    dataset(tmp_path / "new", replaces=replaces("old"))
    for folder in (old, tmp_path / "new"):
        arguments = ["export", "poverty_exits", "--format", "json", "--data", str(folder)]
        assert main([*arguments, "--to", str(tmp_path / f"files-{folder.name}")]) == 0
    files = {one.parent.name: json.loads(one.read_text()) for one in tmp_path.glob("files-*/*")}
    words = "A newer edition of these data exists: the dataset “new”."
    assert words in json.dumps(files["files-old"], ensure_ascii=False)
    assert words not in json.dumps(files["files-new"], ensure_ascii=False)


@pytest.mark.slow
@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("of", ["poverty_exits", "figures"])
@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "json"])
def test_every_table_and_list_of_the_old_edition_says_so_and_is_verified(
    tmp_path: Path, of: str, form: str
) -> None:
    built = build_into(dataset(tmp_path / "old", TEXT, figures=FIGURE), tmp_path)
    store = Store(built.path, built.fingerprint)
    words = notice("new")
    chosen = Selection("old")
    file = render_export(store, ExportRequest(of, form, chosen, notice=words))
    assert read(file).about["notice"] == words
    assert "notice" not in read(render_export(store, ExportRequest(of, form, chosen))).about
    assert [one.word for one in verify(store, "old", f"a.{form}", file)] == [MATCHES]


@pytest.mark.slow
@pytest.mark.usefixtures("cache")
def test_an_uploaded_package_says_which_edition_it_replaces(
    tmp_path: Path,
) -> None:
    folder = dataset(tmp_path / "new", replaces=replaces("old", TEXT))
    file = tmp_path / "new.zip"
    with zipfile.ZipFile(file, "w") as made:
        for path in folder.iterdir():
            made.write(path, f"new/{path.name}")
    assert main(["check", str(file), "--write", str(tmp_path / "again")]) == 0
    assert package.read(tmp_path / "again").replaces == package.Replaces("old", TEXT)
    assert replaced([("a.csv", b"a,b"), ("b.zip", b"PK"), ("c.json", b'{"replaces": 7}')]) == 7
