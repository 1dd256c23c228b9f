"""The page of indicators in a real browser: each view draws, at the width of a phone too."""

from __future__ import annotations

import pytest
from app import DRAWN, drawn, opened
from playwright.sync_api import Browser

FROM = "indicators?dataset=monitoring-prefecture&indicators=Tap+water&indicators=Income+per+person"
VIEWS = ("Over time", "Places", "Change", "Grid", "Map", "Distribution", "Two indicators")


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_of_an_address_is_drawn(browser: Browser, server: str, view: str) -> None:
    page = opened(browser, f"{server}/{FROM}&shown={view.replace(' ', '+')}")
    assert drawn(page)
    assert page.get_by_role("button", name=view, exact=True).is_visible()
    page.context.close()


def test_a_page_fits_a_phone(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}/{FROM}", viewport={"width": 390, "height": 844})
    page.wait_for_selector(DRAWN)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()
