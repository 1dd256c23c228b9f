"""Every file a reader can take: downloaded, opened, and dropped back where files are verified."""

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
from app import TOPICS, idle, visit, wait_until
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from taking import SAID, SECONDS, button, dialog, taken

from metrics.exports import embedded_metadata

TITLE = "Yangbi county lifted 2,585 people out of poverty in 2015"
SOURCE = "(paragraph 1, sentence 7)"
VALUES = [854, 2976, 719, 2585]
NOTHING = "Nothing is dropped yet"
PATIENCE_MS = 1000 * SECONDS


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


def progress(page: Page) -> None:
    """Wait until the page that verifies has said that it works, and how far it is."""
    working = page.get_by_test_id("stProgress")
    expect(working).to_contain_text("Comparing", timeout=PATIENCE_MS)
    expect(working).to_contain_text(" of ")
    expect(page.get_by_text(NOTHING)).to_have_count(0)
    expect(page.get_by_test_id("stAlert").first).to_contain_text("Matches", timeout=PATIENCE_MS)
    idle(page)
    expect(working).to_have_count(0)


def dropped(page: Page, file: Path) -> str:
    """Drop a file where files are verified; return what is said of it."""
    notice = page.get_by_test_id("stAlert").first
    page.locator("input[type=file]").set_input_files(file)
    if file.suffix == ".zip":
        progress(page)
    expect(notice).to_contain_text(f": {file.name}.", timeout=PATIENCE_MS)
    idle(page)
    return notice.inner_text()


@pytest.fixture
def verifying(browser: Browser, server: str) -> Page:
    """Open the page where files are dropped back, as of another visitor."""
    page = visit(browser, f"{server}/verify")
    expect(page.get_by_text(NOTHING)).to_be_visible()
    return page


def test_every_file_can_be_taken_opened_and_dropped_back(
    browser: Browser, server: str, verifying: Page, tmp_path: Path
) -> None:
    page = dialog(browser, f"{server}/poverty_exits?years=2014&years=2015")
    for label, (name, opens) in FILES.items():
        file = taken(page, label, tmp_path)
        assert file.name == name
        opens(file)
        said = dropped(verifying, file)
        assert said.startswith(f"Matches: {name}.")
        assert "altered" not in said
        for workbook in workbooks(file):  # a bundle is compared file by file
            expect(verifying.get_by_role("cell", name=workbook, exact=True)).to_be_visible()
    opens_without_a_network(browser, tmp_path / "yangbi-report-2014-2015.html")


def workbooks(file: Path) -> list[str]:
    """Return the workbooks in a bundle, none of another file."""
    if file.suffix != ".zip":
        return []
    with zipfile.ZipFile(file) as archive:
        found = [name for name in archive.namelist() if name.endswith(".xlsx")]
    assert found
    return found


def opens_without_a_network(browser: Browser, report: Path) -> None:
    page = browser.new_context(offline=True).new_page()
    failed: list[str] = []
    page.on("requestfailed", lambda one: failed.append(one.url))
    page.goto(report.as_uri())
    wait_until(page, "document.documentElement.dataset.ready === 'yes'")
    assert page.locator(".chart .main-svg").count() >= 3
    assert page.locator("a[href='#F09']").count() >= 1
    assert failed == []


# Each way of making and saving a file: drawn here, made by the server, several in one, a link.
WAYS = (
    *("Download the image as PNG", "Download the image as SVG", "Download the image as PDF"),
    *("CSV", "This chart (ZIP)", "Report (HTML)"),
)


def test_files_are_taken_in_firefox(firefox: Browser, server: str, tmp_path: Path) -> None:
    page = dialog(firefox, f"{server}/poverty_exits?years=2014&years=2015")
    for label in WAYS:
        name, opens = FILES[label]
        file = taken(page, label, tmp_path)
        assert file.name == name
        opens(file)


def test_what_was_altered_is_named_and_a_strangers_file_is_unknown(
    browser: Browser, server: str, verifying: Page, tmp_path: Path
) -> None:
    file = taken(dialog(browser, f"{server}/poverty_exits"), "CSV", tmp_path)
    file.write_bytes(file.read_bytes().replace(b"2976", b"3976"))
    assert dropped(verifying, file).startswith("Altered: yangbi-poverty-exits.csv.")
    for cell in ("2014 · people · achieved", "3976", "2976"):
        expect(verifying.get_by_role("cell", name=cell, exact=True)).to_be_visible()
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    assert dropped(verifying, other).startswith("Unknown: other.csv.")


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


SIZES = [("square", "1", (1080, 1080)), ("column", "4", (2560, None)), ("slide", "2", (2560, 1440))]


def test_an_image_has_the_size_that_was_chosen(
    browser: Browser, server: str, tmp_path: Path
) -> None:
    page = dialog(browser, f"{server}/poverty_exits")
    for size, scale, (width, height) in SIZES:
        page.get_by_label("Size", exact=True).select_option(size)
        page.get_by_label("Scale of the PNG").select_option(scale)
        with Image.open(taken(page, "Download the image as PNG", tmp_path)) as image:
            assert image.size == (width, height or image.height)


def test_everything_ignores_the_filters_and_a_table_is_a_link_for_other_programs(
    browser: Browser, server: str, tmp_path: Path
) -> None:
    page = dialog(browser, f"{server}/poverty_exits?years=2014")
    address = button(page, "CSV").evaluate("link => link.href")
    assert list(pd.read_csv(address, encoding="utf-8-sig")["value"]) == [854, 2976]
    expect(page.get_by_label("What is shown (2 rows)")).to_be_checked()
    page.get_by_label("Everything (6 rows)").check()
    table = pd.read_csv(taken(page, "CSV", tmp_path), encoding="utf-8-sig")
    assert (len(table), set(table["year"])) == (6, {2014, 2015, 2016})


def test_two_readers_at_once_get_their_own_files(
    browser: Browser, server: str, tmp_path: Path
) -> None:
    years = (2014, 2015)
    pages = [dialog(browser, f"{server}/poverty_exits?years={year}") for year in years]
    with (
        pages[0].expect_download(timeout=PATIENCE_MS) as one,
        pages[1].expect_download(timeout=PATIENCE_MS) as two,
    ):
        for page in pages:
            button(page, "This chart (ZIP)").click(no_wait_after=True)
    for year, waiting in zip(years, (one, two), strict=True):
        waiting.value.save_as(tmp_path / str(year))
        with zipfile.ZipFile(tmp_path / str(year)) as archive:
            views = json.loads(archive.read("metadata.json"))["views"]
            said = embedded_metadata.read_svg_metadata(
                archive.read(f"yangbi-poverty-exits-{year}.svg")
            )
        assert {tuple(view["selection"]["years"]) for view in views} == {(year,)}
        assert said is not None
        assert said["selection"]["years"] == [year]


def test_a_cancelled_bundle_and_a_failure_save_nothing(browser: Browser, server: str) -> None:
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
    page.route("**/export/**", lambda route: route.abort())
    for form, what in FAILING.items():
        button(page, form).click()
        said = f"The {what} was not made: the server does not answer."
        expect(page.locator(SAID)).to_contain_text(said)
        expect(button(page, form)).to_be_enabled()
    assert saved == []


FAILING = {"CSV": "CSV", "Download the image as PNG": "PNG", "All charts (ZIP)": "bundle"}
