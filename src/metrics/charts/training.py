"""Lectures and who heard them, attendances at training, labourers: a panel for each unit."""

from __future__ import annotations

import pandas as pd

from metrics.charts import panels
from metrics.charts.panels import Bar, Row
from metrics.charts.style import Drawing, number
from metrics.charts.words import records, repaired, source
from metrics.statuses import AMBIGUOUS

PANELS = {
    "person-times": "Attendances at training (person-times)",
    "person-times per year": "Attendances at training (person-times)",
    "people": "People",
    "lectures": "Lectures",
    "techniques per household": "Techniques for each household, at least",
}


def draw(rows: pd.DataFrame, derived: pd.DataFrame, document: str) -> Drawing:
    """Return the chart of the rows of the metric training."""
    cells = [cell for cell in records(rows) if cell["value"] is not None]
    ordered = sorted(cells, key=lambda c: list(PANELS).index(str(c["unit"])) if _known(c) else 9)
    return Drawing(
        figure=panels.figure([_bar(cell) for cell in ordered], "training"),
        title=_title(cells, records(derived)),
        subtitle="Each unit has a scale of its own: attendances (person-times) are not people",
        source=source(document, rows),
        alt="Bars: " + "; ".join(f"{_line(c)}: {_value(c)} {c['unit']}" for c in cells) + ".",
        notes=(*_notes(cells), *repaired(cells)),
    )


def _known(cell: Row) -> bool:
    return str(cell["unit"]) in PANELS


def _value(cell: Row) -> str:
    return number(float(str(cell["value"])))


def _line(cell: Row) -> str:
    whom = "" if cell["audience"] == "all" else f": {cell['audience']}"
    activity = str(cell["activity"])
    says = f"{activity}{whom}" if cell["unit"] != "people" else str(cell["audience"])
    return says if cell["period"] == "undated" else f"{says}, {cell['period']}"


def _bar(cell: Row) -> Bar:
    unit, what = str(cell["unit"]), f"{cell['activity']}, {cell['period']}"
    return Bar(PANELS.get(unit, unit), _line(cell), "", cell, what)


def _title(cells: list[dict[str, object]], derived: list[dict[str, object]]) -> str:
    sums = [d for d in derived if str(d["id"]).startswith("person-times/")]
    yearly = [c for c in cells if c["unit"] == "person-times per year"]
    if not (sums and yearly):
        return "Training: what the document states"
    period = str(sums[0]["id"]).partition("/")[2]
    return (
        f"{_value(sums[0])} attendances at training, {period}; "
        f"{_value(yearly[0])} in an average year"
    )


def _notes(cells: list[dict[str, object]]) -> tuple[str, ...]:
    unsure = [c for c in cells if c["status"] == AMBIGUOUS.name]
    averages = any(c["unit"] == "person-times per year" for c in cells)
    teams = any(c["audience"] == "work-team members" for c in cells)
    apart = "The sum covers a part of a year, the average a whole one: they are not one series."
    same = (
        "The work-team members who heard the lectures are the members of the work teams, and the "
        "secretaries one a poor village: they are never added to those."
    )
    return (
        *([apart] if averages else []),
        *([same] if teams else []),
        *(f"{c['figure']} is ambiguous: its number is certain, its unit is not." for c in unsure),
    )
