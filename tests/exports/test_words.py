"""The words in a file are true of it: filters, links, nothing to press."""

from __future__ import annotations

import re

import pytest

from metrics.exports.image import SIZES, file_layout
from metrics.exports.view import View, view
from metrics.selection import Selection
from metrics.store.open import Store
from metrics.topics.catalog import CARDS

TO_PRESS = re.compile(r"\b(choose|click|press|tap|hover|point at|reset|sidebar|tab)\b", re.I)


Data = tuple[str, Store]


def views(data: Data, **chosen: object) -> list[View]:
    selection = Selection(data[0], **chosen)  # type: ignore[arg-type] # its filters
    found = [view(data[1], topic, selection) for topic in CARDS]
    return [one for one in found if len(one.rows)]


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"years": (2014, 2015)}, "Showing 2014 and 2015 only, achieved."),
        ({"years": (2016,)}, "Showing 2016 only, planned."),
        ({}, "Showing all years, achieved and planned."),
        ({"status": ("planned",)}, "Showing all years, planned only."),
    ],
)
def test_a_filter_sentence_names_only_the_statuses_shown(
    store: Store, chosen: dict[str, tuple[int, ...]], words: str
) -> None:
    shown = view(store, "poverty_exits", Selection(**chosen))  # type: ignore[arg-type] # its filters
    assert shown.filters == words


@pytest.mark.slow
def test_no_view_says_that_it_shows_a_status_it_lacks(dataset: Data) -> None:
    for shown in views(dataset):
        if "status" in shown.uses and "status" in shown.rows:
            has = set(shown.rows["status"])
            for status in ("achieved", "planned"):
                assert (status in shown.filters) == (status in has), (shown.topic.name, has)


@pytest.mark.slow
def test_nothing_in_an_image_asks_to_be_pressed(dataset: Data) -> None:
    for shown in views(dataset):
        drawing = shown.drawing
        layout = file_layout(drawing, shown.footer, SIZES["report"])
        texts = [drawing.title, drawing.subtitle, *shown.footer]
        texts += [one["text"] for one in layout["annotations"]]
        assert [text for text in texts if TO_PRESS.search(text)] == [], shown.topic.name


@pytest.mark.parametrize("base", ["", "https://county.example/", "https://county.example"])
def test_a_link_has_its_host_or_is_said_to_be_a_path(dataset: Data, base: str) -> None:
    chosen = Selection(dataset[0])
    shown = view(dataset[1], "compare_places", chosen, base=base)
    start = f"{base.rstrip('/')}/compare?"
    assert shown.link.startswith(start)
    *_, made = (
        shown.footer
        if len(shown.rows)
        else view(dataset[1], "poverty_exits", chosen, base=base).footer
    )
    words = ": https://county.example/" if base else "; on a dashboard of this dataset: /"
    assert f"data version {shown.version}{words}" in made
