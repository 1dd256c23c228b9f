"""Every file a reader can take, downloaded in Chromium and in Firefox, and opened."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pandas as pd
import pytest
from app import TOPICS
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from taking import SAID, button, dialog, taken

from metrics.exports import embedded_metadata

TITLE = "Yangbi county lifted 2,585 people out of poverty in 2015"
SOURCE = "(paragraph 1, sentence 7)"
VALUES = [854, 2976, 719, 2585]


def a_png(file: Path) -> None:
    with Image.open(file) as image:
        assert image.size[0] == 2400
        assert image.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
    said = embedded_metadata.read_png_metadata(file.read_bytes())
    assert said is not None
    assert said["title"] == TITLE


def an_svg(file: Path) -> None:
    text = "".join(ElementTree.parse(file).getroot().itertext())
    assert SOURCE in text.replace("\u00a0", " ")


def a_pdf(file: Path) -> None:
    found = PdfReader(file)
    assert found.metadata is not None
    assert found.metadata.title == TITLE
    assert "2,976" in found.pages[0].extract_text()


def a_csv(file: Path) -> None:
    table = pd.read_csv(file, encoding="utf-8-sig")
    assert list(table["value"]) == VALUES
    assert set(table["filters"]) == {"Showing 2014 and 2015 only, achieved."}


def a_workbook(file: Path) -> None:
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["Data", "Worked out", "Source and filters"]
    assert [row[3].value for row in book["Data"].iter_rows(min_row=2)] == VALUES


def a_parquet(file: Path) -> None:
    assert list(pd.read_parquet(file)["value"]) == VALUES


def a_json(file: Path) -> None:
    found = json.loads(file.read_text(encoding="utf-8"))
    assert [row["value"] for row in found["tables"]["poverty_exits"]] == VALUES


def a_bundle(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        forms = {name.rpartition(".")[2] for name in archive.namelist()}
    assert {"png", "svg", "pdf", "csv", "xlsx", "parquet", "json", "md", "bib"} <= forms


def a_bundle_of_all(file: Path) -> None:
    a_bundle(file)
    with zipfile.ZipFile(file) as archive:
        names = " ".join(archive.namelist())
    assert all(topic.replace("_", "-") in names for topic in TOPICS)
    assert "report.html" in names


def a_report(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert TITLE in text
    assert "Showing 2014 and 2015, all villages" not in text


def a_report_on_paper(file: Path) -> None:
    assert len(PdfReader(file).pages) >= 3


FILES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "Download the image as PNG": ("yangbi-poverty-exits-2014-2015-report-2x.png", a_png),
    "Download the image as SVG": ("yangbi-poverty-exits-2014-2015-report.svg", an_svg),
    "Download the image as PDF": ("yangbi-poverty-exits-2014-2015-report.pdf", a_pdf),
    "CSV": ("yangbi-poverty-exits-2014-2015.csv", a_csv),
    "Excel": ("yangbi-poverty-exits-2014-2015.xlsx", a_workbook),
    "Parquet": ("yangbi-poverty-exits-2014-2015.parquet", a_parquet),
    "JSON": ("yangbi-poverty-exits-2014-2015.json", a_json),
    "This chart (ZIP)": ("yangbi-poverty-exits-2014-2015.zip", a_bundle),
    "All charts (ZIP)": ("yangbi-all-2014-2015.zip", a_bundle_of_all),
    "Report (HTML)": ("yangbi-report-2014-2015.html", a_report),
    "Report (PDF)": ("yangbi-report-2014-2015.pdf", a_report_on_paper),
}


def test_every_file_can_be_taken_and_opened(
    any_browser: Browser, server: str, tmp_path: Path
) -> None:
    page = dialog(any_browser, f"{server}/poverty_exits?years=2014&years=2015")
    for label, (name, opens) in FILES.items():
        file = taken(page, label, tmp_path)
        assert file.name == name
        opens(file)


def values_on_screen(page: Page) -> list[float]:
    found = "document.querySelector('.vm-plot').data.flatMap((one) => [...one.y])"
    return sorted(page.evaluate(found))


def test_screen_image_and_table_hold_the_same_values(
    browser: Browser, server: str, tmp_path: Path
) -> None:
    page = dialog(browser, f"{server}/poverty_exits")
    table = pd.read_csv(taken(page, "CSV", tmp_path), encoding="utf-8-sig")
    drawing = taken(page, "Download the image as SVG", tmp_path)
    tree = ElementTree.parse(drawing)
    bars = [one for one in tree.iter() if "bartext" in one.get("class", "")]
    words = ["".join(one.itertext()) for one in bars]
    drawn = sorted(float(re.sub("[^0-9]", "", one)) for one in words)
    assert values_on_screen(page) == drawn == sorted(table["value"].dropna())
    assert drawn == [719, 854, 2585, 2976, 6000]


@pytest.mark.parametrize(
    ("size", "scale", "pixels"),
    [("square", "1", (1080, 1080)), ("square", "4", (4320, 4320)), ("slide", "2", (2560, 1440))],
)
def test_an_image_has_the_size_that_was_chosen(
    browser: Browser, server: str, tmp_path: Path, size: str, scale: str, pixels: tuple[int, int]
) -> None:
    page = dialog(browser, f"{server}/poverty_exits")
    page.get_by_label("Size", exact=True).select_option(size)
    page.get_by_label("Scale of the PNG").select_option(scale)
    with Image.open(taken(page, "Download the image as PNG", tmp_path)) as image:
        assert image.size == pixels


def test_everything_ignores_the_filters_and_says_how_many_rows(
    browser: Browser, server: str, tmp_path: Path
) -> None:
    page = dialog(browser, f"{server}/poverty_exits?years=2014")
    expect(page.get_by_label("What is shown (2 rows)")).to_be_checked()
    page.get_by_label("Everything (6 rows)").check()
    table = pd.read_csv(taken(page, "CSV", tmp_path), encoding="utf-8-sig")
    assert (len(table), set(table["year"])) == (6, {2014, 2015, 2016})


def test_a_table_is_a_link_that_other_programs_can_read(browser: Browser, server: str) -> None:
    page = dialog(browser, f"{server}/poverty_exits?years=2014")
    address = button(page, "CSV").evaluate("link => link.href")
    assert list(pd.read_csv(address, encoding="utf-8-sig")["value"]) == [854, 2976]


SLOW_MACHINE_MS = 120_000  # three bundles at once, each with every chart drawn anew


def test_two_readers_at_once_get_their_own_files(
    browser: Browser, server: str, tmp_path: Path
) -> None:
    years = (2014, 2015, 2016)
    pages = [dialog(browser, f"{server}/poverty_exits?years={year}") for year in years]
    with (
        pages[0].expect_download(timeout=SLOW_MACHINE_MS) as one,
        pages[1].expect_download(timeout=SLOW_MACHINE_MS) as two,
        pages[2].expect_download(timeout=SLOW_MACHINE_MS) as three,
    ):
        for page in pages:
            button(page, "All charts (ZIP)").click(no_wait_after=True)
    for year, waiting in zip(years, (one, two, three), strict=True):
        waiting.value.save_as(tmp_path / str(year))
        with zipfile.ZipFile(tmp_path / str(year)) as archive:
            views = json.loads(archive.read("metadata.json"))["views"]
            said = embedded_metadata.read_svg_metadata(
                archive.read(f"yangbi-poverty-exits-{year}.svg")
            )
        assert {tuple(view["selection"]["years"]) for view in views} == {(year,)}
        assert said is not None
        assert said["selection"]["years"] == [year]


def test_a_cancelled_bundle_saves_nothing(browser: Browser, server: str) -> None:
    page = dialog(browser, f"{server}/poverty_exits")
    saved: list[object] = []
    page.on("download", lambda one: saved.append(one))
    page.route("**/*.zip?*", lambda route: None)
    button(page, "This chart (ZIP)").click()
    expect(page.locator(".vm-take progress")).to_be_visible()
    expect(page.locator(SAID)).to_contain_text("Packing")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("button", name="Download …").first.click()
    expect(button(page, "This chart (ZIP)")).to_be_enabled()
    assert saved == []


@pytest.mark.parametrize("form", ["CSV", "Download the image as PNG", "All charts (ZIP)"])
def test_a_failure_is_said_and_saves_nothing(browser: Browser, server: str, form: str) -> None:
    page = dialog(browser, f"{server}/poverty_exits")
    saved: list[object] = []
    page.on("download", lambda one: saved.append(one))
    page.route("**/export/**", lambda route: route.abort())
    button(page, form).click()
    expect(page.locator(SAID)).to_contain_text("was not made: the server does not answer.")
    expect(button(page, form)).to_be_enabled()
    assert saved == []
