"""A province's places are narrowed level by level or by name: a browser never gets them all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from app import DRAWN, drawn, opened
from playwright.sync_api import Browser, expect

COUNTIES, VILLAGES = 4, 100


@pytest.fixture(scope="module")
def province(server: str, counties: Path) -> Iterator[str]:
    """Serve a dataset of four counties with a hundred villages each."""
    folder = counties / "province"
    folder.mkdir()
    places, exits = ["place_id,name,kind,parent_id"], ["year,place_id,status,households,people"]
    for county in range(COUNTIES):
        places.append(f"c{county},County {county},county,")
        for village in range(VILLAGES):
            one = f"c{county}-v{village}"
            places.append(f"{one},Village {county}-{village},administrative village,c{county}")
            exits.append(f"2019,{one},achieved,1,{county + 1}")
    (folder / "places.csv").write_text("\n".join(places) + "\n")
    (folder / "poverty_exits.csv").write_text("\n".join(exits) + "\n")
    resources = [{"name": n, "path": f"{n}.csv"} for n in ("places", "poverty_exits")]
    (folder / "datapackage.json").write_text(json.dumps({"resources": resources}))
    yield f"{server}/poverty_exits?dataset=province"
    shutil.rmtree(folder)


def test_a_place_is_narrowed_and_chosen(browser: Browser, province: str) -> None:
    page = opened(browser, province)
    assert drawn(page)[1][3] == 1000
    pick = page.get_by_role("button", name="Places All places")
    pick.click()
    expect(page.get_by_role("checkbox")).to_have_count(COUNTIES)
    page.get_by_role("button", name="Places within County 2").click()
    expect(page.get_by_role("checkbox")).to_have_count(VILLAGES)
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_role("checkbox", name="Village 2-7", exact=True).check()
    expect(page.locator(".vm-card").first).to_contain_text("Village 2-7 lifted 3 people")
    assert "villages=Village+2-7" in page.url
    page.keyboard.press("Escape")
    chosen = page.get_by_role("button", name="Places Village 2-7")
    expect(chosen).to_be_focused()
    expect(chosen).to_have_attribute("aria-expanded", "false")
    page.reload()
    page.wait_for_selector(DRAWN, timeout=30_000)
    expect(page.locator(".vm-card").first).to_contain_text("Village 2-7 lifted 3 people")


def test_a_place_is_found_by_its_name(browser: Browser, province: str) -> None:
    page = opened(browser, province)
    page.get_by_role("button", name="Places All places").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("village 3-99")
    expect(page.get_by_role("checkbox")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.locator(".vm-card").first).to_contain_text("Village 3-99 lifted 4 people")


def test_a_county_is_chosen_as_a_whole(browser: Browser, province: str) -> None:
    page = opened(browser, f"{province}&villages=County+1")
    assert drawn(page)[1][3] == 200


def test_the_counties_are_compared(browser: Browser, province: str) -> None:
    page = opened(browser, province.replace("poverty_exits", "compare"))
    assert [place for place, _ in drawn(page)] == ["County 3", "County 2", "County 1", "County 0"]
