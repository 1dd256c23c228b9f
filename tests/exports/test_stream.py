"""Every row of a table is written in bounded memory, whole or not at all, with its account."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from metrics.cli import main
from metrics.errors import UnknownChoice
from metrics.exports import stream
from metrics.store.open import Store


def no_step(written: int, of: int) -> None:
    """Take the steps without a word."""


@pytest.mark.parametrize("form", stream.FORMS)
def test_a_file_holds_every_row(store: Store, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"figures.{form}"
    steps: list[tuple[int, int]] = []
    count = stream.write_rows(store, "figures", path, lambda *one: steps.append(one))
    ids = store.frame("select figure_id from figures order by 1")["figure_id"].tolist()
    read = "read_parquet" if form == "parquet" else "read_csv"
    found = (
        duckdb.connect().execute(f"select figure_id from {read}('{path}') order by 1").fetchall()
    )
    assert [one for (one,) in found] == ids
    assert count == len(ids)
    assert steps == [(count, count)]


def test_a_parquet_file_says_what_it_is(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "places.parquet"
    count = stream.write_rows(store, "places", path, no_step)
    said = json.loads(pq.read_schema(path).metadata[b"village_metrics"])
    assert said["table"] == "places"
    assert said["rows"] == count
    assert said["data_version"] == store.fingerprint[:8]


def test_texts_of_a_csv_file_are_no_formulas(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "checks.csv"
    stream.write_rows(store, "checks", path, no_step)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    relations = {
        one
        for (one,) in duckdb.connect()
        .execute(f"select relation from read_csv('{path}')")
        .fetchall()
    }
    assert "'=" in relations


def test_what_stops_leaves_the_file_before(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text("before")

    def stop(written: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stream.write_rows(store, "places", path, stop)
    assert [one.name for one in tmp_path.iterdir()] == ["places.csv"]
    assert path.read_text() == "before"


def test_an_unknown_table_or_form_is_named(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UnknownChoice, match="There is no table of that name"):
        stream.write_rows(store, "villagers", tmp_path / "x.csv", no_step)
    with pytest.raises(UnknownChoice, match="There is no form of that name"):
        stream.write_rows(store, "places", tmp_path / "x.docx", no_step)


def test_the_command_writes_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "places.parquet"
    assert main(["rows", "places", str(path)]) == 0
    assert "rows of places" in capsys.readouterr().out
    assert main(["rows", "places", str(path)]) == 1
    assert "is there already" in capsys.readouterr().err
