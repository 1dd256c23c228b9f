"""Exits whose places differ from year to year: such bars are no trend, and are kept apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from metrics.model.rows import Rows
from metrics.records.poverty_exits import PART


def breaks(rows: Rows, years: Sequence[str]) -> list[int]:
    """Return before which of the years the bars of a measure are of other places."""
    found = {year: _by_status(rows, year) for year in years}
    drawn = [year for year in years if found[year]]
    return [years.index(b) for a, b in pairwise(drawn) if _apart(found[a], found[b])]


def _by_status(rows: Rows, year: str) -> dict[str, str]:
    stated = [row for row in rows if row.value is not None and row["year"] == year]
    return {row["status"]: row["place"] for row in stated}


def _apart(before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    both = [(before[status], after[status]) for status in before if status in after]
    if any(one != other or PART.fullmatch(one) for one, other in both):
        return True
    return not both and not set(before.values()) & set(after.values())


def lines(found: Sequence[int], x: str, y: str) -> list[dict[str, Any]]:
    """Return the dotted lines of a panel, before each of the years named by their number."""
    look = {"type": "line", "line": {"dash": "dot", "width": 1, "color": "#8A949E"}}
    at = {"xref": x, "yref": f"{y} domain", "y0": 0, "y1": 1}
    return [{**look, **at, "x0": number - 0.5, "x1": number - 0.5} for number in found]
