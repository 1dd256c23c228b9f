"""The pilot villages, those that reached the income target, and the target."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from metrics.charts import panels
from metrics.charts.cell import Cell, by, cells
from metrics.charts.panels import Bar
from metrics.charts.style import Drawing
from metrics.charts.words import source


def draw(rows: pd.DataFrame, derived: pd.DataFrame, document: str) -> Drawing:
    """Return the chart of the rows of the metric village_collectives."""
    found = [cell for cell in cells(rows) if cell.value is not None]
    measures = by(found, "measure")
    return Drawing(
        figure=panels.figure([_bar(cell) for cell in found], "village_collectives"),
        title=_title(measures),
        subtitle="Villages, and yuan a year for each village: two units, two scales",
        source=source(document, rows),
        alt="Bars: " + "; ".join(f"{name}: {c.text}" for name, c in measures.items()) + ".",
        notes=(
            "The target is a lower bound: a village that reached it has at least that much. "
            "The document gives the income of no village.",
            "The villages of the pilot, those reported on and those that reached the target are "
            "the same villages: they are never added.",
        ),
    )


def _bar(cell: Cell) -> Bar:
    measure = cell["measure"]
    return Bar(cell["panel"], measure, "", cell, f"village collectives, {measure}")


def _title(found: Mapping[str, Cell]) -> str:
    reached, villages = found.get("reached the target"), found.get("reported on")
    target = found.get("income target")
    if not (reached and villages and target and 0 < villages.amount >= reached.amount):
        return "Village collectives: what is stated"
    every = f"All {villages.text}" if reached.text == villages.text else _part(reached, villages)
    return (
        f"{every} pilot villages reached the collective income target of {target.text} yuan a year"
    )


def _part(reached: Cell, villages: Cell) -> str:
    return f"{reached.text} of {villages.text}"
