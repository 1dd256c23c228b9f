"""Lectures and who heard them, attendances at training, labourers: a panel for each unit."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from metrics.charts import panels
from metrics.charts.cell import Cell, cells
from metrics.charts.panels import Bar
from metrics.charts.style import Drawing
from metrics.charts.words import repaired, source
from metrics.statuses import AMBIGUOUS, NOT_STATED

PANELS = {
    "person-times": "Attendances at training (person-times)",
    "person-times per year": "Attendances at training (person-times)",
    "people": "People",
    "lectures": "Lectures",
    "techniques per household": "Techniques for each household, at least",
}


def draw(rows: pd.DataFrame, derived: pd.DataFrame, document: str) -> Drawing:
    """Return the chart of the rows of the metric training."""
    every = cells(rows)
    found = [cell for cell in every if cell.value is not None]
    units = [*PANELS, *(c["unit"] for c in found)]
    ordered = sorted(found, key=lambda c: units.index(c["unit"]))
    return Drawing(
        figure=panels.figure([_bar(cell) for cell in ordered], "training"),
        title=_title(found, cells(derived)),
        subtitle="Each unit has a scale of its own: attendances (person-times) are not people",
        source=source(document, rows),
        alt="Bars: " + "; ".join(f"{_line(c)}: {c.text} {c['unit']}" for c in every) + ".",
        notes=(*_notes(found), *_not_stated(every), *repaired(found)),
    )


def _line(cell: Cell) -> str:
    whom = "" if cell["audience"] == "all" else f": {cell['audience']}"
    says = cell["audience"] if cell["unit"] == "people" else f"{cell['activity']}{whom}"
    if cell["unit"] == "people" and cell["audience"] == "all":
        says = cell["activity"]
    return says if cell["period"] == "undated" else f"{says}, {cell['period']}"


def _bar(cell: Cell) -> Bar:
    unit = cell["unit"] or "Several units"
    return Bar(
        PANELS.get(unit, unit), _line(cell), "", cell, f"{cell['activity']}, {cell['period']}"
    )


def _title(found: Sequence[Cell], derived: Sequence[Cell]) -> str:
    sums = [d for d in derived if d["id"].startswith("person-times/")]
    yearly = [c for c in found if c["unit"] == "person-times per year"]
    if len(sums) != 1:
        return "Training: what is stated"
    period = sums[0]["id"].partition("/")[2]
    total = f"{sums[0].text} attendances at training, {period}"
    return f"{total}; {yearly[0].text} in an average year" if len(yearly) == 1 else total


def _not_stated(every: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(f"{_line(c)}: {NOT_STATED.name}." for c in every if c.value is None)


def _notes(found: Sequence[Cell]) -> tuple[str, ...]:
    unsure = [c for c in found if c["status"] == AMBIGUOUS.name]
    averages = any(c["unit"] == "person-times per year" for c in found)
    teams = any(c["audience"] == "work-team members" for c in found)
    apart = "The sum covers a part of a year, the average a whole one: they are not one series."
    same = (
        "The work-team members who heard the lectures are the members of the work teams, and the "
        "secretaries one a poor village: they are never added to those."
    )
    return (
        *([apart] if averages else []),
        *([same] if teams else []),
        *(f"{c.figure} is ambiguous: its number is certain, its unit is not." for c in unsure),
    )
