"""Exits whose places differ from year to year: such bars are no trend, and are kept apart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

from metrics.charts.cell import Cell
from metrics.statuses import PLANNED

PART = re.compile("[0-9]+ of [0-9]+ places")  # some, and nobody knows which
WHOLE = re.compile("[0-9]+ (counties|places|villages)")
NAMED = 3  # places that are named
APART = "Not the same places in all years: bars on both sides of a dotted line are no trend."


def differ(cells: Sequence[Cell]) -> bool:
    """Say whether the numbers stated are of more than one place, or of some of several."""
    places = {cell["place"] for cell in cells if cell.value is not None}
    return len(places) > 1 or any(PART.fullmatch(place) for place in places)


def beside(cell: Cell, cells: Sequence[Cell]) -> str:
    """Return the status for which the same measure and year is stated, "" where it is for none."""
    same = (c for c in cells if (c["year"], c["measure"]) == (cell["year"], cell["measure"]))
    return next((other["status"] for other in same if other.value is not None), "")


def places(cells: Sequence[Cell]) -> str:
    """Return the places of the numbers stated, in words; those of all where none is stated.

    Where they differ from year to year the words say so, and a note says which year is of which.
    """
    stated = [cell for cell in cells if cell.value is not None] or cells
    found = list(dict.fromkeys(cell["place"] for cell in stated))
    if len(found) == 1:
        return found[0]
    whole = [place for place in found if WHOLE.fullmatch(place)]
    named = list(dict.fromkeys(name for place in found for name in place.split(" and ")))
    if whole:
        return f"{whole[0]}, not all of them in every year"
    if len(named) > NAMED or any(PART.fullmatch(place) for place in found):
        return "not the same places in every year"
    return f"{', '.join(named[:-1])} and {named[-1]}, not all of them in every year"


def breaks(cells: Sequence[Cell], years: Sequence[str]) -> list[int]:
    """Return before which of the years the bars of a measure are of other places."""
    found = {year: _by_status(cells, year) for year in years}
    drawn = [year for year in years if found[year]]
    return [years.index(b) for a, b in pairwise(drawn) if _apart(found[a], found[b])]


def _by_status(cells: Sequence[Cell], year: str) -> dict[str, str]:
    stated = [cell for cell in cells if cell.value is not None and cell["year"] == year]
    return {cell["status"]: cell["place"] for cell in stated}


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


def notes(cells: Sequence[Cell]) -> tuple[str, ...]:
    """Return which places each number is of, where they are not the same in all years."""
    if not differ(cells):
        return ()
    of_each = {
        measure: _listed([c for c in cells if c["measure"] == measure and c.value is not None])
        for measure in dict.fromkeys(cell["measure"] for cell in cells)
    }
    said = [f"{measure.capitalize()}: {text}." for measure, text in of_each.items() if text]
    return (" ".join([APART, *said]),)


def _listed(cells: Sequence[Cell]) -> str:
    ordered = sorted(cells, key=lambda cell: (cell["status"], cell["place"], cell["year"]))
    parts = []
    for (status, place), group in groupby(ordered, lambda cell: (cell["status"], cell["place"])):
        years = ", ".join(cell["year"] for cell in group)
        parts.append(f"{years}{' planned' * (status == PLANNED.name)} of {place}")
    return "; ".join(parts)
