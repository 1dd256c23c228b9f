"""Measure our dashboard and the same charts in Dash side by side, and print the tables."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from statistics import mean, median

from playwright.sync_api import Browser

from benchmarks import PAGES, exports, province
from benchmarks.apps import COMMANDS, running
from benchmarks.cards import milliseconds
from benchmarks.clicks import (
    WARM_UP,
    Steps,
    alternately,
    between,
    browser,
    first_paint,
    percentile95,
)

STARTS = 3
Starts = dict[str, dict[str, float]]  # up to what, then app
Clicked = dict[str, dict[str, list[Steps]]]  # page, then app

# What a click waits for, from which step to which.
WAITS = (
    ("front end, before it asks the server", "clicked", "sent"),
    ("server and wire", "sent", "received"),
    ("front end, after the answer", "received", "drawing"),
    ("plotly redraws", "drawing", "drawn"),
    ("the browser paints", "drawn", "painted"),
)
EXPLAINED = f"""
A click: from the time stamp of the click event to the frame after the chart is drawn. Our chart is
drawn when the card says so (where only its words change, Plotly draws nothing), a Dash chart at
Plotly's event afterplot. The two take turns in one browser, after {WARM_UP} clicks each that do
not count. Both keep a chart once made for a choice.
Server and wire: from the request to the last message before the chart's content is read.
Processor time: of the server and its children, from click to painted chart, mean.
A card not kept: query, drawing and card without caches; a choice's first click costs it on top.
Command: with no built tables and an empty browser cache, median of {STARTS} starts in turn.
Memory: RSS of server and children after all clicks."""


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--clicks", type=int, default=30, help="clicks that count, per page")
    parser.add_argument("--pages", nargs="+", choices=PAGES, default=PAGES, metavar="PAGE")
    return parser.parse_args()


def first_paints(launched: Browser) -> Starts:
    """Start each server in turn, some times; return the seconds to its answer and first chart."""
    seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in COMMANDS}
    for _ in range(STARTS):
        for name, found in seconds.items():
            with running(name) as app:
                painted = first_paint(launched, app, PAGES[0])
                found.append((app.server.answered - app.server.started, painted))
    return {
        says: {name: median(one[i] for one in found) for name, found in seconds.items()}
        for i, says in enumerate(("the server's answer", "the first painted chart"))
    }


def clicked(
    launched: Browser, pages: Sequence[str], clicks: int
) -> tuple[Clicked, dict[str, float]]:
    """Click on each page in both apps; return the steps of each click, and the memory after all."""
    with running("ours") as ours, running("Dash") as dash:
        apps = [ours, dash]
        steps = {page: alternately(launched, apps, page, clicks) for page in pages}
        return steps, {app.name: app.megabytes() for app in apps}


def row(says: str, page: str, found: dict[str, float], form: str) -> str:
    """Return a line of the comparison."""
    ours, dash = found["ours"], found["Dash"]
    return f"| {says} | {page} | {ours:{form}} | {dash:{form}} | {ours / dash:.2f} |"


def comparison(steps: Clicked, paints: Starts, memory: dict[str, float]) -> list[str]:
    """Return the table of ours beside Dash."""
    lines = ["| | page | ours | Dash | ours / Dash |", "|---|---|--:|--:|--:|"]
    for says, measure in (("median", median), ("p95", percentile95)):
        for page, apps in steps.items():
            found = {app: measure([one["painted"] for one in all_]) for app, all_ in apps.items()}
            lines.append(row(f"click to painted chart, {says}, ms", page, found, ".1f"))
    for says, seconds in paints.items():
        lines.append(row(f"command to {says}, s", PAGES[0], seconds, ".2f"))
    return [*lines, row("memory of the server, MB", "all", memory, ".0f")]


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
    made = [milliseconds(page) if app == "ours" else None for page, app in columns]
    return [*lines, cells("the server's processor time", used), cells("a card not kept", made)]


def cells(says: str, values: Sequence[float | None]) -> str:
    """Return a line of milliseconds; None leaves its cell empty."""
    texts = ["" if value is None else f"{value:.1f}" for value in values]
    return f"| {says} | {' | '.join(texts)} |"


def main() -> None:
    """Measure, then print."""
    chosen = options()
    with browser() as launched:
        paints = first_paints(launched)
        steps, memory = clicked(launched, chosen.pages, chosen.clicks)
        files = [*exports.lines(launched), "", *province.lines(launched)]
        version = launched.version
    print(f"{chosen.clicks} clicks a page, Chromium {version}, {os.cpu_count()} processors\n")
    tables = (*comparison(steps, paints, memory), "", *where(steps), "", *files)
    print(*tables, EXPLAINED, sep="\n")


if __name__ == "__main__":
    main()
