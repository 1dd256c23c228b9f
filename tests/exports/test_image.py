"""An image file explains itself, and its words stay on its page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from stated import STATED_TOPICS

from metrics.charts.style import Drawing
from metrics.exports.image import SIZES, file_layout
from metrics.exports.view import view
from metrics.selection import Selection
from metrics.store.open import Store

Draw = Callable[..., Drawing]
WORDS = ("Showing all years.", "Given for the county only.", "Made from data version 0123abcd.")


def words_of(layout: dict[str, Any]) -> list[str]:
    """Return title, subtitle and footer as a reader sees them, line breaks as spaces."""
    texts = layout["annotations"][-3:]
    return [t["text"].replace("</b><br><b>", " ").replace("<br>", " ") for t in texts]


@pytest.mark.parametrize("topic", STATED_TOPICS)
def test_a_file_is_light_and_says_what_it_is(store: Store, draw: Draw, topic: str) -> None:
    drawing = draw(store, topic)
    layout = file_layout(drawing, WORDS, SIZES["report"])
    title, subtitle, footer = words_of(layout)
    assert (layout["paper_bgcolor"], layout["width"]) == ("#FFFFFF", 1200)
    assert (title, subtitle) == (f"<b>{drawing.title}</b>", drawing.subtitle)
    assert footer == " ".join(WORDS)


def test_the_footer_names_filters_statuses_notes_source_version_and_link(store: Store) -> None:
    chosen = Selection(years=(2016,), villages=("Lingxiu",))
    shown = view(store, "poverty_exits", chosen, base="http://host/")
    assert shown.footer == (
        "Showing 2016 only, planned.",
        "Planned: announced, not reached; never added to achieved. "
        "Not stated: the document gives no number; not the same as zero.",
        "The document gives exits for the county only, not for Lingxiu: "
        "the village filter does not change these numbers.",
        "Hatched: planned, not achieved; never added to what was achieved.",
        "The document states no households for 2016.",
        "Source: Party organizations and targeted poverty alleviation in Yangbi county "
        "(paragraph 1, sentence 7)",
        f"Made with village-metrics from data version {shown.version}: "
        f"http://host/poverty_exits?years=2016&villages=Lingxiu&version={shown.version}",
    )


def test_the_marks_and_their_labels_are_those_of_the_chart(store: Store, draw: Draw) -> None:
    drawing = draw(store, "poverty_exits")
    layout = file_layout(drawing, WORDS, SIZES["report"])
    assert [a["text"] for a in layout["annotations"][:3]] == [
        "<b>Households</b>",
        "<b>People</b>",
        "not<br>stated",
    ]
    assert layout["xaxis"]["type"] == "category"
    assert drawing.figure.layout.width is None


QUICK = ("report", "column")  # the widest and the narrowest


@pytest.mark.parametrize(
    "size",
    [pytest.param(size, marks=() if size in QUICK else pytest.mark.slow) for size in SIZES],
)
@pytest.mark.parametrize("times", [1, 12], ids=["short", "long"])
@pytest.mark.parametrize("topic", STATED_TOPICS)
def test_no_line_leaves_the_page(
    store: Store, draw: Draw, topic: str, times: int, size: str
) -> None:
    drawing = draw(store, topic)
    longer = replace(drawing, title=drawing.title * times)
    layout = file_layout(longer, WORDS * times, SIZES[size])
    margin, texts = layout["margin"], layout["annotations"][-3:]
    title, subtitle, footer = texts
    heights = [(t["text"].count("<br>") + 1) * t["font"]["size"] * 1.3 for t in texts]
    assert title["yshift"] <= margin["t"]
    assert title["yshift"] - heights[0] >= subtitle["yshift"]
    assert subtitle["yshift"] - heights[1] >= 0
    assert heights[2] - footer["yshift"] <= margin["b"]
    assert layout["height"] - margin["t"] - margin["b"] >= 240


@pytest.mark.parametrize("topic", ["poverty_exits", "party_members", "village_industry"])
@pytest.mark.parametrize(
    ("size", "shape"), [("square", (1080, 1080)), ("slide", (1280, 720))], ids=["square", "slide"]
)
def test_a_size_with_a_shape_keeps_it(
    store: Store, topic: str, size: str, shape: tuple[int, int]
) -> None:
    shown = view(store, topic, Selection(), base="http://localhost:8501/")
    layout = file_layout(shown.drawing, shown.footer, SIZES[size])
    assert (layout["width"], layout["height"]) == shape


def test_a_chinese_title_is_broken_where_it_would_leave_the_page(store: Store, draw: Draw) -> None:
    drawing = replace(draw(store, "poverty_exits"), title="漾濞彝族自治县贫困人口" * 10)
    title = file_layout(drawing, WORDS, SIZES["report"])["annotations"][-3]["text"]
    lines = [re.sub("<.*?>", "", line) for line in title.split("<br>")]
    assert "".join(lines) == drawing.title
    assert {len(line) for line in lines[:-1]} == {43}


def test_names_that_must_turn_have_room_above_the_footer(store: Store, draw: Draw) -> None:
    drawing = draw(store, "village_industry")
    narrow, wide = (file_layout(drawing, WORDS, SIZES[size]) for size in ("column", "report"))
    assert narrow["margin"]["b"] - wide["margin"]["b"] > 80


@pytest.mark.slow
def test_words_start_at_the_left_edge_whatever_the_chart_keeps_free(
    store: Store, draw: Draw
) -> None:
    for topic in STATED_TOPICS:
        layout = file_layout(draw(store, topic), WORDS, SIZES["report"])
        shifts = {a["xshift"] + layout["margin"]["l"] for a in layout["annotations"][-3:]}
        assert shifts == {40}


def test_every_font_name_is_one_that_a_file_can_hold_unquoted(store: Store, draw: Draw) -> None:
    layout = file_layout(draw(store, "poverty_exits"), WORDS, SIZES["report"])
    family = layout["template"]["layout"]["font"]["family"]
    assert all(re.fullmatch("[A-Za-z -]+", name) for name in family.split(","))
