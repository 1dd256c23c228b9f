"""What a content security policy blocks is seen, and a foreign text is shown as text."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from app import idle, visit
from playwright.sync_api import Browser, FilePayload, expect
from watched import Watched

from metrics.exports.tables import ACCOUNT

PICTURE = "![x](http://localhost:1/a.png)"
HOSTILE = (
    PICTURE,
    "[a](http://evil.example)",
    "http://evil.example",
    "www.evil.example",
    "me@evil.example",
    ":material/x:",
    "$x$",
    "<b>x</b>",
    ":red[x]",
    "a -> b",
)
ALL = " ".join(HOSTILE)
PARAMETERS = ("version", "villages", "years", "status", "figure", "dataset")


def test_what_is_blocked_is_seen(any_browser: Browser, server: str) -> None:
    watched = Watched(any_browser, server)
    watched.page.goto(server)
    idle(watched.page)
    watched.page.evaluate("fetch('http://evil.example').catch(() => null)")
    watched.page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'), {text: 'x = 1'}))"
    )
    watched.page.wait_for_timeout(300)
    assert watched.blocked
    assert watched.page.evaluate("typeof x") == "undefined"


def test_a_value_of_the_address_is_shown_as_it_is(browser: Browser, server: str) -> None:
    watched = Watched(browser, server)
    for parameter in PARAMETERS:
        watched.page.goto(f"{server}/poverty_exits?{parameter}={quote(ALL)}")
        idle(watched.page)
        alert = watched.page.get_by_test_id("stAlert").filter(has_text="evil")
        expect(alert.first).to_be_visible()
        assert ALL in alert.first.inner_text().replace("\u2060", ""), parameter
        watched.is_clean()


def test_very_many_unknown_values_are_counted(browser: Browser, server: str) -> None:
    query = "&".join(f"villages=no{n}" for n in range(200))
    page = visit(browser, f"{server}/poverty_exits?{query}")
    expect(page.get_by_test_id("stAlert")).to_have_count(11)
    expect(page.get_by_test_id("stAlert").last).to_contain_text("lacks 190 more values")


def test_the_name_of_a_file_and_of_its_dataset_are_shown_as_they_are(
    browser: Browser, server: str
) -> None:
    watched = Watched(browser, server)
    watched.page.goto(f"{server}/verify")
    name = ALL.replace("/", "") + ".csv"
    columns = [*ACCOUNT, "table", "checksum"]
    made = f"{','.join(columns)}\n{','.join([ALL] * len(columns))}\n"  # from a dataset called so
    file = FilePayload(name=name, mimeType="text/csv", buffer=made.encode())
    watched.page.locator("[data-testid=stFileUploader] input").set_input_files(files=[file])
    alert = watched.page.get_by_test_id("stAlert").filter(has_text="Unknown")
    expect(alert).to_be_visible()
    shown = alert.inner_text().replace("\u2060", "")
    assert name in shown
    assert f"another dataset: {ALL}" in shown
    watched.is_clean()


@pytest.fixture
def hostile(counties: Path) -> Iterator[str]:
    """Make a dataset whose titles are what a stranger may write."""
    root = Path(__file__).resolve().parents[2] / "data" / "yangbi"
    folder = Path(shutil.copytree(root, counties / "hostile"))
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    (folder / "datapackage.json").write_text(json.dumps({**package, "title": ALL}))
    documents = folder / "documents.csv"
    with documents.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    with documents.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, row)
        table.writeheader()
        table.writerow({**row, "title": ALL})
    yield folder.name
    shutil.rmtree(folder)


def test_the_titles_of_a_dataset_are_shown_as_they_are(
    browser: Browser, server: str, hostile: str
) -> None:
    watched = Watched(browser, server)
    for name in ("reading_room", "poverty_exits"):
        watched.page.goto(f"{server}/{name}?dataset={hostile}")
        expect(watched.page.get_by_text("evil.example").first).to_be_visible(timeout=20_000)
        idle(watched.page)
        watched.is_clean()
