"""The page of indicators in a real browser: each view draws, at the width of a phone too."""

from __future__ import annotations

import pytest
from app import DRAWN, drawn, opened
from playwright.sync_api import Browser

QUARTERLY = "&indicators=Monitored+households"
FROM = "indicators?dataset=monitoring-prefecture&indicators=Tap+water&indicators=Income+per+person"
# Each view and what its first chart says that it is.
VIEWS = {
    "Over time": "indicator_trend",
    "By year": "indicator_years",
    "Places": "indicator_ranking",
    "Change": "indicator_change",
    "Grid": "indicator_grid",
    "Map": "indicator_map",
    "Distribution": "indicator_distribution",
    "Two indicators": "indicator_relation",
}


@pytest.mark.parametrize(("view", "topic"), VIEWS.items())
def test_each_view_of_an_address_is_drawn(
    browser: Browser, server: str, view: str, topic: str
) -> None:
    more = QUARTERLY if view == "By year" else ""
    page = opened(browser, f"{server}/{FROM}{more}&shown={view.replace(' ', '+')}")
    assert drawn(page)
    assert page.evaluate("document.querySelector('.vm-plot').layout.meta.topic") == topic


def test_a_page_fits_a_phone(browser: Browser, server: str) -> None:
    page = opened(browser, f"{server}/{FROM}", viewport={"width": 390, "height": 844})
    page.wait_for_selector(DRAWN)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
