"""The layout that matrices of names share: columns below, lines at the left, room for both."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from metrics.charts.style import template
from metrics.charts.text_size import widest, wrapped

LINE_COLUMNS, COLUMN_COLUMNS = 24, 18  # the most columns that a name at the left, or below, takes
TEXT_LINE_PX, EDGE_PX = 18, 20


@lru_cache(maxsize=20_000)
def line_name(name: str) -> str:
    """Return a name at the left in lines: it is never cut."""
    return "\n".join(wrapped(name, LINE_COLUMNS))


@lru_cache(maxsize=20_000)
def column_name(name: str) -> str:
    """Return a name below in lines: it is never cut."""
    return "\n".join(wrapped(name, COLUMN_COLUMNS))


def layout(
    columns: Sequence[str], lines: Sequence[str], line_height: int, grid: bool = True
) -> dict[str, Any]:
    """Return the layout of a matrix of `columns` by `lines`, names in lines as above.

    `line_height` is that of a name in one line, in pixels; all lines are as high as the highest.
    """
    axis = {"type": "category", "showgrid": grid, "fixedrange": True}
    return {
        "template": template(),
        "height": 150 + line_px(lines, line_height) * len(lines),
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


def line_px(lines: Sequence[str], line_height: int) -> int:
    """Return the height of each line of names, in pixels."""
    most = max((name.count("\n") for name in lines), default=0)
    return line_height + TEXT_LINE_PX * most
