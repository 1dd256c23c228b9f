"""Horizontal bars of places, from zero to one side or to both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from metrics.charts import border, matrix
from metrics.charts import indicator_parts as parts
from metrics.charts.border import Chart
from metrics.charts.style import BLUE, NARROW_BELOW_PX, ORANGE, pattern
from metrics.charts.text_size import widest
from metrics.model.rows import Row

LINE_PX, NARROW_PX, LEAST_BAR_PX = 26, 340, 12


def horizontal(
    topic: str, shown: Sequence[Row], values: Sequence[float], texts: Sequence[str]
) -> Chart:
    """Return horizontal bars from zero, to both sides where some are negative."""
    names = [matrix.line_name(c["place"]) for c in shown]
    layout = matrix.layout([], names, LINE_PX, grid=False)
    layout["height"] = 60 + matrix.line_px(names, LINE_PX) * len(names)
    layout["xaxis"] = _scale(values, 0.6)
    plot = NARROW_PX - layout["margin"]["l"]
    beside = max(0.6, widest(list(texts)) / max(plot - widest(list(texts)), LEAST_BAR_PX))
    narrow = {"xaxis": _scale(values, beside), "annotations": []}
    layout["meta"] = {
        "topic": topic,
        "drawn": [[c["place"], v] for c, v in zip(shown, values, strict=True)],
        "narrow": {"below": NARROW_BELOW_PX, "height": layout["height"], "layout": narrow},
    }
    looks = [
        pattern(c["status"], ORANGE if v < 0 else BLUE) for c, v in zip(shown, values, strict=True)
    ]
    bars = {
        "type": "bar",
        "x": list(values),
        "y": names,
        "orientation": "h",
        "text": list(texts),
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {**looks[0], "color": [look["color"] for look in looks]},
        "customdata": [parts.address(c) for c in shown],
        "hovertext": [parts.hover(c) for c in shown],
        "hoverinfo": "text",
        "showlegend": False,
    }
    return border.figure([bars], layout)


def _scale(values: Sequence[float], room: float) -> dict[str, Any]:
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    size = (high - low) or 1.0
    ends = [
        low - (room * size if low < 0 else 0),
        high + (room * size if high > 0 or low == 0 else 0),
    ]
    return {"visible": False, "fixedrange": True, "range": ends}
