"""What a browser measures: the first painted chart, and each click up to the painted chart."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from browsers import CHROMIUM, launched
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from benchmarks.apps import App

HOOKS = (Path(__file__).parent / "hooks.js").read_text(encoding="utf-8")
PAINTED = "bench.painted > 0"
WARM_UP = 6
PAUSE = 250  # milliseconds after a painted chart, so that the server's last messages are in
SETTLE, PATIENCE = 1500, 90_000
FOUR_G = {"latency": 170, "downloadThroughput": 9e6 / 8, "uploadThroughput": 9e6 / 8}

# On the page of exits a year changes the chart. The other charts follow no filter of the sidebar
# but the village; there a status changes the notes, and the chart is drawn again.
CHOSEN = {"poverty_exits": "2014"}
USUAL = "planned"
# Where a choice is clicked in each app; `choose` is the one place that knows.
BUTTONS = {
    "ours": ".vm-filters button:has-text('{}')",
    "Dash": "#filters label:has-text('{}')",
    "Panel": "label:has-text('{}')",
    "Shiny": "label:has-text('{}')",
    "marimo": "label:has-text('{}')",
}
# Clicks on the first page of which each makes a choice that was not made before, none of them
# empty: years switched so that only one changes (a Gray code), with all and with both statuses.
YEARS = ("2014", "2015", "2014", "2016", "2014", "2015", "2014")
FIRST_CHOICES = (*YEARS, "planned", "achieved", *YEARS)
Steps = Mapping[str, float]


@contextmanager
def browser() -> Iterator[Browser]:
    """Launch the browser that the tests use."""
    with sync_playwright() as playwright, launched(playwright, CHROMIUM) as one:
        yield one


@dataclass
class FirstPage:
    """What opening a page took: seconds from the request to the painted chart, bytes received."""

    seconds: float
    megabytes: float


def opened(launched: Browser, app: App, page: str) -> Page:
    """Open a page as a new reader does, with nothing cached, and wait for the painted chart."""
    view = _blank(launched)
    view.goto(app.address(page), wait_until="commit")
    view.wait_for_function(PAINTED)
    return view


def _blank(launched: Browser) -> Page:
    # The security policy of our pages keeps a script that measures out, as it should any other.
    size: ViewportSize = {"width": 1280, "height": 800}
    view = launched.new_context(viewport=size, bypass_csp=True).new_page()
    view.set_default_timeout(PATIENCE)
    view.add_init_script(HOOKS)
    return view


def first_page(launched: Browser, app: App, page: str, slow: bool = False) -> FirstPage:
    """Open a page of a warm server, on a slow network if asked; say what it took."""
    view = _blank(launched)
    network = view.context.new_cdp_session(view)
    sizes: list[float] = []
    network.on("Network.loadingFinished", lambda one: sizes.append(one["encodedDataLength"]))
    network.on(
        "Network.webSocketFrameReceived",
        lambda one: sizes.append(len(one["response"]["payloadData"])),
    )
    network.send("Network.enable")
    if slow:
        network.send("Network.emulateNetworkConditions", {"offline": False, **FOUR_G})
    view.goto(app.address(page), wait_until="commit")
    view.wait_for_function(PAINTED)
    view.wait_for_timeout(SETTLE)
    seconds = float(view.evaluate("bench.steps.painted")) / 1000
    view.context.close()
    return FirstPage(seconds, sum(sizes) / 1e6)


def first_paint(launched: Browser, app: App, page: str) -> float:
    """Return the seconds from the server's command to the first painted chart."""
    view = opened(launched, app, page)
    painted = float(view.evaluate("performance.timeOrigin + bench.steps.painted"))
    view.context.close()
    return painted / 1000 - app.server.started


def click(view: Page, app: App, page: str, label: str = "") -> Steps:
    """Click a filter on or off: the page's usual one, unless another is named.

    Return each step in milliseconds after the click. The step "server" is no moment but the
    server's processor time up to the painted chart. The system counts it in hundredths of a
    second: only its mean over many clicks says much.
    """
    view.bring_to_front()
    view.evaluate("bench.arm()")
    used = app.cpu_seconds()
    choose(view, app, label or CHOSEN.get(page, USUAL))
    view.wait_for_function(PAINTED)
    used = app.cpu_seconds() - used
    view.wait_for_timeout(PAUSE)
    steps: dict[str, float] = view.evaluate("bench.steps")
    times = {name: at - steps["clicked"] for name, at in steps.items()}
    return {**times, "server": 1000 * used}


def choose(view: Page, app: App, label: str) -> None:
    """Click a choice of a filter on or off, as a reader of this app does."""
    view.locator(BUTTONS[app.name].format(label)).first.click()


def first_choices(launched: Browser, apps: Sequence[App], page: str) -> dict[str, list[Steps]]:
    """Make each choice of FIRST_CHOICES in each app in turn, on servers that have made none."""
    views = [opened(launched, app, page) for app in apps]
    for view in views:
        view.wait_for_timeout(SETTLE)
    rounds = [
        {app.name: click(view, app, page, label) for app, view in zip(apps, views, strict=True)}
        for label in FIRST_CHOICES
    ]
    for view in views:
        view.context.close()
    return {app.name: [one[app.name] for one in rounds] for app in apps}


def alternately(
    launched: Browser, apps: Sequence[App], page: str, clicks: int
) -> dict[str, list[Steps]]:
    """Click in each app in turn; the first clicks warm up and do not count."""
    views = [opened(launched, app, page) for app in apps]
    for view in views:
        view.wait_for_timeout(SETTLE)
    rounds = [
        {app.name: click(view, app, page) for app, view in zip(apps, views, strict=True)}
        for _ in range(WARM_UP + clicks)
    ]
    for view in views:
        view.context.close()
    return {app.name: [one[app.name] for one in rounds[WARM_UP:]] for app in apps}


def between(steps: Sequence[Steps], start: str, end: str) -> float | None:
    """Return the median time from one step to another; None where a framework has no such step."""
    known = [one[end] - one[start] for one in steps if {start, end} <= one.keys()]
    return median(known) if known else None


def percentile95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 do not exceed, by nearest rank."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]
