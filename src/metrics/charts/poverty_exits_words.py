"""The words around the chart of exits from poverty: finding, notes, alternative text."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.charts.cell import Cell
from metrics.charts.exits_places import beside, differ
from metrics.statuses import PLANNED


def _counted(cells: Sequence[Cell]) -> str:
    """Return the measure that the finding counts: people, unless only another is shown."""
    measures = dict.fromkeys(c["measure"] for c in cells)
    return "people" if "people" in measures else next(iter(measures))


def _stated(cells: Sequence[Cell], status: str) -> Cell | None:
    counted = _counted(cells)
    found = [c for c in cells if c["status"] == status and c["measure"] == counted]
    return next((c for c in reversed(found) if c.value is not None), None)


def title(cells: Sequence[Cell]) -> str:
    """Return the finding: the newest number achieved and the newest planned, each of its place."""
    done, plan = _stated(cells, "achieved"), _stated(cells, "planned")
    if done and plan:
        reached, count = _reached(done), plan.text
        if done["place"] == plan["place"]:
            return f"{reached} and planned {count} more for {plan['year']}"
        return f"{reached}; {plan['place']} planned {count} for {plan['year']}"
    if done:
        return _reached(done)
    if plan:
        counted = f"{plan.text} {plan['measure']} out of poverty in {plan['year']}"
        return f"{plan['place']} planned to lift {counted}"
    return f"{cells[0]['place']} states no {_counted(cells)} lifted out of poverty here"


def _reached(done: Cell) -> str:
    counted = f"{done.text} {done['measure']}"
    return f"{done['place']} lifted {counted} out of poverty in {done['year']}"


def subtitle(cells: Sequence[Cell], place: str) -> str:
    """Return unit and scope, with the statuses of the numbers drawn."""
    drawn = [c for c in cells if c.value is not None] or cells
    statuses = " and ".join(dict.fromkeys(c["status"] for c in drawn))
    measures = " and ".join(dict.fromkeys(c["measure"] for c in cells)).capitalize()
    return f"{measures} lifted out of poverty per year, {statuses} · {place}"


def notes(cells: Sequence[Cell]) -> tuple[str, ...]:
    """Return what hatching means, and what the document does not state."""
    said = [_why_empty(c, beside(c, cells)) for c in cells if c.value is None]
    said += [_in_part(c) for c in cells if c.value is not None and not c.whole]
    if any(c["status"] == PLANNED.name for c in cells if c.value is not None):
        said.insert(0, "Hatched: planned, not achieved; never added to what was achieved.")
    return tuple(said)


def _in_part(cell: Cell) -> str:
    only = f"{cell['year']}, {cell['measure']}: only {cell['added']}"
    return f"{only}, so the true sum is at least this."


def _why_empty(cell: Cell, other: str) -> str:
    if cell.figure:
        return f"{cell.figure} is printed as “{cell['printed']}” and has no safe reading."
    if other:
        return f"For {cell['year']}, {cell['measure']} are stated as {other} only."
    return f"The document states no {cell['measure']} for {cell['year']}."


def alt(cells: Sequence[Cell], place: str) -> str:
    """Return every value in words, for a reader who does not see the chart."""
    parts = []
    for c in cells:
        value = "" if c.value is None else f" {c.text}"
        of = f", {c['place']}" if differ(cells) and c.value is not None else ""
        parts.append(f"{c['year']} {c['measure']}:{value} {c['status']}{of}")
    return f"Bar chart, {place}, lifted out of poverty. " + "; ".join(parts) + "."
