"""People lifted out of poverty to date, the plan beside them, and the paired poor people."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from metrics.charts import panels
from metrics.charts.cell import Cell, cells
from metrics.charts.panels import Bar
from metrics.charts.style import Drawing
from metrics.charts.words import source
from metrics.statuses import ACHIEVED, PLANNED

LINES = {
    "achieved": "lifted out of poverty",
    "planned": "planned to be lifted out",
    "standing": "poor people in paired households",
}


def draw(rows: pd.DataFrame, derived: pd.DataFrame, document: str) -> Drawing:
    """Return the chart of the rows of the metric exits_context."""
    found = [cell for cell in cells(rows) if cell.value is not None]
    return Drawing(
        figure=panels.figure([_bar(cell) for cell in found], "exits_context"),
        title=_title(found, cells(derived)),
        subtitle="People; one scale for all three, but exits are a flow over years and the paired "
        "people a stock at the time of writing",
        source=source(document, rows),
        alt="Bars: " + "; ".join(f"{_line(c)} {c['period']}: {c.text}" for c in found) + ".",
        notes=(
            "A stock and a flow are not the same people: a share of the one in the other says how "
            "large they are beside each other, not how many of the paired people left poverty.",
            "Planned stands beside achieved and is never added to it.",
        ),
    )


def _line(cell: Cell) -> str:
    return LINES.get(cell["status"], cell["status"])


def _bar(cell: Cell) -> Bar:
    dated = cell["status"] in (ACHIEVED.name, PLANNED.name)
    label = f"in {cell['period']}" if dated else ""
    return Bar("People", _line(cell), label, cell, f"{_line(cell)}, {cell['period']}")


def _title(found: Sequence[Cell], derived: Sequence[Cell]) -> str:
    parts = [
        *(f"{one} people lifted out of poverty" for one in _total(found, derived, ACHIEVED.name)),
        *(f"{one} planned" for one in _total(found, derived, PLANNED.name)),
        *(f"{c.text} poor people in paired households" for c in found if c["status"] == "standing"),
    ]
    return ", ".join([*parts[:-1], f"beside {parts[-1]}"] if len(parts) > 1 else parts)


def _total(found: Sequence[Cell], derived: Sequence[Cell], status: str) -> list[str]:
    """Return the people of a status over all years, in a list; [] where no year states any."""
    sums = [d.text for d in derived if d["id"] == f"total/{status}"]
    return sums or [c.text for c in found if c["status"] == status][:1]
