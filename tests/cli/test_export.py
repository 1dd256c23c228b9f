"""village-metrics export writes the files that are named, each with what was asked for."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from stated import STATED_TOPICS

Export = Callable[..., int]
Written = Callable[[], list[str]]
Said = pytest.CaptureFixture[str]


def rows(file: Path, *columns: str) -> list[tuple[str, ...]]:
    """Return columns of a CSV file."""
    lines = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline=""))
    return [tuple(line[name] for name in columns) for line in lines]


def of_topics(form: str) -> list[str]:
    """Return the names of a file of each topic."""
    end = "-report.pdf" if form == "pdf" else f".{form}"
    return sorted(f"yangbi-{name.replace('_', '-')}{end}" for name in STATED_TOPICS)


def size_of(file: Path) -> tuple[int, int]:
    """Return width and height of a PNG in pixels."""
    with Image.open(file, formats=["PNG"]) as image:
        return image.size


def test_a_table_has_the_rows_of_its_filters_and_no_others(export: Export, to: Path) -> None:
    chosen = ("--years", "2016", "2014", "--status", "achieved")
    assert export("poverty_exits", "--format", "csv", *chosen) == 0
    file = to / "yangbi-poverty-exits-2014-2016-achieved.csv"
    assert rows(file, "year", "measure", "status", "value", "filters") == [
        ("2014", "households", "achieved", "854", "Showing 2014 and 2016 only, achieved only."),
        ("2014", "people", "achieved", "2976", "Showing 2014 and 2016 only, achieved only."),
    ]


def test_a_village_is_followed_by_the_topic_that_has_villages(export: Export, to: Path) -> None:
    assert export("village_industry", "--format", "csv", "--villages", "Lingxiu") == 0
    file = to / "yangbi-village-industry-lingxiu.csv"
    assert rows(file, "village", "product") == [
        ("Lingxiu", "yuxiang pears"),
        ("no village named", "rural eco-tourism"),
    ]


@pytest.mark.slow
def test_several_topics_in_several_formats(export: Export, written: Written) -> None:
    assert export("poverty_exits", "coverage", "--format", "csv", "json") == 0
    assert written() == [
        "yangbi-coverage.csv",
        "yangbi-coverage.json",
        "yangbi-poverty-exits.csv",
        "yangbi-poverty-exits.json",
    ]


@pytest.mark.slow
def test_a_topic_without_a_format_is_an_image(export: Export, written: Written) -> None:
    assert export("poverty_exits") == 0
    assert written() == ["yangbi-poverty-exits-report-2x.png"]


@pytest.mark.slow
@pytest.mark.usefixtures("no_chrome")  # whose images are those of the bundles in tests/exports
def test_all_without_a_format_is_a_bundle(export: Export, written: Written) -> None:
    assert export("all") == 0
    assert written() == ["yangbi-all.zip"]


@pytest.mark.slow
def test_all_as_html_is_one_page_that_needs_no_network(
    export: Export, to: Path, written: Written
) -> None:
    assert export("all", "--format", "html", "--years", "2014") == 0
    assert written() == ["yangbi-report-2014.html"]
    page = (to / "yangbi-report-2014.html").read_text(encoding="utf-8")
    assert "Yangbi county lifted 2,976 people out of poverty in 2014" in page
    assert "<script src=" not in page
    assert "<link " not in page


@pytest.mark.slow
def test_all_topics_in_a_form_that_only_topics_have(export: Export, written: Written) -> None:
    assert export("--all", "--format", "csv") == 0
    assert written() == of_topics("csv")


@pytest.mark.slow
def test_all_topics_in_a_form_that_only_a_report_has(export: Export, written: Written) -> None:
    assert export("--all", "--format", "html") == 0
    assert written() == ["yangbi-report.html"]


@pytest.mark.slow
def test_all_topics_in_a_form_that_all_have(export: Export, written: Written) -> None:
    assert export("--all", "--format", "pdf") == 0
    assert written() == sorted([*of_topics("pdf"), "yangbi-report.pdf"])


@pytest.mark.slow
@pytest.mark.parametrize(("scale", "pixels"), [("1", 1080), ("2", 2160), ("4", 4320)])
def test_a_png_is_as_many_times_larger_as_asked_for(
    export: Export, to: Path, scale: str, pixels: int
) -> None:
    assert export("poverty_exits", "--format", "png", "--size", "square", "--scale", scale) == 0
    assert size_of(to / f"yangbi-poverty-exits-square-{scale}x.png") == (pixels, pixels)


@pytest.mark.slow
@pytest.mark.parametrize(("size", "width"), [("report", 1200), ("slide", 1280), ("column", 640)])
def test_a_png_is_as_wide_as_asked_for(export: Export, to: Path, size: str, width: int) -> None:
    assert export("village_industry", "--format", "png", "--size", size, "--scale", "1") == 0
    assert size_of(to / f"yangbi-village-industry-{size}-1x.png")[0] == width


def test_the_address_of_the_dashboard_stands_in_the_links(export: Export, to: Path) -> None:
    chosen = ("--format", "csv", "--years", "2014", "--address", "https://yangbi.example/")
    assert export("poverty_exits", *chosen) == 0
    file = to / "yangbi-poverty-exits-2014.csv"
    ((link, version),) = set(rows(file, "link", "data_version"))
    assert link == f"https://yangbi.example/poverty_exits?years=2014&version={version}"


@pytest.mark.slow
@pytest.mark.usefixtures("no_chrome")
def test_another_dataset_gives_its_name_to_its_files(
    export: Export, copy: Path, to: Path, written: Written
) -> None:
    shire = copy.rename(copy.with_name("shire"))
    assert export("poverty_exits", "all", "--format", "zip", "--data", str(shire)) == 0
    assert export("poverty_exits", "--format", "csv", "--data", str(shire)) == 0
    assert written() == ["shire-all.zip", "shire-poverty-exits.csv", "shire-poverty-exits.zip"]
    assert set(rows(to / "shire-poverty-exits.csv", "dataset")) == {("shire",)}


@pytest.mark.slow
def test_progress_is_told_apart_from_output(export: Export, to: Path, capsys: Said) -> None:
    assert export("poverty_exits", "--format", "csv", "json", "parquet") == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        f"[1/3] {to}/yangbi-poverty-exits.csv",
        f"[2/3] {to}/yangbi-poverty-exits.json",
        f"[3/3] {to}/yangbi-poverty-exits.parquet",
    ]


@pytest.mark.slow
def test_a_measure_is_chosen_as_every_filter(export: Export, to: Path) -> None:
    assert export("poverty_exits", "--format", "csv", "--measure", "people") == 0
    file = to / "yangbi-poverty-exits-people.csv"
    assert {row[0] for row in rows(file, "measure")} == {"people"}


@pytest.mark.slow
def test_places_are_compared_by_the_measure_named(export: Export, to: Path) -> None:
    named = ("--compare", "share of Party members", "--data", "data/fictional-county")
    assert export("compare_places", "--format", "csv", *named) == 0
    file = to / "fictional-county-compare-places-share-of-party-members.csv"
    assert {row[0] for row in rows(file, "measure")} == {"share of Party members"}
