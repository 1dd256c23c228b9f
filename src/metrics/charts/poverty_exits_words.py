"""The words around the chart of exits from poverty: finding, notes, alternative text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from metrics.charts.style import number

Row = Mapping[str, object]


def _stated(cells: Sequence[Row], status: str) -> Row | None:
    found = [c for c in cells if c["status"] == status and c["measure"] == "people"]
    return next((c for c in reversed(found) if c["value"] is not None), None)


def title(cells: Sequence[Row], place: str) -> str:
    """Return the finding: the newest people achieved and the newest planned."""
    done, plan = _stated(cells, "achieved"), _stated(cells, "planned")
    reached = (
        done
        and f"lifted {number(float(str(done['value'])))} people out of poverty in {done['year']}"
    )
    if plan is None:
        return f"{place} {reached or 'states no people lifted out of poverty here'}"
    count = number(float(str(plan["value"])))
    if done is None:
        return f"{place} planned to lift {count} people out of poverty in {plan['year']}"
    return f"{place} {reached} and planned {count} more for {plan['year']}"


def subtitle(cells: Sequence[Row], place: str) -> str:
    """Return unit and scope, with the statuses of the numbers drawn."""
    drawn = [c for c in cells if c["value"] is not None] or cells
    statuses = " and ".join(dict.fromkeys(str(c["status"]) for c in drawn))
    return f"Households and people lifted out of poverty per year, {statuses} · {place}"


def notes(cells: Sequence[Row]) -> tuple[str, ...]:
    """Return what hatching means, and what the document does not state."""
    said = [_why_empty(c) for c in cells if c["value"] is None]
    said += [_in_part(c) for c in cells if c["value"] is not None and not _whole(c)]
    if any(c["status"] == "planned" for c in cells):
        said.insert(0, "Hatched: planned, not achieved; never added to what was achieved.")
    return tuple(said)


def _whole(cell: Row) -> bool:
    """Say whether all the places that a sum is of state a number."""
    return cell["stated"] == cell["places"]


def _in_part(cell: Row) -> str:
    what = f"{cell['year']}, {cell['measure']}"
    return f"{what}: only {cell['added']}, so the true total is at least this."


def _why_empty(cell: Row) -> str:
    if cell["figure"]:
        return f"{cell['figure']} is printed as “{cell['printed']}” and has no safe reading."
    return f"The document states no {cell['measure']} for {cell['year']}."


def alt(cells: Sequence[Row], place: str) -> str:
    """Return every value in words, for a reader who does not see the chart."""
    parts = []
    for c in cells:
        value = "" if c["value"] is None else f" {number(float(str(c['value'])))}"
        parts.append(f"{c['year']} {c['measure']}:{value} {c['status']}")
    return f"Bar chart, {place}, lifted out of poverty. " + "; ".join(parts) + "."
