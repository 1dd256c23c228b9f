"""What village-metrics export cannot do it says in words, and then it writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from metrics.cli import main

Export = Callable[..., int]
Written = Callable[[], list[str]]
Said = pytest.CaptureFixture[str]
CSV = ("poverty_exits", "--format", "csv")
UNKNOWN = [
    (("exits",), "There is no topic of that name: “exits”. Choose one of: poverty_exits, "),
    (
        ("poverty_exits", "--format", "csv", "html"),
        "There is no file of poverty_exits of that name: “html”. "
        "Choose one of: png, svg, pdf, csv, xlsx, parquet, json, zip.",
    ),
    (
        ("all", "--format", "csv"),
        "There is no file of all of that name: “csv”. Choose one of: zip, html, pdf.",
    ),
    (
        (*CSV, "--years", "2014", "2013"),
        "There is no year of that name: “2013”. Choose one of: 2014, 2015, 2016.",
    ),
    (
        (*CSV, "--villages", "Linxiu"),
        "There is no village of that name: “Linxiu”. "
        "Choose one of: Lijiazhuang, Lingxiu, Shiping, Xiangyang.",
    ),
    (
        (*CSV, "--status", "done"),
        "There is no status of that name: “done”. Choose one of: achieved, planned.",
    ),
]


@pytest.mark.parametrize(("arguments", "sentence"), UNKNOWN)
def test_what_there_is_not_is_named_with_what_there_is(
    export: Export, written: Written, capsys: Said, arguments: tuple[str, ...], sentence: str
) -> None:
    assert export(*arguments) == 1
    assert capsys.readouterr().err.startswith(sentence)
    assert written() == []


@pytest.mark.parametrize(
    ("option", "value", "known"),
    [("--format", "exe", "'csv'"), ("--size", "poster", "'square'"), ("--scale", "3", "4")],
)
def test_a_value_that_an_option_does_not_take_is_named(
    export: Export, written: Written, capsys: Said, option: str, value: str, known: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        export("poverty_exits", option, value)
    assert ended.value.code == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert f"argument {option}: invalid choice: " in said
    assert value in said
    assert known in said
    assert written() == []


def test_who_names_nothing_hears_what_there_is(
    export: Export, written: Written, capsys: Said
) -> None:
    assert export("--format", "csv") == 1
    said = capsys.readouterr().err
    assert said.startswith("There is nothing to do: no file was asked for. Name what to export: ")
    for word in ("poverty_exits", "coverage", "all", "--all"):
        assert f" {word}" in said
    assert written() == []


def test_a_file_that_is_there_is_refused_before_any_is_written(
    export: Export, to: Path, written: Written, capsys: Said
) -> None:
    to.mkdir()
    there = to / "yangbi-poverty-exits.json"
    there.write_text("mine")
    assert export("poverty_exits", "--format", "csv", "json") == 1
    assert capsys.readouterr().err == (
        f"Nothing was written: {there} is there already. "
        "Add --force to write over it, or name another folder with --to.\n"
    )
    assert written() == ["yangbi-poverty-exits.json"]
    assert there.read_text() == "mine"


@pytest.mark.slow
def test_a_file_that_is_there_is_replaced_by_force(
    export: Export, to: Path, written: Written
) -> None:
    to.mkdir()
    there = to / "yangbi-poverty-exits.csv"
    there.write_text("mine")
    assert export(*CSV, "--force") == 0
    assert written() == ["yangbi-poverty-exits.csv"]
    assert there.read_text(encoding="utf-8-sig").startswith("year,status,measure,value,")


@pytest.mark.slow
def test_a_folder_in_the_place_of_a_file_stays_even_by_force(
    export: Export, to: Path, written: Written, capsys: Said
) -> None:
    there = to / "yangbi-poverty-exits.csv"
    there.mkdir(parents=True)
    assert export(*CSV, "--force") == 1
    assert f"A file cannot be written: {there} (Is a directory)." in capsys.readouterr().err
    assert written() == ["yangbi-poverty-exits.csv"]


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["file", "file/below", "x" * 300], ids=len)
def test_a_folder_that_cannot_be_written_is_named(
    tmp_path: Path, capsys: Said, folder: str
) -> None:
    (tmp_path / "file").write_text("mine")
    target = tmp_path / folder
    assert main(["export", *CSV, "--to", str(target)]) == 1
    said = capsys.readouterr().err
    assert f"A file cannot be written: {target / 'yangbi-poverty-exits.csv'} (" in said
    assert said.endswith(" Name another with --to.\n")
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.slow
def test_a_choice_without_rows_is_refused_and_the_rest_is_written(
    export: Export, written: Written, capsys: Said
) -> None:
    chosen = ("--years", "2014", "--status", "planned")
    assert export("poverty_exits", "village_industry", "--format", "csv", *chosen) == 1
    refused, made = capsys.readouterr().err.splitlines()
    assert "There is nothing to export: the dataset states nothing on Exits from" in refused
    assert "Showing 2014 only, planned only." in refused
    assert made.startswith("[2/2] ")
    assert written() == ["yangbi-village-industry.csv"]
