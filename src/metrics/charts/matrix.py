"""The layout that matrices of names share: columns below, lines at the left, room for both."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from wcwidth import wcwidth

from metrics.charts.style import NARROW_BELOW_PX, template
from metrics.charts.text_size import widest, wrapped

LINE_COLUMNS, COLUMN_COLUMNS = 24, 18  # the most columns that a name at the left, or below, takes
TEXT_LINE_PX, EDGE_PX = 18, 20
# On a phone names below are turned: several lines, or more names, would lie over each other.
MOST_NAMED = 10


@lru_cache(maxsize=20_000)
def line_name(name: str) -> str:
    """Return a name at the left in lines: it is never cut."""
    return "\n".join(wrapped(name, LINE_COLUMNS))


@lru_cache(maxsize=20_000)
def column_name(name: str) -> str:
    """Return a name below in lines: it is never cut."""
    return "\n".join(wrapped(name, COLUMN_COLUMNS))


def in_one_line(name: str) -> str:
    """Return a name in lines as it was: Chinese letters have no space between them."""
    lines = name.split("\n")
    joined = lines[0]
    for before, line in pairwise(lines):
        joined += line if wcwidth(before[-1]) == wcwidth(line[0]) == 2 else f" {line}"
    return joined


def layout(
    columns: Sequence[str], lines: Sequence[str], line_height: int, grid: bool = True
) -> dict[str, Any]:
    """Return the layout of a matrix of `columns` by `lines`, names in lines as above.

    `line_height` is that of a name in one line, in pixels; all lines are as high as the highest.
    """
    axis = {"type": "category", "showgrid": grid, "fixedrange": True}
    height = 150 + line_px(lines, line_height) * len(lines)
    return {
        "template": template(),
        "meta": _narrow(columns, height),
        "height": height,
        "margin": {"l": round(EDGE_PX + widest(list(lines))), "r": 8, "t": 40, "b": 32},
        "xaxis": {
            **axis,
            "automargin": "height",
            "autotickangles": [0, -40, -90],
            "categoryarray": list(columns),
            "range": [-0.5, len(columns) - 0.5],
        },
        "yaxis": {**axis, "categoryarray": list(lines), "range": [len(lines) - 0.5, -0.5]},
    }


def _narrow(columns: Sequence[str], height: int) -> dict[str, Any]:
    """Return what a phone has in place of names in lines: one line each, of many names some."""
    if not any("\n" in name for name in columns):
        return {}
    named = columns[:: math.ceil(len(columns) / MOST_NAMED)]
    names = {"tickvals": list(named), "ticktext": [in_one_line(name) for name in named]}
    return {"narrow": {"below": NARROW_BELOW_PX, "height": height, "layout": {"xaxis": names}}}


def line_px(lines: Sequence[str], line_height: int) -> int:
    """Return the height of each line of names, in pixels."""
    most = max((name.count("\n") for name in lines), default=0)
    return line_height + TEXT_LINE_PX * most
