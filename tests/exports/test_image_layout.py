"""Where the parts of an image stand: legend, squares of a slide, labels of the flow."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from metrics.charts.style import INK, PAPER, Drawing
from metrics.exports.image import LEGEND_INSET, SIDE, SIZES, file_layout
from metrics.store.open import Store

Draw = Callable[..., Drawing]
CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"
TEXT = 4.5  # least contrast of text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("topic", ["poverty_exits", "party_members", "coverage", "training"])
def test_a_legend_starts_where_the_title_does(
    store: Store, draw: Draw, topic: str, size: str
) -> None:
    layout = file_layout(draw(store, topic), ("a footer",), SIZES[size])
    margin, width = layout["margin"], layout["width"]
    plot = width - margin["l"] - margin["r"]
    start = margin["l"] + layout["legend"].get("x", 0) * plot
    assert start == pytest.approx(SIDE + (LEGEND_INSET if margin["l"] > SIDE else 0), abs=1)


@pytest.mark.slow
def test_no_legend_pushes_the_plot_aside(store: Store, draw: Draw) -> None:
    for topic in ("poverty_exits", "party_members", "training"):
        for size in SIZES.values():
            assert not file_layout(draw(store, topic), (), size)["margin"]["autoexpand"]


def test_the_squares_fill_a_slide(store: Store, draw: Draw) -> None:
    drawing = draw(store, "party_members")
    layout = file_layout(drawing, ("one line",) * 6, SIZES["slide"])
    margin = layout["margin"]
    across = layout["width"] - margin["l"] - margin["r"]
    down = layout["height"] - margin["t"] - margin["b"]
    ratio = layout["meta"]["ratio"]
    drawn = min(across, down / ratio)
    assert drawn / across > 0.9
    assert drawn * ratio / down > 0.75


def _rgb(colour: str) -> list[float]:
    if colour.startswith("#"):
        return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return [float(part) for part in re.findall(r"[0-9.]+", colour)]


def _luminance(colour: list[float]) -> float:
    parts = [c / 255 for c in colour[:3]]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(text: str, band: str, paper: str) -> float:
    """Return the contrast of a text on a band that is drawn, half clear, on paper."""
    *colour, alpha = _rgb(band)
    mixed = [c * alpha + p * (1 - alpha) for c, p in zip(colour, _rgb(paper), strict=True)]
    one, other = sorted((_luminance(_rgb(text)), _luminance(mixed)), reverse=True)
    return (one + 0.05) / (other + 0.05)


def test_labels_of_the_flow_can_be_read_on_their_bands(store: Store, draw: Draw) -> None:
    themes = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
    dark = themes["dark"]
    pairs = [(INK, PAPER), (dark["textColor"], dark["backgroundColor"])]
    bands = {
        colour
        for trace in draw(store, "paired_assistance").figure.data
        if trace.type == "sankey"
        for colour in trace.link.color
    }
    assert len(bands) >= 3
    low = [(t, b) for t, paper in pairs for b in bands if _contrast(t, b, paper) < TEXT]
    assert low == []
