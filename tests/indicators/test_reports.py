"""A report and a bundle of all hold each indicator by itself, and come back as they were made."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from declared import built
from test_compared import OWN

from metrics.exports import charts_of_all, chrome
from metrics.exports.make import ExportRequest, render_export
from metrics.exports.verify import verify
from metrics.selection import Selection
from metrics.store.open import Store

pytestmark = pytest.mark.slow
EVERY = ["Households", "Tap water", "Loans", "Score", "Growth"]


@pytest.fixture(scope="module")
def counties(cache: None, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Build two counties of three villages."""
    return built(tmp_path_factory.mktemp("reported") / "oak", OWN)


def file(store: Store, form: str, topics: tuple[str, ...] = (), **chosen: Any) -> bytes:
    """Make a report or a bundle, and see that it comes back as it was made."""
    wish = ExportRequest("all", form, Selection("oak", **chosen), topics=topics)
    data = render_export(store, wish)
    verdicts = verify(store, "oak", f"all.{form}", data)
    assert {one.word for one in verdicts} == {"matches"}
    return data


def headings(page: bytes) -> dict[str, str]:
    """Return the heading of each chart of a report, by its id."""
    return dict(re.findall(r'<section id="(\w+)">\s*<header.*?<h2>(.*?)</h2>', page.decode(), re.S))


def test_a_report_has_each_indicator_where_none_is_chosen(counties: Store) -> None:
    found = headings(file(counties, "html"))
    assert [*found] == ["indicator_trend", *(f"indicator_trend_{nth}" for nth in range(2, 6))]
    titles = zip(found.values(), EVERY, strict=True)
    assert [title for title, name in titles if not title.startswith(name)] == []


def test_of_several_chosen_each_has_its_charts_and_one_of_two_stays_one(counties: Store) -> None:
    topics = ("indicator_ranking", "indicator_grid", "indicator_relation")
    found = headings(file(counties, "html", topics, indicators=("Households", "Tap water")))
    assert [*found] == [
        "indicator_ranking",
        "indicator_grid",
        "indicator_ranking_2",
        "indicator_grid_2",
        "indicator_relation",
    ]
    assert found["indicator_ranking_2"].startswith("Tap water")


def test_what_does_not_fit_is_said(counties: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts_of_all, "MOST_INDICATORS", 2)
    page = file(counties, "html")
    assert len(headings(page)) == 2
    assert b"Of 5 indicators the first 2 are here." in page
    assert b"indicators the first" not in file(counties, "html", indicators=("Loans",))


def test_an_indicator_without_rows_is_named(counties: Store) -> None:
    page = file(counties, "html", years=(1999,)).decode()
    assert "Nothing to show for these filters: Over time: Households; Over time: Tap water" in page


def test_a_bundle_has_the_tables_of_each(counties: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chrome, "missing", lambda: "No Chrome draws here")
    with ZipFile(BytesIO(file(counties, "zip"))) as found:
        names = [name for name in found.namelist() if name.endswith(".xlsx")]
        words = found.read("readme.md").decode()
    assert names == [f"oak-indicator-trend-{name.lower().replace(' ', '-')}.xlsx" for name in EVERY]
    assert "Not here: PNG, SVG, PDF. No Chrome draws here\n" in words
