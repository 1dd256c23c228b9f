"""Bars side by side in exits of datasets joined: no label overlaps another, wide or on a phone."""

from __future__ import annotations

import pytest
from kept_page import lent_page
from playwright.sync_api import Browser
from test_chart_labels import SIZES, boxes, overlaps
from test_joined import NAME


@pytest.mark.parametrize("size", SIZES)
def test_no_label_of_joined_exits_overlaps_another(
    browser: Browser, server: str, size: str
) -> None:
    width, height = SIZES[size]
    page = lent_page(browser, viewport={"width": width, "height": height})
    page.goto(f"{server}/poverty_exits?dataset={NAME}")
    found = boxes(page)
    faults = [
        f"{one['text']} | {other['text']}"
        for nth, one in enumerate(found)
        for other in found[nth + 1 :]
        if overlaps(one, other)
    ]
    assert faults == []
