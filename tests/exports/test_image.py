"""An image file explains itself, and its words stay on its page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from metrics.charts.style import Drawing
from metrics.exports import image
from metrics.exports.image import ImageWords, file_layout
from metrics.store.open import Store
from metrics.topics.catalog import TOPICS

Draw = Callable[..., Drawing]
WORDS = ImageWords("Showing all years.", ("Given for the county only.",), "0123abcd")


def words_of(layout: dict[str, Any]) -> list[str]:
    """Return title, subtitle and footer as a reader sees them, line breaks as spaces."""
    texts = layout["annotations"][-3:]
    return [t["text"].replace("</b><br><b>", " ").replace("<br>", " ") for t in texts]


@pytest.mark.parametrize("topic", TOPICS)
def test_a_file_is_light_and_says_all_that_the_card_says(
    store: Store, draw: Draw, topic: str
) -> None:
    drawing = draw(store, topic)
    layout = file_layout(drawing, WORDS)
    title, subtitle, footer = words_of(layout)
    assert (layout["paper_bgcolor"], layout["width"]) == ("#FFFFFF", 1200)
    assert (title, subtitle) == (f"<b>{drawing.title}</b>", drawing.subtitle)
    said = [WORDS.filters, *WORDS.scope, *drawing.notes, drawing.source]
    assert footer == " ".join([*said, "Made with village-metrics from data version 0123abcd."])


def test_the_marks_and_their_labels_are_those_of_the_chart(store: Store, draw: Draw) -> None:
    drawing = draw(store, "poverty_exits")
    layout = file_layout(drawing, WORDS)
    assert [a["text"] for a in layout["annotations"][:3]] == [
        "<b>Households</b>",
        "<b>People</b>",
        "<i>not<br>stated</i>",
    ]
    assert layout["xaxis"]["type"] == "category"
    assert drawing.figure.layout.width is None


@pytest.mark.parametrize("times", [1, 12], ids=["short", "long"])
@pytest.mark.parametrize("topic", TOPICS)
def test_no_line_leaves_the_page(store: Store, draw: Draw, topic: str, times: int) -> None:
    drawing = draw(store, topic)
    longer = replace(drawing, title=drawing.title * times, notes=drawing.notes * times)
    layout = file_layout(longer, WORDS)
    margin, texts = layout["margin"], layout["annotations"][-3:]
    title, subtitle, footer = texts
    heights = [(t["text"].count("<br>") + 1) * t["font"]["size"] * 1.3 for t in texts]
    assert title["yshift"] <= margin["t"]
    assert title["yshift"] - heights[0] >= subtitle["yshift"]
    assert subtitle["yshift"] - heights[1] >= 0
    assert heights[2] - footer["yshift"] <= margin["b"]
    assert layout["height"] == image.PLOT + margin["t"] + margin["b"]


def test_words_start_at_the_left_edge_whatever_the_chart_keeps_free(
    store: Store, draw: Draw
) -> None:
    for topic in TOPICS:
        layout = file_layout(draw(store, topic), WORDS)
        shifts = {a["xshift"] + layout["margin"]["l"] for a in layout["annotations"][-3:]}
        assert shifts == {40}


def test_every_font_name_is_one_that_a_file_can_hold_unquoted(store: Store, draw: Draw) -> None:
    family = file_layout(draw(store, "poverty_exits"), WORDS)["template"]["layout"]["font"][
        "family"
    ]
    assert all(re.fullmatch("[A-Za-z -]+", name) for name in family.split(","))
