"""What a browser measures: the first painted chart, and each click up to the painted chart."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from browsers import CHROMIUM, launched
from playwright.sync_api import Browser, Locator, Page, ViewportSize, sync_playwright

from benchmarks.apps import App
from benchmarks.pages import ComparedPage

HOOKS = (Path(__file__).parent / "hooks.js").read_text(encoding="utf-8")
PAINTED = "bench.painted > 0"
WARM_UP = 6
# Milliseconds for which a hand holds the button: studies find 87 (age 25 to 34) to 137 (over 65).
# Fingers rest on a screen as long.
PRESS = 85
PAUSE = 250  # milliseconds after a painted chart, so that the server's last messages are in
SETTLE, PATIENCE = 1500, 90_000
FOUR_G = {"latency": 170, "downloadThroughput": 9e6 / 8, "uploadThroughput": 9e6 / 8}

# Where an option is clicked: in ours a button of the line, or a check box of the open list.
OURS = ".vm-filters :is(button[data-option='{0}'], [data-option='{0}'] label)"
OTHERS = "label:has-text('{}')"
LIST = ".vm-filters [data-filter='{0}'] .vm-pick"
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


def opened(launched: Browser, app: App, page: ComparedPage) -> Page:
    """Open a page as a new reader does, with nothing cached, and wait for the painted chart."""
    view = _blank(launched)
    view.goto(app.address(page), wait_until="commit")
    view.wait_for_function(PAINTED)
    return view


def settled(launched: Browser, app: App, page: ComparedPage) -> Page:
    """Open a page, wait until nothing is on its way, and open the list that holds the options."""
    view = opened(launched, app, page)
    view.wait_for_timeout(SETTLE)
    if app.name == "ours" and not _option(view, app, page.usual).is_visible():
        view.locator(LIST.format(next(iter(page.filters)))).click()
    return view


def _blank(launched: Browser) -> Page:
    # The security policy of our pages keeps a script that measures out, as it should any other.
    size: ViewportSize = {"width": 1280, "height": 800}
    view = launched.new_context(viewport=size, bypass_csp=True).new_page()
    view.set_default_timeout(PATIENCE)
    view.add_init_script(HOOKS)
    return view


def first_page(launched: Browser, app: App, page: ComparedPage, slow: bool = False) -> FirstPage:
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


def first_paint(launched: Browser, app: App, page: ComparedPage) -> float:
    """Return the seconds from the server's command to the first painted chart."""
    view = opened(launched, app, page)
    painted = float(view.evaluate("performance.timeOrigin + bench.steps.painted"))
    view.context.close()
    return painted / 1000 - app.server.started


def click(view: Page, app: App, option: str, press: float = PRESS) -> Steps:
    """Click an option of a filter on or off, with the button held for so many milliseconds.

    Return each step in milliseconds after the click. The step "server" is no moment but the
    server's processor time up to the painted chart. The system counts it in hundredths of a
    second: only its mean over many clicks says much.
    """
    view.bring_to_front()
    view.evaluate("bench.arm()")
    used = app.cpu_seconds()
    _option(view, app, option).click(delay=press)
    view.wait_for_function(PAINTED)
    used = app.cpu_seconds() - used
    view.wait_for_timeout(PAUSE)
    steps: dict[str, float] = view.evaluate("bench.steps")
    times = {name: at - steps["clicked"] for name, at in steps.items()}
    return {**times, "server": 1000 * used}


def _option(view: Page, app: App, option: str) -> Locator:
    return view.locator((OURS if app.name == "ours" else OTHERS).format(option)).first


def first_choices(
    launched: Browser, apps: Sequence[App], page: ComparedPage, press: float
) -> dict[str, list[Steps]]:
    """Make each first choice of a page in each app in turn, on servers that have made none."""
    return _in_turn(launched, apps, page, page.first_choices, press)


def repeated_choices(
    launched: Browser, apps: Sequence[App], page: ComparedPage, clicks: int
) -> dict[str, list[Steps]]:
    """Click a page's usual option in each app in turn; the first few do not count."""
    found = _in_turn(launched, apps, page, (page.usual,) * (WARM_UP + clicks), PRESS)
    return {name: steps[WARM_UP:] for name, steps in found.items()}


def _in_turn(
    launched: Browser, apps: Sequence[App], page: ComparedPage, options: Sequence[str], press: float
) -> dict[str, list[Steps]]:
    views = {app: settled(launched, app, page) for app in apps}
    found: dict[str, list[Steps]] = {app.name: [] for app in apps}
    for option in options:
        for app, view in views.items():
            found[app.name].append(click(view, app, option, press))
    for view in views.values():
        view.context.close()
    return found


def between(steps: Sequence[Steps], start: str, end: str) -> float | None:
    """Return the median time from one step to another; None where a framework has no such step."""
    known = [one[end] - one[start] for one in steps if {start, end} <= one.keys()]
    return median(known) if known else None


def percentile95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 do not exceed, by nearest rank."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]
