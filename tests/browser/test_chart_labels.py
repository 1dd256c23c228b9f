"""Labels of charts stand inside their drawing and beside each other, on a wide page and a phone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from app import DRAWN, idle, wait_until
from kept_page import lent_page
from playwright.sync_api import Browser, Page

VILLAGES = ("石龙村民委员会", "光明村", "苍山西镇上街村民委员会", "Upper Hill & <b>Lower</b> Hill")
YEARS = range(2014, 2021)
SIZES = {"wide": (1280, 900), "phone": (390, 844)}
# Each text of a chart with its box, and its drawing's box, in pixels of the page.
BOXES = """() => [...document.querySelectorAll('.vm-plot')].flatMap((plot, nth) => {
  const inner = plot.getBoundingClientRect()
  return [...plot.querySelectorAll('svg text')].filter((one) => one.textContent.trim()
      && getComputedStyle(one).opacity !== '0' && getComputedStyle(one).visibility !== 'hidden'
      && one.getBoundingClientRect().width).map((one) => {
    const box = one.getBoundingClientRect()
    return {nth, text: one.textContent, left: box.left, right: box.right, top: box.top,
            bottom: box.bottom, inner: [inner.left, inner.right, inner.top, inner.bottom]}
  })
})"""


@pytest.fixture(scope="module")
def county(server: str, counties: Path) -> Iterator[str]:
    """Serve a county with Chinese names, seven years of exits and every other table."""
    folder = counties / "county"
    folder.mkdir()
    places = ["c,漾濞县,county,", *(f"v{n},{v},administrative village,c" for n, v in _named())]
    exits = [
        f"{y},v{n},{_status(y)},{y - 2000},{(y - 2010) * 900}" for y in YEARS for n, _ in _named()
    ]
    tables = {
        "places": ("place_id,name,kind,parent_id", places),
        "poverty_exits": ("year,place_id,status,households,people", exits[:-3]),
        "work_teams": ("place_id,as_of,members,party_members", ["c,2019,12081,3920"]),
        "training": ("place_id,activity,audience,period,quantity,unit", TRAINED),
        "paired_assistance": (PAIRED, ["c,领导干部,36,people,贫困村,65,administrative villages"]),
        "village_industry": ("place_id,product,sector", ["v0,核桃和蜂蜜,水果", "v2,黄牛,畜牧"]),
    }
    for name, (head, rows) in tables.items():
        (folder / f"{name}.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    resources = [{"name": name, "path": f"{name}.csv"} for name in tables]
    (folder / "datapackage.json").write_text(json.dumps({"title": "县", "resources": resources}))
    yield server
    shutil.rmtree(folder)


TRAINED = ["c,专题培训,all,2019,12,lectures", "c,技能培训,all,2019,640,person-times"]
TRAINED += ["c,就业指导培训,all,2019,900,person-times", "c,转移就业,农村劳动力,2019,720,people"]
PAIRED = "place_id,helper_kind,helpers,helpers_unit,helped_kind,helped,helped_unit"


def _named() -> list[tuple[int, str]]:
    return list(enumerate(VILLAGES))


def _status(year: int) -> str:
    return "planned" if year == max(YEARS) else "achieved"


def boxes(page: Page) -> list[dict[str, Any]]:
    """Return the texts of the charts of a page once all are drawn for its width."""
    page.wait_for_selector(DRAWN, timeout=30_000)
    idle(page)
    wait_until(page, SETTLED)
    return list(page.evaluate(BOXES))


# Every chart is drawn, as wide as its room, and its marks have come to rest for two frames.
SETTLED = """async () => {
  const state = () => [...document.querySelectorAll('.vm-plot')].map((one) => [
    one.dataset.drawn, one.offsetWidth,
    ...[...one.querySelectorAll('text')].map((text) => text.getBoundingClientRect().left)])
  const before = state()
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  return before.every((one) => one[0]) && JSON.stringify(before) === JSON.stringify(state())
}"""


def overlaps(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Say whether two boxes share more than two pixels either way: a line's own room is larger."""
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return bool(one["nth"] == other["nth"] and across > 2 and down > 4)


TOPICS = (
    *("", "poverty_exits", "compare", "training", "party_members"),
    *("paired_assistance", "village_industry", "place"),
)


@pytest.mark.parametrize("size", SIZES)
def test_no_label_overlaps_another_or_is_cut(browser: Browser, county: str, size: str) -> None:
    width, height = SIZES[size]
    page = lent_page(browser, viewport={"width": width, "height": height})
    faults = []
    for topic in TOPICS:
        page.goto(f"{county}/{topic}?dataset=county")
        found = boxes(page)
        assert found, topic
        for nth, one in enumerate(found):
            left, right, _, bottom = one["inner"]
            if one["left"] < left - 1 or one["right"] > right + 1 or one["bottom"] > bottom + 1:
                faults.append(f"{topic}: {one['text']} leaves its drawing")
            faults += [
                f"{topic}: {one['text']} | {other['text']}"
                for other in found[nth + 1 :]
                if overlaps(one, other)
            ]
    assert faults == []
