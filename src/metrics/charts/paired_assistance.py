"""Who helps whom, as bands whose width is the number helped; each unit is a flow of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from metrics.charts import border, panels
from metrics.charts.cell import Cell, cells
from metrics.charts.panels import Bar
from metrics.charts.style import BLUE, GREEN, GREY, ORANGE, Drawing, heading, template
from metrics.charts.text_size import wrapped
from metrics.charts.words import repaired, source

TITLES = {"administrative villages": "Villages", "households": "Households", "people": "People"}
NO_UNIT, NOTHING = "No unit stated", "No number is stated here."
COLOURS = {"leaders": BLUE, "departments": ORANGE, "officials and employees": GREEN}
LABEL_COLUMNS, HEAD_PX, BAND_PX, GAP_PX = 22, 30, 62, 18
SAME = "Different helpers may help the same villages, households and people: bands are never added."
PALE = 0.3  # how much of its colour a band keeps: the labels on it must be easy to read


def draw(rows: pd.DataFrame, derived: pd.DataFrame, document: str) -> Drawing:
    """Return the flows of the rows of the metric paired_assistance; bars where nothing flows."""
    found = [cell for cell in cells(rows) if cell.value is not None]
    flows = [flow for flow in _flows(found) if flow.amount > 0]
    return Drawing(
        figure=_figure(flows, found) if flows else _bars(found),
        title=_title(found),
        subtitle=_subtitle(flows, found),
        source=source(document, rows),
        alt=_alt(flows, found),
        notes=(*_notes(found, flows), *repaired(found)),
    )


def _subtitle(flows: Sequence[Cell], found: Sequence[Cell]) -> str:
    if flows:
        return (
            "The width of a band is the number helped; each unit has a scale of its own, and the "
            "number of helpers has no width"
        )
    return "Each unit has a scale of its own" if found else NOTHING


def _alt(flows: Sequence[Cell], found: Sequence[Cell]) -> str:
    if flows:
        return "Flows: " + "; ".join(_words(flow, found) for flow in flows) + "."
    if not found:
        return NOTHING
    return "Bars: " + "; ".join(f"{c['counted']}: {c.with_unit()}" for c in found) + "."


def _flows(found: Sequence[Cell]) -> list[Cell]:
    """Return the helped that are bands: a whole only where it has no parts of its unit."""
    helped = [c for c in found if c["side"] == "helped"]
    return [c for c in helped if not _has_parts(c, helped)] or helped


def _has_parts(whole: Cell, helped: Sequence[Cell]) -> bool:
    return any(
        part["part_of"] == whole["counted"] != part["counted"]
        and part["helper_kind"] == whole["helper_kind"]
        and part["unit"] == whole["unit"]
        for part in helped
    )


def _amount(cell: Cell) -> str:
    """Return what was given as a number, with its unit unless the words for it name that."""
    return cell.text if cell["unit"] in cell["counted"] else f"{cell.with_unit()}:"


def _helper(cell: Cell, found: Sequence[Cell]) -> Cell | None:
    """Return the helpers of a cell of helped: those counted for it, else for its whole.

    What has no helpers of its own has those of its kind, where they are counted only once.
    """
    same = [c for c in found if c["helper_kind"] == cell["helper_kind"] and c["side"] == "helpers"]
    own = [
        c for c in same if c["units"] == cell["units"] and c["helped_kind"] == cell["helped_kind"]
    ]
    whole = [c for c in same if c["helped_kind"] == cell["part_of"]]
    return next(iter(own or whole or (same if len(same) == 1 else [])), None)


def _words(cell: Cell, found: Sequence[Cell]) -> str:
    helper = _helper(cell, found)
    who = f"{helper.text} " if helper else ""
    return f"{who}{cell['helper_kind']} to {cell.text} {cell['counted']}"


def _short(cell: Cell) -> str:
    """Return who is helped without the words that say by whom or where."""
    return cell["counted"].partition(" with ")[0].partition(" in ")[0]


def _title(found: Sequence[Cell]) -> str:
    wholes = [c for c in found if c["side"] == "helped" and not c["part_of"]]
    parts = [
        f"{h.text} {c['helper_kind']} for {c.text} {_short(c)}"
        for c in wholes
        if c["unit"] != "people" and (h := _helper(c, found))
    ]
    nothing = "what is stated" if found else "no number is stated"
    return "; ".join(parts) or f"Paired assistance: {nothing}"


def _notes(found: Sequence[Cell], flows: Sequence[Cell]) -> tuple[str, ...]:
    """Return what is not a band, and what bands must not be taken for."""
    helped = [c for c in found if c["side"] == "helped"]
    wholes = [c for c in helped if c not in _flows(found)]
    nothing = [c for c in _flows(found) if c not in flows]
    claims = [c for c in found if c["side"] == "given" and c["unit"] == "percent" and c["printed"]]
    things = [c for c in found if c["side"] == "given" and c not in claims]
    drawn_by = ", ".join(f"{c.text} {c['counted']}" for c in wholes)
    listed = "; ".join(
        f"{_amount(c)} {c['counted']}" + (f" ({c.figure})" if c.figure else "") for c in things
    )
    zero = ", ".join(f"{c['helper_kind']} to {c['counted']}" for c in nothing)
    return (
        *([f"Drawn by their parts, never beside them: {drawn_by}."] if wholes else []),
        *([SAME] if len({c["helper_kind"] for c in flows}) > 1 else []),
        *([f"0 has no width: {zero}."] if nothing else []),
        *([f"Given: {listed}."] if listed and flows else []),
        *(
            f"“{c['printed']}” ({c.figure}) is a {c['counted']}: a claim, not a measured "
            "rate, so it is not drawn."
            for c in claims
            if flows
        ),
    )


def _bars(found: Sequence[Cell]) -> go.Figure:
    """Return bars of all that is stated, where no number helped can be a band."""
    bars = [
        Bar(c["unit"] or NO_UNIT, f"{_about(c)} ({c['helper_kind']})", "", c, _about(c))
        for c in found
    ]
    return panels.figure(bars, "paired_assistance")


def _about(cell: Cell) -> str:
    return f"{cell['side']}: {cell['counted']}"


def _figure(flows: Sequence[Cell], found: Sequence[Cell]) -> go.Figure:
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


def _sankey(
    flows: Sequence[Cell], found: Sequence[Cell], span: tuple[float, float]
) -> dict[str, Any]:
    """Return the bands of one unit: the helpers at the left, the helped at the right."""
    kinds = list(dict.fromkeys(c["helper_kind"] for c in flows))
    helpers = [_helper(next(c for c in flows if c["helper_kind"] == k), found) for k in kinds]
    names = [f"{h.text} {k}" if h else k for k, h in zip(kinds, helpers, strict=True)]
    names += [f"{c.text} {_short(c)}" for c in flows]
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
