"""Nothing is said of a document that a dataset does not have, and joined numbers keep their own."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from stores import KeptStore, stored

from metrics.charts.chart_text import of_dataset
from metrics.exports.make import ExportRequest, render_export
from metrics.exports.view import view
from metrics.selection import Selection
from metrics.store.joined import joined
from metrics.store.open import Store
from metrics.topics.catalog import CARDS, TOPICS

DATA = Path(__file__).resolve().parents[2] / "data"
SAID = re.compile("[Tt]he document")


@pytest.fixture(scope="module")
def fictional() -> Store:
    """Open the dataset without a document."""
    return stored(DATA / "fictional-county")


@pytest.fixture(scope="module")
def both() -> Store:
    """Open the two built-in datasets as one."""
    built = joined({name: DATA / name for name in ("yangbi", "fictional-county")})
    return KeptStore(built.path, built.fingerprint)


def said(store: Store, topic: str, selection: Selection) -> str:
    """Return everything that a view says in words."""
    one = view(store, topic, selection)
    drawn = one.drawing if len(one.rows) else None
    words = [drawn.title, drawn.subtitle, drawn.alt, drawn.source, *one.footer] if drawn else []
    return "\n".join([*words, *one.scope, one.worded(one.topic.about)])


@pytest.mark.parametrize("topic", CARDS)
@pytest.mark.parametrize(
    "chosen",
    [
        {},
        pytest.param({"years": (2014,), "villages": ("East Ford",)}, marks=pytest.mark.slow),
    ],
)
def test_no_document_is_spoken_of_where_there_is_none(
    fictional: Store, topic: str, chosen: dict[str, tuple[str, ...]]
) -> None:
    selection = Selection("fictional-county", **chosen)  # type: ignore[arg-type] # its filters
    assert not SAID.search(said(fictional, topic, selection))


@pytest.mark.slow
@pytest.mark.parametrize("topic", TOPICS)
def test_datasets_that_are_joined_are_no_one_document(both: Store, topic: str) -> None:
    assert not SAID.search(said(both, topic, Selection()))


def test_the_document_is_spoken_of_where_there_is_one(store: Store) -> None:
    assert "The document states no households for 2016." in said(
        store, "poverty_exits", Selection()
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The document gives it once", "This dataset gives it once"),
        ("an industry the document names", "an industry this dataset names"),
        ("How to cite the document", "How to cite the document"),
        ("Other: The documents give", "Other: The documents give"),
    ],
)
def test_what_is_said_of_the_document_is_said_of_the_dataset(text: str, found: str) -> None:
    assert of_dataset(text, has_document=False) == found
    assert of_dataset(text, has_document=True) == text


@pytest.mark.slow
def test_a_source_line_says_in_which_dataset_a_number_stands(both: Store) -> None:
    source = view(both, "poverty_exits", Selection()).drawing.source
    assert source.endswith("(A, paragraph 1, sentence 7)")


@pytest.mark.slow
def test_a_readme_says_that_numbers_are_the_dataset_s_own(fictional: Store) -> None:
    wish = ExportRequest("poverty_exits", "zip", Selection("fictional-county"))
    text = ZipFile(BytesIO(render_export(fictional, wish))).read("readme.md").decode()
    assert "Each number is as the dataset's own tables give it" in text
    assert not SAID.search(text)


def test_a_notice_stands_in_the_file(fictional: Store) -> None:
    wish = ExportRequest(
        "poverty_exits", "json", Selection("fictional-county"), notice="Older tables."
    )
    assert json.loads(render_export(fictional, wish))["about"]["notice"] == "Older tables."
