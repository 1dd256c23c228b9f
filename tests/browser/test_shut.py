"""What a content security policy blocks is seen, and a foreign text is shown as text."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest
from app import Start, idle, visit
from playwright.sync_api import Browser, FilePayload, expect
from serving import serving
from watched import Watched

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


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_a_value_of_the_address_is_shown_as_it_is(
    browser: Browser, server: str, parameter: str
) -> None:
    watched = Watched(browser, server)
    query = "&".join(f"{parameter}={quote(one)}" for one in [ALL])
    watched.page.goto(f"{server}/poverty_exits?{query}")
    idle(watched.page)
    alert = watched.page.get_by_test_id("stAlert").filter(has_text="evil")
    expect(alert.first).to_be_visible()
    assert ALL in alert.first.inner_text().replace("\u2060", "")
    watched.is_clean()


def test_very_many_unknown_values_are_counted(browser: Browser, server: str) -> None:
    query = "&".join(f"villages=no{n}" for n in range(200))
    page = visit(browser, f"{server}/poverty_exits?{query}")
    expect(page.get_by_test_id("stAlert")).to_have_count(11)
    expect(page.get_by_test_id("stAlert").last).to_contain_text("lacks 190 more values")


def test_the_name_of_a_file_is_shown_as_it_is(
    browser: Browser, server: str, tmp_path: Path
) -> None:
    watched = Watched(browser, server)
    watched.page.goto(f"{server}/verify")
    name = ALL.replace("/", "") + ".csv"
    file = FilePayload(name=name, mimeType="text/csv", buffer=b"a,b\n1,2\n")
    watched.page.locator("[data-testid=stFileUploader] input").set_input_files(files=[file])
    alert = watched.page.get_by_test_id("stAlert").filter(has_text="Unknown")
    expect(alert).to_be_visible()
    assert name in alert.inner_text().replace("\u2060", "")
    watched.is_clean()


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Make a dataset whose titles are what a stranger may write."""
    root = Path(__file__).resolve().parents[2] / "data" / "yangbi"
    folder = Path(shutil.copytree(root, tmp_path / "hostile"))
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    (folder / "datapackage.json").write_text(json.dumps({**package, "title": ALL}))
    documents = folder / "documents.csv"
    with documents.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    with documents.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, row)
        table.writeheader()
        table.writerow({**row, "title": ALL})
    return tmp_path


def test_the_titles_of_a_dataset_are_shown_as_they_are(browser: Browser, hostile: Path) -> None:
    with serving(VILLAGE_METRICS_DATA=str(hostile)) as one:
        for name in ("reading_room", "poverty_exits"):
            watched = Watched(browser, one.address)
            watched.page.goto(f"{one.address}/{name}?dataset=hostile")
            expect(watched.page.get_by_text("evil.example").first).to_be_visible(timeout=20_000)
            idle(watched.page)
            watched.is_clean()


def test_a_page_has_its_headers_and_its_cookie(browser: Browser, start: Start) -> None:
    root = Path(__file__).resolve().parents[2]
    address = start(root)
    page = browser.new_page()
    for path in ("/", "/poverty_exits"):
        answer = page.request.get(f"{address}{path}")
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert page.request.get(f"{address}/_stcore/metrics").status == 404
    assert page.request.get(f"{address}/_stcore/health").status == 200
    foreign = page.request.get(address, headers={"Host": "evil.example"})
    assert foreign.status == 400
