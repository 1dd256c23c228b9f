"""A visitor's own files: checked, loaded, seen by nobody else, saved and removed."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

from app import drawn, idle, opened, wait_until
from kept_page import lent_page
from playwright.sync_api import Browser, Page, expect

GOOD = "年份,村名,状态,户数,脱贫人口\n2014,霍比特村,已完成,12,40\n2015,布里村,已完成,7,19\n"
BAD = GOOD + "2016,布里村,已完成,七,8\n"
DRAWN = [["2014", "achieved", "households", 12], ["2014", "achieved", "people", 40]]


def put(page: Page, address: str, name: str, text: str) -> None:
    """Open the page and choose a file in GB18030."""
    page.goto(f"{address}/your_data")
    page.wait_for_selector("[data-testid=stFileUploader]")
    content = text.encode("gb18030")
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    expect(page.get_by_text(re.compile("columns matched"))).to_be_visible()


def load(page: Page, address: str, name: str, text: str) -> None:
    """Load a file without faults."""
    put(page, address, name, text)
    page.get_by_role("button", name="Check every cell").click()
    page.get_by_role("button", name="Load it").click()
    expect(page).to_have_url(re.compile("dataset=upload-"))


def test_a_file_is_read_checked_loaded_and_drawn(browser: Browser, server: str) -> None:
    page = lent_page(browser)
    put(page, server, "shire.csv", GOOD)
    expect(page.get_by_text("Read as: GB18030, separated by commas")).to_be_visible()
    expect(page.get_by_text("5 of 5 columns matched")).to_be_visible()
    page.get_by_role("button", name="Check every cell").click()
    expect(page.get_by_text("Every rule holds:")).to_be_visible()
    page.get_by_role("button", name="Load it").click()
    page.get_by_role("link", name="Exits from poverty").click()
    page.wait_for_selector(".vm-plot[data-drawn]")
    assert drawn(page)[:2] == DRAWN
    expect(page.get_by_text("Source: shire: your data, unverified").first).to_be_visible()
    page.reload()
    page.wait_for_selector(".vm-plot[data-drawn]")
    assert drawn(page)[:2] == DRAWN
    text = page.request.get(f"{server}/export/upload-shire/poverty_exits.csv").body()
    assert "shire: your data, unverified" in text.decode("utf-8-sig")
    page.goto(f"{server}/compare?dataset=upload-shire")
    expect(page.get_by_text("An upload is not joined with other datasets")).to_be_visible()


def test_faults_are_named_and_the_rows_left_out_are_stated_on_the_chart(
    browser: Browser, server: str, tmp_path: Path
) -> None:
    page = lent_page(browser)
    put(page, server, "bad.csv", BAD)
    page.get_by_role("button", name="Check every cell").click()
    expect(page.get_by_text("1 fault of 1 kind in 3 rows")).to_be_visible()
    with page.expect_download() as copy:
        page.get_by_role("button", name="Download a copy").click()
    copy.value.save_as(tmp_path / "copy.xlsx")
    assert zipfile.is_zipfile(tmp_path / "copy.xlsx")
    page.get_by_role("button", name="Leave out the rows").click()
    expect(page.get_by_text("1 of 3 rows of poverty_exits").first).to_be_visible()
    page.get_by_role("button", name="Load it").click()
    page.get_by_role("link", name="Exits from poverty").click()
    said = "bad: your data, unverified; 1 of 3 rows of poverty_exits left out because of faults"
    expect(page.get_by_text(f"Source: {said}").first).to_be_visible()
    text = page.request.get(f"{server}/export/upload-bad/poverty_exits.csv").body()
    assert said in text.decode("utf-8-sig")


def test_two_visitors_never_see_each_others_upload(browser: Browser, server: str) -> None:
    one, other = lent_page(browser), lent_page(browser)
    load(one, server, "secret.csv", GOOD)
    load(one, server, "same.csv", GOOD)
    load(other, server, "same.csv", GOOD.replace(",12,40", ",13,41"))
    for page, people in ((one, 40), (other, 41)):  # the same name is two uploads
        page.goto(f"{server}/poverty_exits?dataset=upload-same")
        page.wait_for_selector(".vm-plot[data-drawn]")
        assert drawn(page)[1][3] == people
    other.goto(f"{server}/poverty_exits?dataset=upload-secret")
    expect(other.get_by_text("There is no dataset “upload-secret”.")).to_be_visible()
    idle(other)  # a run that ends closes the list
    other.get_by_role("combobox", name="Dataset").click()
    expect(other.get_by_role("option", name="upload-same")).to_be_visible()
    assert other.get_by_role("option", name="upload-secret").count() == 0
    address = f"{server}/export/upload-secret/poverty_exits.csv"
    assert one.request.get(address).status == 200
    refused = other.request.get(address)
    assert refused.status == 400
    assert "secret" not in refused.text().replace("“upload-secret”", "")


def test_a_package_can_be_put_among_the_datasets_and_an_upload_is_removed(
    browser: Browser, server: str, counties: Path, tmp_path: Path
) -> None:
    page = lent_page(browser)
    load(page, server, "shire.csv", GOOD)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as a package").click()
    saved.value.save_as(tmp_path / "saved.zip")
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.get_by_text("Your datasets")).to_have_count(0)
    assert page.request.get(f"{server}/export/upload-shire/poverty_exits.csv").status == 400
    with zipfile.ZipFile(tmp_path / "saved.zip") as whole:
        whole.extractall(counties)
    try:
        again = opened(browser, f"{server}/poverty_exits?dataset=upload-shire")
        assert drawn(again)[:2] == DRAWN
    finally:
        shutil.rmtree(counties / "upload-shire")


def test_a_file_that_is_no_table_is_refused_on_the_page(browser: Browser, server: str) -> None:
    page = lent_page(browser)
    page.goto(f"{server}/your_data")
    page.wait_for_selector("[data-testid=stFileUploader]")
    for name in ("photo.csv", "![](http:x)<b>.csv"):
        page.locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": "text/csv", "buffer": b"\x89PNG\r\n\x1a\n"}
        )
        wait_until(page, SAYS, ["is a PNG image, whatever its name says", name])
        idle(page)
        assert page.get_by_text("Traceback").count() == 0


# A word joiner keeps an address from becoming a link.
SAYS = """([words, name]) => [...document.querySelectorAll("[data-testid=stMarkdownContainer]")]
    .map((one) => one.textContent.replaceAll("\u2060", ""))
    .some((text) => text.includes(words) && text.includes(name))"""
