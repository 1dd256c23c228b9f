"""People lifted out of poverty to date, the plan beside them, and the paired poor people."""

from __future__ import annotations

import pandas as pd

from metrics.charts import panels
from metrics.charts.panels import Bar, Row
from metrics.charts.style import Drawing, number
from metrics.charts.words import records, source
from metrics.statuses import ACHIEVED, PLANNED

MOST_NAMED = 5
LINES = {
    "achieved": "lifted out of poverty",
    "planned": "planned to be lifted out",
    "standing": "poor people in paired households",
}


def draw(rows: pd.DataFrame, derived: pd.DataFrame, document: str) -> Drawing:
    """Return the chart of the rows of the metric exits_context."""
    cells = records(rows)
    bars = panels.figure([_bar(cell) for cell in cells], "exits_context")
    if len(cells) > MOST_NAMED:  # then a part names its number where there is room for it
        bars.update_layout(uniformtext={"mode": "hide", "minsize": 11})
    return Drawing(
        figure=bars,
        title=_title(cells, records(derived)),
        subtitle="People; one scale for all three, but exits are a flow over years and the paired "
        "people a stock at the time of writing",
        source=source(document, rows),
        alt="Bars: " + "; ".join(f"{_line(c)} {c['period']}: {_people(c)}" for c in cells) + ".",
        notes=(
            "A stock and a flow are not the same people: a share of the one in the other says how "
            "large they are beside each other, not how many of the paired people left poverty.",
            "Planned stands beside achieved and is never added to it.",
        ),
    )


def _line(cell: Row) -> str:
    return LINES.get(str(cell["status"]), str(cell["status"]))


def _people(cell: Row) -> str:
    return number(float(str(cell["value"])))


def _bar(cell: Row) -> Bar:
    dated = cell["status"] in (ACHIEVED.name, PLANNED.name)
    label = f"in {cell['period']}" if dated else ""
    return Bar("People", _line(cell), label, cell, f"{_line(cell)}, {cell['period']}")


def _title(cells: list[dict[str, object]], derived: list[dict[str, object]]) -> str:
    sums = [_people(d) for d in derived if d["id"] == "total/achieved"]
    done = sums or [_people(c) for c in cells if c["status"] == ACHIEVED.name]
    planned = [_people(c) for c in cells if c["status"] == PLANNED.name]
    paired = [_people(c) for c in cells if c["status"] == "standing"]
    parts = [
        *(f"{value} people lifted out of poverty" for value in done[:1]),
        *(f"{value} planned" for value in planned[:1]),
        *(f"beside {value} poor people in paired households" for value in paired[:1]),
    ]
    return ", ".join(parts)
