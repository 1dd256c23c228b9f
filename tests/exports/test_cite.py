"""Citations are ones that a reference manager takes, and say what is known of the document."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st

from metrics.exports.cite import Cited, bibtex, csl_json, of_document, of_figure
from metrics.exports.make import ExportRequest, file_name, render_export
from metrics.model.rows import records
from metrics.selection import Selection
from metrics.store.open import Store
from metrics.topics import document
from metrics.topics.figures import FIGURES

KNOWN = "yangbi-report,Party organizations"
COPY = Callable[[str, str], Store]
# Variables and types of CSL 1.0.2 (csl-data.json), as far as these citations use them.
TEXTS = {"id", "type", "title", "container-title", "section", "publisher", "URL", "note"}
TEXTS |= {"language", "version", "number"}
DATES = {"issued", "accessed"}
TYPES = {"document", "report", "webpage", "article"}


def parsed(text: str) -> dict[str, str]:
    """Return the fields of the one entry of a BibTeX text, decoded; a URL stands as it is."""
    raw = parse_string(text)
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    (entry,), (as_it_is,) = library.entries, raw.entries
    fields = {f.key: f.value for f in entry.fields}
    urls = {f.key: f.value for f in as_it_is.fields if f.key == "url"}
    return {"type": entry.entry_type, "id": entry.key, **fields, **urls}


def is_csl(text: str) -> dict[str, Any]:
    """Return the one item of a CSL-JSON text after a look at names and types of its variables."""
    (item,) = json.loads(text)
    assert set(item) <= TEXTS | DATES
    assert {"id", "type", "title"} <= set(item)
    assert item["type"] in TYPES
    assert all(isinstance(item[name], str) and item[name] for name in TEXTS & set(item))
    for name in DATES & set(item):
        (parts,) = item[name]["date-parts"]
        assert 1 <= len(parts) <= 3
        assert all(isinstance(part, int) for part in parts)
    return dict(item)


@pytest.fixture
def published(own: COPY) -> Store:
    """Build the built-in dataset with all that can be known of a document."""
    text = Path("data/yangbi/documents.csv").read_text(encoding="utf-8").splitlines()
    head, row = text[0], text[1]
    more = "Example Press & Co,https://press.example/a_b?x=1%20y&z,2016-11"
    return own("documents.csv", f"{head},publisher,url,published\n{row},{more}\n")


def figure(store: Store, name: str) -> Any:
    rows = FIGURES.rows(store, Selection())
    return rows[rows["figure_id"] == name].iloc[0].to_dict()


@pytest.mark.slow
def test_a_document_is_cited_with_what_is_known_of_it(published: Store) -> None:
    about = document.about(published)
    fields = parsed(bibtex(of_document(about)))
    assert fields["publisher"] == "Example Press & Co"
    assert fields["url"] == "https://press.example/a_b?x=1%20y&z"
    assert (fields["year"], fields["month"], fields["urldate"]) == ("2016", "11", "2026-11-23")
    item = is_csl(csl_json(of_document(about)))
    assert item["publisher"] == "Example Press & Co"
    assert item["URL"] == "https://press.example/a_b?x=1%20y&z"
    assert item["issued"] == {"date-parts": [[2016, 11]]}
    assert item["accessed"] == {"date-parts": [[2026, 11, 23]]}


def test_what_is_not_known_is_left_out(store: Store) -> None:
    about = document.about(store)
    fields = parsed(bibtex(of_document(about)))
    assert not {"publisher", "url", "year", "month"} & set(fields)
    assert not {"publisher", "URL", "issued"} & set(is_csl(csl_json(of_document(about))))
    assert "None" not in bibtex(of_document(about)) + csl_json(of_document(about))


def test_the_title_is_said_to_be_the_datasets_own(store: Store) -> None:
    cited = of_document(document.about(store))
    words = "The title is this dataset's own description"
    assert words in parsed(bibtex(cited))["note"]
    assert words in is_csl(csl_json(cited))["note"]


def test_a_figure_is_cited_with_its_place(store: Store) -> None:
    cited = of_figure(
        figure(store, "F09"), document.about(store), "https://host/sources?figure=F09"
    )
    fields = parsed(bibtex(cited))
    assert fields["id"] == "yangbi-report-F09"
    assert fields["title"] == "Households lifted out of poverty (2015): 719 households (figure F09)"
    assert fields["url"] == "https://host/sources?figure=F09"
    assert "paragraph 1, sentence 7, characters 1879 to 1893" in fields["howpublished"]
    assert "Party organizations and targeted poverty alleviation" in fields["howpublished"]
    assert "Printed as “7 19 households”" in fields["note"]
    item = is_csl(csl_json(cited))
    assert (item["id"], item["number"]) == ("yangbi-report-F09", "F09")
    assert item["container-title"].startswith("Party organizations and targeted")
    assert item["section"] == "paragraph 1, sentence 7, characters 1879 to 1893"


@pytest.mark.slow
def test_every_figure_has_a_citation_of_both_kinds(store: Store) -> None:
    about = document.about(store)
    for row in records(FIGURES.rows(store, Selection())):
        cited = of_figure(row, about, "https://host/")
        assert parsed(bibtex(cited))["title"]
        assert "nan" not in is_csl(csl_json(cited))["title"].split()


@pytest.mark.slow
@given(st.text(min_size=1), st.text())
def test_no_text_breaks_an_entry(title: str, publisher: str) -> None:
    cited = Cited("a-1", title=title, publisher=publisher, note=f"{title} {publisher}")
    assert parsed(bibtex(cited))["type"] == "misc"
    assert bibtex(cited).count("{") == bibtex(cited).count("}")
    is_csl(csl_json(Cited("a-1", title=f"t{title}", publisher=publisher)))


@pytest.mark.parametrize(
    ("name", "form", "file"),
    [
        ("F09", "bib", "yangbi-F09.bib"),
        ("F09", "csl", "yangbi-F09-csl.json"),
        ("document", "bib", "yangbi-document.bib"),
        ("document", "csl", "yangbi-document-csl.json"),
    ],
)
def test_a_citation_is_a_file(store: Store, name: str, form: str, file: str) -> None:
    wish = ExportRequest(name, form, base="https://host/")
    assert file_name(store, wish) == file
    text = render_export(store, wish).decode("utf-8")
    found = parsed(text) if form == "bib" else is_csl(text)
    assert found["id"] == ("yangbi-report-F09" if name == "F09" else "yangbi-report")
