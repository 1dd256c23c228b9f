"""Measure our dashboard and the same charts in other frameworks side by side; print the tables."""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from statistics import mean, median

from playwright.sync_api import Browser

from benchmarks import exports, load, province
from benchmarks.apps import PEERS, App, running
from benchmarks.cards import milliseconds
from benchmarks.clicks import (
    PRESS,
    WARM_UP,
    FirstPage,
    Steps,
    between,
    browser,
    first_choices,
    first_page,
    first_paint,
    percentile95,
    repeated_choices,
)
from benchmarks.pages import BY_TOPIC, COMPARED

STARTS = 3
OPENED = 5  # times that the page of a warm server is opened, on each network
VISITORS = 50
Figures = dict[str, float]  # by app
Clicked = dict[str, dict[str, list[Steps]]]  # page, then app
Line = tuple[str, str, Figures, str]  # what is counted, page, figures, their form

# What a click waits for, from which step to which; some frameworks do not show all steps.
WAITS = (
    ("front end, before it asks the server", "clicked", "sent"),
    ("server and wire", "sent", "received"),
    ("front end, after the answer", "received", "drawing"),
    ("all before plotly redraws", "clicked", "drawing"),
    ("plotly redraws", "drawing", "drawn"),
    ("the browser paints", "drawn", "painted"),
)
EXPLAINED = f"""
A click: from the time stamp of the click event to the frame after the chart is drawn. Our chart is
drawn when the card says so (where only its words change, Plotly draws nothing), a Dash chart at
Plotly's event afterplot, any other at the last change in its SVG. The apps take turns in one
browser, after {WARM_UP} clicks each that do not count. Each server keeps a chart once made for a
choice, and our page the last three that it has drawn: plotly does not redraw a repeated choice.
The button is held for {PRESS} ms, as a hand holds it: meanwhile our page asks for the card.
First choices: clicks of which each makes a choice that the server was not asked for before; once
more, on other servers, with clicks of a script, whose button comes up as soon as it is down.
Command: with no built tables and an empty browser cache, median of {STARTS} starts in turn.
Warm server: a page opened again with an empty browser cache, from the request on; on 4G with 9
Mbit/s and 170 ms added by the browser to each answer. Bytes: headers and bodies as they travel,
and messages of web sockets (their texts, which for bytes are a third longer). Our scripts are those
sent at once; once a server has stood idle they are made smaller by 0.2 MB (`ui/smallest.py`).
Visitors: sessions without a browser, all opening a page at once (a run of its script), then all
taking a filter back at once, as the page does it: it asks for the cards, draws them, and then has
Streamlit run. A wrong answer is one without the finding of its own year.
Server and wire: from the request to the last answer or message before the chart is drawn; a choice
whose card was asked for ahead, when the pointer came, or is kept in the page has no request after
its click, and one whose chart is put back no drawing: that leaves these lines empty.
Processor time: of the server and its children, from click to painted chart, mean.
A card not kept: query, drawing and card without caches; a choice's first click costs it on top.
Memory: RSS of server and children after all clicks."""


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--clicks", type=int, default=30, help="clicks that count, per page")
    parser.add_argument("--starts", type=int, default=STARTS, help="starts of each server")
    parser.add_argument("--visitors", type=int, default=VISITORS, help="that come at once")
    parser.add_argument("--pages", nargs="+", choices=BY_TOPIC, default=[*BY_TOPIC], metavar="PAGE")
    parser.add_argument("--peers", nargs="+", choices=PEERS, default=PEERS, metavar="PEER")
    parser.add_argument("--quick", action="store_true", help="Dash only, no province, no files")
    found = parser.parse_args()
    if found.quick:
        found.peers = ("Dash",)
    return found


def first_paints(launched: Browser, names: Sequence[str], starts: int) -> list[Line]:
    """Start each server in turn, some times; return the seconds to its answer and first chart."""
    seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    for _ in range(starts):
        for name, found in seconds.items():
            with running(name) as app:
                painted = first_paint(launched, app, COMPARED[0])
                found.append((app.server.answered - app.server.started, painted))
    return [
        (
            f"command to {says}, s",
            COMPARED[0].topic,
            {name: median(one[i] for one in found) for name, found in seconds.items()},
            ".2f",
        )
        for i, says in enumerate(("the server's answer", "the first painted chart"))
    ]


def warm_pages(launched: Browser, apps: Sequence[App], times: int) -> list[Line]:
    """Open a page of each warm server in turn, some times, on both networks."""
    lines: list[Line] = []
    for says, slow in (("warm server", False), ("on 4G", True)):
        found: dict[str, list[FirstPage]] = {app.name: [] for app in apps}
        for _ in range(times):
            for app in apps:
                found[app.name].append(first_page(launched, app, COMPARED[0], slow))
        seconds = {name: median(one.seconds for one in all_) for name, all_ in found.items()}
        lines.append((f"{says} to the first painted chart, s", COMPARED[0].topic, seconds, ".2f"))
    sizes = {name: median(one.megabytes for one in all_) for name, all_ in found.items()}
    return [*lines, ("bytes of a first page, MB", COMPARED[0].topic, sizes, ".2f")]


def clicked(
    launched: Browser, names: Sequence[str], chosen: argparse.Namespace
) -> tuple[Clicked, list[Line]]:
    """Click in all apps, and open their pages; return the steps of clicks, and other figures."""
    pages = {topic: BY_TOPIC[topic] for topic in chosen.pages}
    with ExitStack() as stack:
        apps = [stack.enter_context(running(name)) for name in names]
        new = {name: first_choices(launched, apps, page, PRESS) for name, page in pages.items()}
        steps = {
            name: repeated_choices(launched, apps, page, chosen.clicks)
            for name, page in pages.items()
        }
        memory = {app.name: app.megabytes() for app in apps}
        more = warm_pages(launched, apps, OPENED)
    more.append(("memory of the server, MB", "all", memory, ".0f"))
    with ExitStack() as stack:
        apps = [stack.enter_context(running(name)) for name in names]
        abrupt = {name: first_choices(launched, apps, page, 0) for name, page in pages.items()}
    clicks = {"click": steps, "first choice": new, "first choice, button not held": abrupt}
    return steps, [*(line for says, of in clicks.items() for line in _painted(says, of)), *more]


def _painted(says: str, clicked: Clicked) -> list[Line]:
    measures: tuple[tuple[str, Callable[[list[float]], float]], ...]
    measures = (("median", median), ("p95", percentile95))
    return [
        (
            f"{says} to painted chart, {name}, ms",
            page,
            {app: measure([one["painted"] for one in all_]) for app, all_ in steps.items()},
            ".1f",
        )
        for page, steps in clicked.items()
        for name, measure in measures
    ]


def comparison(lines: Sequence[Line], peers: Sequence[str]) -> list[str]:
    """Return the table of ours beside each other framework, with ratios."""
    heads = ["", "page", "ours", *(text for name in peers for text in (name, f"ours / {name}"))]
    table = [f"| {' | '.join(heads)} |", "|---|---" + "|--:" * (1 + 2 * len(peers)) + "|"]
    for says, page, found, form in lines:
        ours = found["ours"]
        cells = [f"{found[n]:{form}} | {ours / found[n]:.2f}" for n in peers]
        table.append(f"| {says} | {page} | {ours:{form}} | {' | '.join(cells)} |")
    return table


def visitors(count: int) -> list[str]:
    """Return the table of many visitors of our server at once."""
    with running("ours") as app:
        asyncio.run(load.visits(app.server.address, 2))  # what is made once is made
        found, _ = asyncio.run(load.visits(app.server.address, count))
    errors, wrong = load.failed(found)
    lines = [f"| {count} visitors at once | median, s | p95, s |", "|---|--:|--:|"]
    for says, times in load.seconds(found).items():
        lines.append(f"| {says} | {median(times):.2f} | {percentile95(times):.2f} |")
    return [*lines, f"| errors; wrong answers | {len(errors)} | {wrong} |"]


def where(steps: Clicked) -> list[str]:
    """Return the table of what a click waits for, medians in milliseconds."""
    columns = [(page, app) for page, apps in steps.items() for app in apps]
    heads = [f"{page}, {app}" for page, app in columns]
    lines = [
        f"| where the time goes, ms | {' | '.join(heads)} |",
        "|---" + "|--:" * len(heads) + "|",
    ]
    for says, start, end in WAITS:
        lines.append(cells(says, [between(steps[page][app], start, end) for page, app in columns]))
    used = [mean(one["server"] for one in steps[page][app]) for page, app in columns]
    made = [milliseconds(BY_TOPIC[page]) if app == "ours" else None for page, app in columns]
    return [*lines, cells("the server's processor time", used), cells("a card not kept", made)]


def cells(says: str, values: Sequence[float | None]) -> str:
    """Return a line of milliseconds; None leaves its cell empty."""
    texts = ["" if value is None else f"{value:.1f}" for value in values]
    return f"| {says} | {' | '.join(texts)} |"


def main() -> None:
    """Measure, then print."""
    chosen = options()
    names = ("ours", *chosen.peers)
    load_before = os.getloadavg()[0]
    with browser() as launched:
        starts = first_paints(launched, names, chosen.starts)
        steps, more = clicked(launched, names, chosen)
        files = [] if chosen.quick else [*exports.lines(launched), "", *province.lines(launched)]
        version = launched.version
    many = visitors(chosen.visitors)
    print(
        f"{chosen.clicks} clicks a page, Chromium {version}, {os.cpu_count()} processors, ", end=""
    )
    print(f"load of the machine before {load_before:.1f}, at the end {os.getloadavg()[0]:.1f}\n")
    table = comparison([*more, *starts], chosen.peers)
    print(*table, "", *many, "", *where(steps), "", *files, EXPLAINED, sep="\n")


if __name__ == "__main__":
    main()
