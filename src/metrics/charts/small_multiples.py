"""Small charts in rows, one a name, all on one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from metrics.charts import border
from metrics.charts.style import BLUE, heading, patterns, template
from metrics.charts.text_size import wrapped
from metrics.model.rows import Row

ACROSS, PANEL_PX, GAP = 3, 150, 0.05
NAME_COLUMNS, NAME_PX, NAME_LINE_PX, YEARS_PX = 14, 12, 16, 28  # a name fits a phone's third


TICKS = ",~f"  # numbers on a scale: thousands apart, decimals where there are any


def period(cell: Row) -> str:
    """Return the period of a cell: its year, or what else its table says."""
    return cell["year"] or cell["period"]


def largest(found: Sequence[Row]) -> float:
    """Return the largest number of the cells, where a scale ends; 1 where none is above 0."""
    return max((c.amount for c in found if c.amount > 0), default=1.0)


def least(found: Sequence[Row]) -> float:
    """Return the smallest number of the cells, where a scale starts; 0 where none is below it."""
    return min((c.amount for c in found if c.amount < 0), default=0.0)


def figure(
    by: Mapping[str, Sequence[Row]],
    periods: Sequence[str],
    topic: str,
    heights: tuple[float, float],
) -> border.Chart:
    """Return a chart of bars by period for each name, on a scale of `heights` from low to high.

    A cell has place, year or period, value, status; `periods` are all there are, in their order.
    """
    names = {name: "\n".join(wrapped(name, NAME_COLUMNS)) for name in by}
    rows = -(-len(by) // ACROSS)
    head = NAME_LINE_PX * max(name.count("\n") + 1 for name in names.values()) + 8
    every = [c for cells in by.values() for c in cells]
    layout: dict[str, Any] = {
        "template": template(),
        "height": 60 + (PANEL_PX + head) * rows,
        "margin": {"l": 48, "r": 8, "t": 36, "b": 24},
        "showlegend": False,
        "meta": {"topic": topic, "drawn": [[c["place"], period(c), c.value] for c in every]},
        "annotations": [],
    }
    traces = []
    for nth, cells in enumerate(by.values()):
        low, high = _heights(nth // ACROSS, rows, head)
        _panel(layout, nth, (low, high), (periods, heights))
        title = heading(names[cells[0]["place"]], high, (nth % ACROSS) / ACROSS)
        layout["annotations"].append({**title, "font": {"size": NAME_PX}})
        traces.append(_bars(nth, cells))
    return border.figure(traces, layout)


def _heights(row: int, rows: int, head: int) -> tuple[float, float]:
    """Return bottom and top of the bars of a row, as shares of the plot: its names stand above."""
    top, each = 1 - row / rows, 1 / rows
    share = (PANEL_PX + head) * rows
    return top - each + YEARS_PX / share, top - head / share


def _panel(
    layout: dict[str, Any],
    nth: int,
    span: tuple[float, float],
    scale: tuple[Sequence[str], tuple[float, float]],
) -> None:
    """Give a place its axes: the same years and the same height as all others."""
    suffix, column = str(nth + 1) if nth else "", nth % ACROSS
    left = column / ACROSS
    years, heights = scale
    ends = list(dict.fromkeys([years[0], years[-1]]))
    layout[f"xaxis{suffix}"] = {
        **{"domain": [left, left + 1 / ACROSS - GAP], "anchor": f"y{suffix}", "type": "category"},
        **{"categoryarray": years, "range": [-0.6, len(years) - 0.4], "tickvals": ends},
        **{"fixedrange": True, "tickangle": 0, "tickfont": {"size": NAME_PX}},
        # Years stand clear of the 0 beside them.
        **{"ticks": "outside", "ticklen": 8, "tickcolor": "rgba(0,0,0,0)"},
    }
    layout[f"yaxis{suffix}"] = {
        **{"domain": list(span), "anchor": f"x{suffix}", "range": list(heights)},
        **{"showticklabels": column == 0, "nticks": 3, "fixedrange": True},
        "tickformat": TICKS,
        "tickfont": {"size": NAME_PX},
    }


def _bars(nth: int, cells: Sequence[Row]) -> dict[str, Any]:
    suffix = str(nth + 1) if nth else ""
    return {
        "type": "bar",
        "x": [period(c) for c in cells],
        "y": [c.amount for c in cells],
        "xaxis": f"x{suffix}",
        "yaxis": f"y{suffix}",
        "marker": patterns([c["own_status"] or c["status"] for c in cells], BLUE),
        "customdata": [c["what"] or c.figure for c in cells],
        "hovertext": [c.hover(f"in {c['place']}, {period(c)}") for c in cells],
        "hoverinfo": "text",
    }
