"""Who helps whom, as bands whose width is the number helped; each unit is a flow of its own."""

from __future__ import annotations

from typing import Any

from metrics.charts import border, panels
from metrics.charts.panels import Bar
from metrics.charts.style import BLUE, GREEN, GREY, ORANGE, heading, template
from metrics.charts.text_size import wrapped
from metrics.model.notes import stated
from metrics.model.rows import Row, Rows
from metrics.model.topic import ById
from metrics.records.paired_assistance import bands, helper, short

TITLES = {"administrative villages": "Villages", "households": "Households", "people": "People"}
NO_UNIT = "No unit stated"
COLOURS = {"leaders": BLUE, "departments": ORANGE, "officials and employees": GREEN}
LABEL_COLUMNS, HEAD_PX, BAND_PX, GAP_PX = 22, 30, 62, 18
PALE = 0.3  # how much of its colour a band keeps: the labels on it must be easy to read


def figure(rows: Rows, derived: ById) -> border.Chart:
    """Return the flows of rows with side, counted, helper_kind and unit; bars where none flows."""
    found = stated(rows)
    flows = bands(found)
    return _figure(flows, found) if flows else _bars(found)


def _bars(found: Rows) -> border.Chart:
    """Return bars of all that is stated, where no number helped can be a band."""
    bars = [
        Bar(c["unit"] or NO_UNIT, f"{_about(c)} ({c['helper_kind']})", "", c, _about(c))
        for c in found
    ]
    return panels.figure(bars, "paired_assistance")


def _about(row: Row) -> str:
    return f"{row['side']}: {row['counted']}"


def _figure(flows: Rows, found: Rows) -> border.Chart:
    units = list(dict.fromkeys(c["unit"] for c in flows))
    order = [*(unit for unit in TITLES if unit in units), *(u for u in units if u not in TITLES)]
    heights = [HEAD_PX + GAP_PX + BAND_PX * sum(c["unit"] == u for c in flows) for u in order]
    traces, titles, top, total = [], [], 0, sum(heights)
    for unit, height in zip(order, heights, strict=True):
        span = (1 - (top + height - GAP_PX) / total, 1 - (top + HEAD_PX) / total)
        traces.append(_sankey([c for c in flows if c["unit"] == unit], found, span))
        titles.append(heading(TITLES.get(unit, unit) or NO_UNIT, span[1]))
        top += height
    layout = {
        "template": template(),
        "height": total + 20,
        "margin": {"l": 4, "r": 4, "t": 8, "b": 12},
        "annotations": titles,
        "meta": {
            "topic": "paired_assistance",
            "drawn": [[c["helper_kind"], c["counted"], c.value] for c in flows],
        },
    }
    return border.figure(traces, layout)


def _of_all(kind: str, flows: Rows, found: Rows) -> Row | None:
    """Return the helpers of a kind where all its bands have the same."""
    helpers = [helper(flow, found) for flow in flows if flow["helper_kind"] == kind]
    return helpers[0] if all(one is helpers[0] for one in helpers) else None


def _sankey(flows: Rows, found: Rows, span: tuple[float, float]) -> dict[str, Any]:
    """Return the bands of one unit: the helpers at the left, the helped at the right."""
    kinds = list(dict.fromkeys(c["helper_kind"] for c in flows))
    helpers = [_of_all(kind, flows, found) for kind in kinds]
    names = [f"{h.text} {k}" if h else k for k, h in zip(kinds, helpers, strict=True)]
    names += [f"{c.text} {short(c)}" for c in flows]
    colours = {k: COLOURS.get(k, (BLUE, ORANGE, GREEN, GREY)[n % 4]) for n, k in enumerate(kinds)}
    addresses = [*(h.figure if h else "" for h in helpers), *(c.figure for c in flows)]
    return {
        "type": "sankey",
        "domain": {"x": [0, 1], "y": list(span)},
        "arrangement": "fixed",
        "textfont": {"shadow": "none"},
        "node": {
            "label": ["\n".join(wrapped(name, LABEL_COLUMNS)) for name in names],
            "color": [*colours.values(), *[GREY] * len(flows)],
            "customdata": addresses,
            "hoverinfo": "none",
            "pad": 14,
            "thickness": 10,
        },
        "link": {
            "source": [kinds.index(c["helper_kind"]) for c in flows],
            "target": [len(kinds) + i for i in range(len(flows))],
            "value": [c.amount for c in flows],
            "color": [_pale(colours[c["helper_kind"]]) for c in flows],
            "customdata": [c.figure for c in flows],
            "hovertemplate": [c.hover(c["counted"]) for c in flows],
        },
        "customdata": addresses,
    }


def _pale(colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{PALE})"
