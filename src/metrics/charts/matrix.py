"""The layout that matrices of names share: columns below, lines at the left, room for both."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.charts.style import template

LETTER = 7


def layout(
    columns: Sequence[str], lines: Sequence[str], line_height: int, grid: bool = True
) -> dict[str, object]:
    """Return the layout of a matrix of `columns` by `lines`; `line_height` in pixels."""
    axis = {"type": "category", "showgrid": grid, "fixedrange": True}
    return {
        "template": template(),
        "height": 150 + line_height * len(lines),
        "margin": {"l": 20 + LETTER * max(map(len, lines)), "r": 8, "t": 40, "b": 32},
        "xaxis": {
            **axis,
            "automargin": "height",
            "autotickangles": [0, -40, -90],
            "categoryarray": columns,
            "range": [-0.5, len(columns) - 0.5],
        },
        "yaxis": {**axis, "categoryarray": lines, "range": [len(lines) - 0.5, -0.5]},
    }
