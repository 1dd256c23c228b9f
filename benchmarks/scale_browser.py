"""What a click costs in a browser on a country of some million observations, beside Yangbi.

Run by `benchmarks.scale`. On the page of exits each click makes another choice of years: of all
places, of a province and of a village. First each choice is new, then each has been made before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from urllib.parse import quote_plus

from playwright.sync_api import Browser

from benchmarks.apps import App, running
from benchmarks.clicks import browser, click, percentile95, settled
from benchmarks.pages import BY_TOPIC, ComparedPage

YEARS = ("2010", "2011", "2012", "2013")
YANGBI = BY_TOPIC["poverty_exits"]
MOST = 15
Clicks = Mapping[str, Sequence[float]]


def lines(data: Path, cache: Path, places: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Return medians and p95 of clicks by what is measured, and how many times Yangbi's they are.

    `places` are the choices of places by their names, each a list of labels.
    """
    own = {says: _page(data.name, labels) for says, labels in places.items()}
    folders = {"VILLAGE_METRICS_DATA": str(data.parent), "VILLAGE_METRICS_CACHE": str(cache)}
    with running("ours", **folders) as app, browser() as launched:
        yangbi = _clicks(launched, app, YANGBI)
        found = {says: _clicks(launched, app, page) for says, page in own.items()}
    return dict(_figures(found, yangbi))


def _page(dataset: str, labels: Sequence[str]) -> ComparedPage:
    chosen = "".join(f"&villages={quote_plus(label)}" for label in labels)
    return ComparedPage("poverty_exits", f"{dataset}{chosen}", {"years": YEARS})


def _clicks(launched: Browser, app: App, page: ComparedPage) -> Clicks:
    """Return the milliseconds from each click to the painted chart: of new choices, then of old."""
    view = settled(launched, app, page)
    options = page.first_choices[:MOST]
    new = [click(view, app, option)["painted"] for option in options]
    old = [click(view, app, option)["painted"] for option in reversed(options)]
    view.context.close()
    return {"first": new, "repeated": old}


def _figures(found: Mapping[str, Clicks], yangbi: Clicks) -> Iterator[tuple[str, float]]:
    for says, clicks in found.items():
        for kind, times in clicks.items():
            what = f"click in a browser, {says}, {kind}"
            yield f"{what}, ms", median(times)
            yield f"{what}, p95, ms", percentile95(times)
            yield f"{what}: times Yangbi's", median(times) / median(yangbi[kind])
            yield f"{what}, p95: times Yangbi's", percentile95(times) / percentile95(yangbi[kind])
