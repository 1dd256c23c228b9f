"""The lists of sources and checks are files, as the topics are."""

from __future__ import annotations

import json

import pytest

from metrics.errors import NothingToShow, UnknownChoice
from metrics.exports.make import ExportRequest, file_name, render_export
from metrics.exports.read_back import read
from metrics.exports.verify import verify
from metrics.selection import Selection
from metrics.store.open import Store

Data = tuple[str, Store]


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "json"])
@pytest.mark.parametrize(("name", "rows"), [("figures", 43), ("checks", 17)])
def test_a_list_is_a_file_that_matches(store: Store, name: str, rows: int, form: str) -> None:
    wish = ExportRequest(name, form, Selection(years=(2014,)), base="https://host/")
    data = render_export(store, wish)
    assert file_name(store, wish) == f"yangbi-{name}.{form}"
    assert len(read(data).tables[name]) == rows
    assert [one.word for one in verify(store, "yangbi", "f", data)] == ["matches"]


def test_a_changed_figure_is_named(store: Store) -> None:
    data = render_export(store, ExportRequest("figures", "json"))
    edited = data.replace(b'"value":719', b'"value":791').replace(b'"value": 719', b'"value": 791')
    assert edited != data
    (found,) = verify(store, "yangbi", "f", edited)
    assert [(d.row, d.column, d.file, d.data) for d in found.differences] == [
        ("F09", "value", "791", "719")
    ]


def test_a_list_says_where_it_stands(store: Store) -> None:
    about = json.loads(render_export(store, ExportRequest("checks", "json", base="https://host/")))[
        "about"
    ]
    assert about["link"].startswith("https://host/checks?version=")
    assert about["title"].startswith("Cross-checks of: Party organizations")


@pytest.mark.slow
def test_a_dataset_without_a_document_has_no_lists(chinese: Data) -> None:
    name, store = chinese
    for wish in (
        ExportRequest("figures", "csv", Selection(name)),
        ExportRequest("F01", "bib", Selection(name)),
    ):
        with pytest.raises(NothingToShow, match="This dataset"):
            render_export(store, wish)


@pytest.mark.parametrize(
    ("name", "form", "says"),
    [("figures", "png", "no file of figures"), ("F09", "csv", "no file of F09")],
)
def test_what_a_list_cannot_be_is_refused(name: str, form: str, says: str) -> None:
    with pytest.raises(UnknownChoice, match=says):
        ExportRequest(name, form)


def test_a_figure_that_there_is_not_is_refused(store: Store) -> None:
    with pytest.raises(UnknownChoice, match="F99"):
        render_export(store, ExportRequest("F99", "bib"))


def test_a_report_of_chosen_charts_is_named_by_them(store: Store) -> None:
    one = ExportRequest("all", "pdf", topics=("compare_places",))
    two = ExportRequest("all", "html", Selection(years=(2014,)), topics=("loan", "training"))
    assert file_name(store, one) == "yangbi-report-compare-places.pdf"
    assert file_name(store, two) == "yangbi-report-2-charts-2014.html"
    with pytest.raises(UnknownChoice, match="no topic"):
        ExportRequest("all", "pdf", topics=("nothing",))
