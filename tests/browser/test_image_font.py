"""An image is drawn in the font that comes with the product, and no word of it is cut."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from taking import dialog, taken

from metrics.exports import typeface
from metrics.exports.image import SIZES

WORDS = "Overrepresented WMWM households, 12,081 people: “7 19 households”, 66.1 % · ≥"
TEXTS = (WORDS, "The quick brown fox, 1,234,567 — Éa")
FONTS = ((13, 400), (16, 400), (26, 700))
MEASURED = """async ([family, text, size, weight]) => {
  await document.fonts.load(`${weight} ${size}px "${family}"`)
  const to = document.createElement("canvas").getContext("2d")
  to.font = `${weight} ${size}px "${family}", "Noto Sans CJK SC"`
  return to.measureText(text).width
}"""
# Every text of a drawing: where it starts and ends, and how wide the drawing is.
EDGES = """async svg => {
  const holder = document.createElement("div")
  holder.innerHTML = svg
  document.body.append(holder)
  await Promise.all([400, 700].map(one => document.fonts.load(`${one} 26px "Metrics Sans"`)))
  const root = holder.querySelector("svg"), at = root.getBoundingClientRect()
  const boxes = [...root.querySelectorAll("text")].filter(one => one.textContent.trim())
    .map(one => [one.getBoundingClientRect(), one.textContent])
  const found = boxes.map(([b, text]) =>
    [b.left - at.left, at.right - b.right, at.bottom - b.bottom, text])
  holder.remove()
  return found
}"""


def test_texts_are_as_wide_as_they_are_taken_for_and_stay_within_the_drawing(
    browser: Browser, server: str, tmp_path: Path
) -> None:
    page = dialog(browser, f"{server}/poverty_exits")
    taken(page, "Download the image as PNG", tmp_path)  # loads the font
    for text, (size, weight) in product(TEXTS, FONTS):
        width = page.evaluate(MEASURED, [typeface.FAMILY, text, size, weight])
        assert typeface.width(text, size, weight) == pytest.approx(width, rel=0.02)
    for name in SIZES:
        page.get_by_label("Size", exact=True).select_option(name)
        svg = taken(page, "Download the image as SVG", tmp_path).read_text(encoding="utf-8")
        assert f'font-family:"{typeface.FAMILY}"' in svg
        assert "http://www.w3.org/2000/svg" in svg
        for left, right, below, words in page.evaluate(EDGES, svg):
            assert min(left, right, below) >= 0, f"{name}: {words}"


def test_lines_use_the_width_of_the_image(browser: Browser, server: str, tmp_path: Path) -> None:
    """A line that is broken is at least nine tenths as wide as its room."""
    page = dialog(browser, f"{server}/training")
    page.get_by_label("Size", exact=True).select_option("square")
    svg = taken(page, "Download the image as SVG", tmp_path).read_text(encoding="utf-8")
    reach = max(1080 - right for _, right, _, _ in page.evaluate(EDGES, svg))
    assert reach > 0.9 * (1080 - 80)
