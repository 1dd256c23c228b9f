"""An address of a file answers with that file, by the filters in it, or says what is wrong."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.responses import Response

from metrics.exports.embedded_metadata import read_svg_metadata
from metrics.ui import files

Ask = Callable[..., Response]
EXITS = "yangbi/poverty_exits"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = [
    ("png", "image/png", b"\x89PNG\r\n\x1a\n"),
    ("svg", "image/svg+xml", b"<svg "),
    ("pdf", "application/pdf", b"%PDF-"),
    ("csv", "text/csv; charset=utf-8", b"\xef\xbb\xbfyear,status,measure,value,"),
    ("xlsx", SHEET, b"PK\x03\x04"),
    ("parquet", "application/vnd.apache.parquet", b"PAR1"),
    ("json", "application/json", b"{"),
    ("zip", "application/zip", b"PK\x03\x04"),
]
OF_ALL = [
    ("zip", "application/zip", "yangbi-all-2014.zip", b"PK\x03\x04"),
    ("html", "text/html; charset=utf-8", "yangbi-report-2014.html", b"<!doctype html>"),
    ("pdf", "application/pdf", "yangbi-report-2014.pdf", b"%PDF-"),
]
CHOICES = [
    ("", ["2014", "2014", "2015", "2015", "2016", "2016"]),
    ("years=2014", ["2014", "2014"]),
    ("years=2016&years=2014", ["2014", "2014", "2016", "2016"]),
    pytest.param("years=2014&years=2014", ["2014", "2014"], marks=pytest.mark.slow),
    ("years=2016&status=planned", ["2016", "2016"]),
    pytest.param("villages=Lingxiu&years=2015", ["2015", "2015"], marks=pytest.mark.slow),
    pytest.param(
        "years=2014&rows=everything",
        ["2014", "2014", "2015", "2015", "2016", "2016"],
        marks=pytest.mark.slow,
    ),
    ("years=2013&rows=everything", ["2014", "2014", "2015", "2015", "2016", "2016"]),
]


def column(answer: Response, name: str) -> list[str]:
    """Return a column of an answer that is a CSV file."""
    text = bytes(answer.body).decode("utf-8-sig")
    return [line[name] for line in csv.DictReader(io.StringIO(text, newline=""))]


def is_a_file(answer: Response, mime: str, name: str, start: bytes) -> None:
    """Hold the answer against the file it should be."""
    assert (answer.status_code, answer.headers["content-type"]) == (200, mime)
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert bytes(answer.body).startswith(start)


@pytest.mark.parametrize(("form", "mime", "start"), FORMS)
@pytest.mark.slow
def test_each_form_of_a_topic_is_a_file_to_save(
    ask: Ask, form: str, mime: str, start: bytes
) -> None:
    answer = ask(f"{EXITS}.{form}?years=2014")
    layout = {"png": "-report-2x", "svg": "-report", "pdf": "-report"}.get(form, "")
    is_a_file(answer, mime, f"yangbi-poverty-exits-2014{layout}.{form}", start)


@pytest.mark.parametrize(("form", "mime", "name", "start"), OF_ALL)
@pytest.mark.slow
def test_each_form_of_all_topics_is_a_file_to_save(
    ask: Ask, form: str, mime: str, name: str, start: bytes
) -> None:
    is_a_file(ask(f"yangbi/all.{form}?years=2014"), mime, name, start)


def test_a_name_in_another_script_is_kept_in_the_name_of_the_file(ask: Ask) -> None:
    answer = ask("yangbi/village_industry.csv?villages=Lingxiu&villages=Shiping")
    assert answer.headers["content-disposition"] == (
        "attachment; filename*=UTF-8''yangbi-village-industry-lingxiu-shiping.csv"
    )


@pytest.mark.parametrize(("query", "years"), CHOICES)
def test_a_table_has_the_rows_that_its_address_asks_for(
    ask: Ask, query: str, years: list[str]
) -> None:
    assert column(ask(f"{EXITS}.csv?{query}"), "year") == years


def test_a_file_links_to_the_dashboard_it_was_asked_of(ask: Ask) -> None:
    answer = ask(f"{EXITS}.csv?years=2014&status=achieved")
    ((version, link),) = set(
        zip(column(answer, "data_version"), column(answer, "link"), strict=True)
    )
    query = f"years=2014&status=achieved&version={version}"
    assert link == f"http://localhost:8501/poverty_exits?{query}"


@pytest.mark.slow
def test_an_image_has_the_size_and_the_scale_of_its_address(ask: Ask) -> None:
    body = bytes(ask(f"{EXITS}.png?size=square&scale=1").body)
    assert (body[16:20], body[20:24]) == ((1080).to_bytes(4), (1080).to_bytes(4))


def test_a_card_is_the_chart_of_its_filters_as_json(ask: Ask) -> None:
    answer = ask(f"{EXITS}.card?years=2014")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert json.loads(bytes(answer.body))["title"] == (
        "Yangbi county lifted 2,976 people out of poverty in 2014"
    )


def test_a_bundle_without_chrome_has_its_tables(ask: Ask, no_chrome: None) -> None:
    with zipfile.ZipFile(io.BytesIO(bytes(ask(f"{EXITS}.zip").body))) as bundle:
        assert "yangbi-poverty-exits.csv" in bundle.namelist()
        assert "yangbi-poverty-exits.png" not in bundle.namelist()
        assert "Not here: PNG, SVG, PDF. " in bundle.read("readme.md").decode()


ASKED = [("2014",), ("2015",), ("2016",), ("2014", "2015"), ("2014", "2016"), ("2015", "2016")]
ASKED += [("2014", "2015", "2016"), ()]


@pytest.mark.parametrize("form", ["csv", "svg"])
@pytest.mark.slow
def test_readers_at_the_same_time_get_each_their_own(ask: Ask, form: str) -> None:
    def years(asked: tuple[str, ...]) -> list[str]:
        answer = ask(f"{EXITS}.{form}?{'&'.join(f'years={year}' for year in asked)}")
        if form == "csv":
            return sorted(set(column(answer, "year")))
        said = read_svg_metadata(bytes(answer.body))
        return sorted({row[0] for row in said["tables"]["poverty_exits"]["rows"]}) if said else []

    with ThreadPoolExecutor(len(ASKED)) as readers:
        found = list(readers.map(years, ASKED))
    assert found == [list(asked or ("2014", "2015", "2016")) for asked in ASKED]


@pytest.mark.parametrize("name", ["poverty_exits.csv", "figures.csv", "poverty_exits.png"])
def test_a_file_of_very_many_rows_is_refused_and_the_command_named(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(files, "MOST_ROWS", 5)
    topic, _, form = name.partition(".")
    answer = ask(f"yangbi/{name}")
    assert answer.status_code == 400
    assert (
        bytes(answer.body)
        .decode()
        .startswith(
            f"The file is too long: {topic} has more than 5 rows, which is as many as the server "
            "writes. Choose fewer places, indicators or years; or, where the dataset lies, use the "
            f"command line: village-metrics export {topic} --format {form} --data FOLDER."
        )
    )


def test_a_file_of_just_as_many_rows_as_are_written_is_made(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_ROWS", 6)
    assert len(column(ask("yangbi/poverty_exits.csv"), "year")) == 6
