"""Bundles, reports and the Chrome behind them."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from stated import STATED_TOPICS

from metrics.errors import (
    CannotWrite,
    FileAlreadyExists,
    NoChrome,
    NotAnImage,
    NothingToShow,
    UnknownChoice,
)
from metrics.exports import chrome
from metrics.exports.bundle import bundle
from metrics.exports.embedded_metadata import read_svg_metadata, with_png, with_svg
from metrics.exports.make import ExportRequest, file_name, render_export
from metrics.exports.view import view
from metrics.exports.write import refuse_what_is_there, write
from metrics.selection import Selection
from metrics.store.open import Store

Own = Callable[[str, str], Store]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><text>mine</text></svg>'


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.slow
def test_checksums_fit_and_the_readme_names_every_file(store: Store, no_chrome: None) -> None:
    files = unpacked(
        render_export(store, ExportRequest("poverty_exits", "zip", Selection(years=(2014,))))
    )
    listed = dict(
        line.split("  ")[::-1] for line in files.pop("checksums.sha256").decode().splitlines()
    )
    assert listed == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    readme = files["readme.md"].decode()
    assert all(f"- `{name}`: " in readme for name in files)
    assert "- Showing 2014 only, achieved." in readme
    assert "Not here: PNG, SVG, PDF. PDF files and images without a browser need Chrome" in readme
    (said,) = json.loads(files["metadata.json"])["views"]
    assert said["selection"]["years"] == [2014]


@pytest.mark.slow
def test_what_the_readers_browser_has_drawn_is_taken(store: Store, no_chrome: None) -> None:
    drawn = {"yangbi-poverty-exits.svg": SVG}
    shown = view(store, "poverty_exits", Selection())
    files = unpacked(bundle([shown], drawn))
    assert b"<text>mine</text>" in files["yangbi-poverty-exits.svg"]
    assert (read_svg_metadata(files["yangbi-poverty-exits.svg"]) or {})["topic"] == "poverty_exits"
    assert "Not here: PNG, PDF." in files["readme.md"].decode()
    assert bundle([shown], drawn) == bundle([shown], drawn)


@pytest.mark.slow
def test_progress_goes_from_the_first_file_to_the_last(store: Store, no_chrome: None) -> None:
    told: list[tuple[str, int, int]] = []
    render_export(store, ExportRequest("all", "zip"), lambda *at: told.append(at))
    of = len(told) - 1
    assert [(done, all_) for _, done, all_ in told] == [(n, of) for n in range(of + 1)]
    assert told[-1][0] == ""


@pytest.mark.slow
def test_a_report_needs_no_network_and_gives_each_number_its_source(store: Store) -> None:
    html = render_export(store, ExportRequest("all", "html")).decode()
    page = html[: html.index("<script>/**")] if "<script>/**" in html else html
    assert re.findall(r"<(?:link|img|iframe|script)[^>]+(?:src|href)=", page) == []
    linked = set(re.findall(r'href="#(F[0-9]{2})"', html))
    assert linked >= {"F06", "F07", "F26", "F38"}
    assert {one for one in linked if f'<tr id="{one}">' not in html} == set()
    for words in ("5,561", "F07</a> + <a", "Cross-check", "cannot be checked"):
        assert words.lower() in html.lower()


@pytest.mark.slow
def test_markup_in_a_name_stays_text(own: Own, store: Store) -> None:
    places = (Path(__file__).parents[2] / "data" / "yangbi" / "places.csv").read_text("utf-8")
    strange = own("places.csv", places.replace("Lingxiu", "</script><b>x</b>"))
    html = render_export(strange, ExportRequest("all", "html")).decode()
    assert "</script><b>x</b>" not in html
    assert "&lt;b&gt;x&lt;/b&gt;" in html


@pytest.mark.slow
def test_a_report_prints_on_pages(store: Store) -> None:
    found = PdfReader(BytesIO(render_export(store, ExportRequest("all", "pdf"))))
    assert len(found.pages) >= 5
    assert found.metadata is not None
    assert str(found.metadata.title).startswith("Report: ")
    assert "2,976" in found.pages[1].extract_text()


@pytest.mark.slow
def test_eight_readers_at_once_get_their_own_drawing(store: Store) -> None:
    years = [2014, 2015] * 4
    with ThreadPoolExecutor(8) as pool:
        wishes = [ExportRequest("poverty_exits", "svg", Selection(years=(y,))) for y in years]
        drawn = list(pool.map(lambda wish: render_export(store, wish).decode(), wishes))
    for year, svg in zip(years, drawn, strict=True):
        assert ("2,976" in svg, "2,585" in svg) == (year == 2014, year == 2015)


@pytest.mark.slow
def test_a_chrome_that_fails_is_replaced(store: Store) -> None:
    with pytest.raises(NoChrome, match="it did not draw"):
        chrome.chrome().draw({"data": [], "layout": {"width": 9, "height": 9}}, "no such", 1)
    assert render_export(store, ExportRequest("poverty_exits", "svg")).startswith(b"<svg")


def test_chinese_without_letters_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chrome, "draws_chinese", lambda: False)
    chrome.check_letters("Yangbi")
    with pytest.raises(NoChrome, match="fonts-noto-cjk"):
        chrome.check_letters({"text": "漾濞"})


@pytest.mark.parametrize(
    ("name", "form", "says"),
    [
        ("nothing", "csv", "no topic"),
        ("all", "csv", "no file of all"),
        ("loan", "docx", "no file of loan"),
    ],
)
def test_what_there_is_not_is_named(name: str, form: str, says: str) -> None:
    with pytest.raises(UnknownChoice, match=says):
        ExportRequest(name, form)


@pytest.mark.slow
def test_an_empty_view_gives_no_file(store: Store) -> None:
    empty = Selection(years=(2014,), status=("planned",))
    for form in ("csv", "svg", "zip"):
        with pytest.raises(NothingToShow, match="Showing 2014 only, planned only"):
            render_export(store, ExportRequest("poverty_exits", form, empty))
    assert "Nothing to show" in render_export(store, ExportRequest("all", "html", empty)).decode()


def test_files_are_named_by_content_and_filters(store: Store) -> None:
    chosen = Selection(years=(2014,), villages=("Lingxiu",))
    wishes = [ExportRequest("village_industry", "csv", chosen), ExportRequest("all", "zip", chosen)]
    assert [file_name(store, one) for one in [*wishes, ExportRequest("all", "pdf", chosen)]] == [
        "yangbi-village-industry-lingxiu.csv",
        "yangbi-all-2014-lingxiu.zip",
        "yangbi-report-2014-lingxiu.pdf",
    ]


@pytest.mark.parametrize("stamp", [with_png, with_svg])
def test_what_is_no_image_is_not_stamped(
    store: Store, stamp: Callable[[object, bytes], bytes]
) -> None:
    with pytest.raises(NotAnImage):
        stamp(view(store, "poverty_exits", Selection()), b"GIF89a")


@pytest.mark.parametrize("topic", STATED_TOPICS)
def test_every_topic_can_be_taken_as_a_table(store: Store, topic: str) -> None:
    assert render_export(store, ExportRequest(topic, "csv")).count(b"\r\n") > 1


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "new" / "a.csv"
    write(file, b"one")
    write(file, b"two")
    assert (file.read_bytes(), len(list(file.parent.iterdir()))) == (b"two", 1)
    with pytest.raises(FileAlreadyExists, match="--force"):
        refuse_what_is_there([tmp_path / "b.csv", file])
    with pytest.raises(CannotWrite, match=r"a\.csv"):
        write(file / "below.csv", b"three")
    assert file.read_bytes() == b"two"
