"""The pilot villages, those that reached the income target, and the target."""

from __future__ import annotations

import pandas as pd

from metrics.charts import panels
from metrics.charts.panels import Bar, Row
from metrics.charts.style import Drawing, number
from metrics.charts.words import records, source


def draw(rows: pd.DataFrame, derived: pd.DataFrame, document: str) -> Drawing:
    """Return the chart of the rows of the metric village_collectives."""
    cells = [cell for cell in records(rows) if cell["value"] is not None]
    by = {str(cell["measure"]): number(float(str(cell["value"]))) for cell in cells}
    return Drawing(
        figure=panels.figure([_bar(cell) for cell in cells], "village_collectives"),
        title=_title(by),
        subtitle="Villages, and yuan a year for each village: two units, two scales",
        source=source(document, rows),
        alt="Bars: " + "; ".join(f"{name}: {value}" for name, value in by.items()) + ".",
        notes=(
            "The target is a lower bound: a village that reached it has at least that much. "
            "The document gives the income of no village.",
            "The villages of the pilot, those reported on and those that reached the target are "
            "the same villages: they are never added.",
        ),
    )


def _bar(cell: Row) -> Bar:
    measure = str(cell["measure"])
    return Bar(str(cell["panel"]), measure, "", cell, f"village collectives, {measure}")


def _title(by: dict[str, str]) -> str:
    reached, villages = by.get("reached the target"), by.get("reported on")
    target = by.get("income target")
    if not (reached and villages and target):
        return "Village collectives: what the document states"
    every = f"All {villages}" if reached == villages else f"{reached} of {villages}"
    return f"{every} pilot villages reached the collective income target of {target} yuan a year"
