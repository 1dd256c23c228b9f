"""Who helps whom, as bands whose width is the number helped; each unit is a flow of its own."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from metrics.charts.panels import Row
from metrics.charts.style import BLUE, GREEN, GREY, ORANGE, Drawing, heading, number, template
from metrics.charts.words import hover, records, repaired, source

TITLES = {"administrative villages": "Villages", "households": "Households", "people": "People"}
SHARES = {"administrative villages": 3, "households": 1, "people": 1}
COLOURS = {"leaders": BLUE, "departments": ORANGE, "officials and employees": GREEN}
HEIGHT, HEAD = 480, 0.07
SAME = (
    "The poor villages of the leaders are the poor villages of the departments: the same "
    "villages, drawn twice and never added. The people live in the households."
)


def draw(rows: pd.DataFrame, derived: pd.DataFrame, document: str) -> Drawing:
    """Return the flows of the rows of the metric paired_assistance."""
    cells = [cell for cell in records(rows) if cell["value"] is not None]
    return Drawing(
        figure=_figure(cells),
        title=_title(cells),
        subtitle="The width of a band is the number helped; each unit has a scale of its own, and "
        "the number of helpers has no width",
        source=source(document, rows),
        alt="Flows: " + "; ".join(_words(h, cells) for h in _flows(cells)) + ".",
        notes=(*_notes(cells), *repaired(cells)),
    )


def _value(cell: Row) -> str:
    return number(float(str(cell["value"])))


def _amount(cell: Row) -> str:
    """Return what was given as a number, with its unit unless the words for it name that."""
    unit = str(cell["unit"])
    return _value(cell) if unit in str(cell["counted"]) else f"{_value(cell)} {unit}:"


def _flows(cells: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return the helped that are bands: a whole only where it has no parts."""
    helped = [c for c in cells if c["side"] == "helped"]
    wholes = {c["part_of"] for c in helped}
    return [c for c in helped if c["counted"] not in wholes]


def _helper(cell: Row, cells: list[dict[str, object]]) -> Row | None:
    same = (c for c in cells if c["helper_kind"] == cell["helper_kind"] and c["side"] == "helpers")
    return next(same, None)


def _words(cell: Row, cells: list[dict[str, object]]) -> str:
    helper = _helper(cell, cells)
    who = f"{_value(helper)} " if helper else ""
    return f"{who}{cell['helper_kind']} to {_value(cell)} {cell['counted']}"


def _short(cell: Row) -> str:
    """Return who is helped without the words that say by whom or where."""
    return str(cell["counted"]).partition(" with ")[0].partition(" in ")[0]


def _title(cells: list[dict[str, object]]) -> str:
    wholes = [c for c in cells if c["side"] == "helped" and not c["part_of"]]
    parts = [
        f"{_value(h)} {c['helper_kind']} for {_value(c)} {_short(c)}"
        for c in wholes
        if c["unit"] != "people" and (h := _helper(c, cells))
    ]
    return "; ".join(parts) or "Paired assistance: what the document states"


def _notes(cells: list[dict[str, object]]) -> tuple[str, ...]:
    given = [c for c in cells if c["side"] == "given"]
    claims = [c for c in given if c["unit"] == "percent"]
    things = [c for c in given if c not in claims]
    listed = "; ".join(
        f"{_amount(c)} {c['counted']}" + (f" ({c['figure']})" if c["figure"] else "")
        for c in things
    )
    return (
        *([SAME] if any(c["part_of"] for c in cells) else []),
        *([f"Given: {listed}."] if listed else []),
        *(
            f"“{c['printed']}” ({c['figure']}) is a {c['counted']}: a claim, not a measured "
            "rate, so it is not drawn."
            for c in claims
        ),
    )


def _figure(cells: list[dict[str, object]]) -> go.Figure:
    flows = _flows(cells)
    units = [unit for unit in TITLES if any(c["unit"] == unit for c in flows)]
    total, top = sum(SHARES[unit] for unit in units), 1.0
    traces, titles = [], []
    for unit in units:
        bottom = top - SHARES[unit] / total
        traces.append(_sankey([c for c in flows if c["unit"] == unit], cells, (bottom, top - HEAD)))
        titles.append(heading(TITLES[unit], top - HEAD))
        top = bottom
    layout: dict[str, Any] = {
        "template": template(),
        "height": HEIGHT,
        "margin": {"l": 4, "r": 4, "t": 8, "b": 12},
        "annotations": titles,
        "meta": {
            "topic": "paired_assistance",
            "drawn": [[c["helper_kind"], c["counted"], c["value"]] for c in flows],
        },
    }
    return go.Figure(traces, layout)


def _sankey(
    flows: list[dict[str, object]], cells: list[dict[str, object]], span: tuple[float, float]
) -> go.Sankey:
    """Return the bands of one unit: the helpers at the left, the helped at the right."""
    kinds = list(dict.fromkeys(str(c["helper_kind"]) for c in flows))
    helpers = [_helper(next(c for c in flows if c["helper_kind"] == k), cells) for k in kinds]
    names = [f"{_value(h)} {k}" if h else k for k, h in zip(kinds, helpers, strict=True)]
    names += [f"{_value(c)} {_short(c)}" for c in flows]
    addresses = [str(h["figure"]) if h else "" for h in helpers]
    return go.Sankey(
        domain={"x": [0, 1], "y": list(span)},
        arrangement="fixed",
        node={
            "label": names,
            "color": [COLOURS.get(k, GREY) for k in kinds] + [GREY] * len(flows),
            "customdata": [*addresses, *(c["figure"] for c in flows)],
            "hoverinfo": "none",
            "pad": 14,
            "thickness": 10,
        },
        link={
            "source": [kinds.index(str(c["helper_kind"])) for c in flows],
            "target": [len(kinds) + i for i in range(len(flows))],
            "value": [float(str(c["value"])) for c in flows],
            "color": [_pale(COLOURS.get(str(c["helper_kind"]), GREY)) for c in flows],
            "customdata": [c["figure"] for c in flows],
            "hovertemplate": [hover(c, str(c["counted"])) + "<extra></extra>" for c in flows],
        },
        customdata=[*addresses, *(c["figure"] for c in flows)],
    )


def _pale(colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.45)"
