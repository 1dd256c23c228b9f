"""A report has contents and page numbers, the charts that were chosen, and tables one can read."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PageObject, PdfReader
from stores import stored

from metrics.exports.chrome import draws_chinese
from metrics.exports.make import ExportRequest, render_export
from metrics.exports.view import view
from metrics.selection import Selection
from metrics.store.open import Store
from metrics.topics.catalog import TOPICS

Data = tuple[str, Store]
FOOTER = 60  # points from the lower edge in which the page number stands
SMALLEST = 8  # points


@cache
def html(data: Data, topics: tuple[str, ...] = ()) -> str:
    name, store = data
    request = ExportRequest("all", "html", Selection(name), topics=topics)
    return render_export(store, request).decode()


def sections(page: str) -> list[str]:
    return re.findall(r'<section id="(\w+)">', page)


def plain(text: str) -> str:
    """Return the letters of a text that every PDF reader finds in their order: no Chinese ones."""
    text = unicodedata.normalize("NFKC", text)  # ligatures as letters
    return re.sub(r"\s", "", text.encode("ascii", "ignore").decode())


@pytest.mark.slow
def test_only_topics_with_rows_have_a_section(dataset: Data) -> None:
    name, store = dataset
    found = [topic for topic in TOPICS if len(view(store, topic, Selection(name)).rows)]
    page = html(dataset)
    assert [one for one in sections(page) if one not in ("sources", "checks")] == found
    lacking = [topic.title for topic in TOPICS.values() if topic.name not in found]
    assert ("This dataset states nothing on: " in page) == bool(lacking)
    assert [title for title in lacking if title not in page] == []
    assert "nothing to show" not in page


@pytest.mark.slow
def test_each_section_is_in_the_contents(dataset: Data) -> None:
    page = html(dataset)
    nav = page[page.index("<nav") : page.index("</nav>")]
    assert re.findall(r'href="#(\w+)"', nav) == sections(page)


@pytest.mark.slow
def test_a_report_is_of_the_charts_that_were_chosen(dataset: Data) -> None:
    page = html(dataset, topics=("compare_places", "poverty_exits"))
    found = [one for one in sections(page) if one not in ("sources", "checks")]
    shown = view(dataset[1], "compare_places", Selection(dataset[0]))
    assert found == (["compare_places"] if len(shown.rows) else []) + ["poverty_exits"]


@pytest.mark.slow
def test_a_filter_that_leaves_nothing_is_told_from_a_dataset_that_has_nothing(
    store: Store,
) -> None:
    chosen = Selection(years=(2014,), status=("planned",))
    page = render_export(store, ExportRequest("all", "html", chosen)).decode()
    assert "Nothing to show for these filters: Exits from poverty" in page
    nothing = re.search("This dataset states nothing on: ([^<]*)", page)
    assert "Exits from poverty" not in (nothing[1] if nothing else "")


@pytest.mark.slow
def test_columns_that_say_nothing_are_said_once(store: Store) -> None:
    page = html(("yangbi", store), topics=("poverty_exits",))
    table = page[page.index("<table>") : page.index("</table>")]
    assert "The same in every row: Place: Yangbi county." in table
    assert "Empty in every row: Added up from." in table
    assert '<th scope="col">Place</th>' not in table
    assert '<th scope="col">Value</th>' in table


def test_a_report_writes_a_number_as_charts_do(tmp_path: Path) -> None:
    tables = {
        "places": "place_id,name,kind,parent_id\nc,C,county,\n",
        "poverty_exits": "year,place_id,status,households,people\n"
        "2014,c,achieved,12345678901,49382715604\n",
    }
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    resources = [{"name": name, "path": f"{name}.csv"} for name in tables]
    says = json.dumps({"title": "C", "resources": resources})
    (tmp_path / "datapackage.json").write_text(says, encoding="utf-8")
    page = html(("c", stored(tmp_path)), topics=("poverty_exits",))
    words = re.sub("<[^>]+>", " ", page[page.index("<table>") :])
    assert re.findall(r"[\d,]{11,}|[\d.]+e[+]\d+", words)[:2] == [
        "12,345,678,901",
        "49,382,715,604",
    ]
    assert re.search(r"2014, achieved\s+derived\s+4\.00\s", words)


@pytest.fixture(scope="module")
def reports() -> dict[str, PdfReader]:
    """Keep the reports of this module."""
    return {}


@pytest.fixture
def paper(dataset: Data, reports: dict[str, PdfReader]) -> PdfReader:
    """Print a dataset's report, once."""
    name, store = dataset
    if name == "chinese-county" and not draws_chinese():
        pytest.skip("this machine has no letters for Chinese, so no report of it can be printed")
    if name not in reports:
        chosen = (*TOPICS, "compare_places")
        data = render_export(store, ExportRequest("all", "pdf", Selection(name), topics=chosen))
        reports[name] = PdfReader(BytesIO(data))
    return reports[name]


def texts(page: PageObject) -> list[tuple[float, float, str]]:
    """Return each text of a page: its size in points, its height above the lower edge, words."""
    found: list[tuple[float, float, str]] = []

    def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        if text.strip():
            height = cm[5] + cm[3] * tm[5]
            found.append((abs(size * tm[3] * cm[3]), height, text.strip()))

    page.extract_text(visitor_text=visit)
    return found


@pytest.mark.slow
def test_every_page_has_its_number(paper: PdfReader) -> None:
    count = len(paper.pages)
    for number, page in enumerate(paper.pages, 1):
        assert f"{number}/{count}" in plain(page.extract_text())


@pytest.mark.slow
def test_the_contents_give_the_page_on_which_a_section_starts(paper: PdfReader) -> None:
    outline = [one for one in paper.outline[1] if not isinstance(one, list)]
    first = plain(paper.pages[0].extract_text())
    assert len(outline) >= 4
    for one in outline[1:]:
        number = (paper.get_destination_page_number(one) or 0) + 1
        assert f"{once(plain(str(one.title)))}{number}" in first, one.title


def once(title: str) -> str:
    """Return a bookmark's title: Chrome writes some that hold two scripts twice."""
    half = title[: len(title) // 2]
    return half if half + half == title else title


@pytest.mark.slow
def test_no_text_is_smaller_than_one_can_read(paper: PdfReader) -> None:
    small = [one for page in paper.pages for one in texts(page) if one[0] < SMALLEST - 0.1]
    assert small == []


@pytest.mark.slow
def test_no_page_but_the_last_is_blank_for_the_most_part(paper: PdfReader) -> None:
    for number, page in enumerate(paper.pages[:-1], 1):
        height = float(page.mediabox.height)
        lowest = min(at for _, at, _ in texts(page) if at > FOOTER)
        assert lowest < 0.6 * height, f"page {number} of {len(paper.pages)}"


@pytest.mark.slow
def test_a_report_has_bookmarks_and_a_title(paper: PdfReader) -> None:
    assert paper.metadata is not None
    assert str(paper.metadata.title).startswith("Report: ")
    assert paper.outline
