"""Find places that lie in themselves, or deeper than any place does."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from metrics.errors import Problem

DEEPEST = 20  # places that one place may lie in
NAMED = 5  # places of a cycle that a message names
Parents = Mapping[str, str]


def parent_faults(con: duckdb.DuckDBPyConnection, file: str) -> list[Problem]:
    """Return a fault for each place of a cycle of parents, and for each that lies too deep.

    A place that names itself has a rule of its own, and counts as topmost here.
    """
    sql = "select place_id, parent_id, _row from places where parent_id <> place_id order by _row"
    rows = con.execute(sql).fetchall()
    parents = {place: parent for place, parent, _ in rows}
    cycles, depths = _cycles_and_depths(parents)
    return [
        _fault(file, row, parent, cycles.get(place))
        for place, parent, row in rows
        if place in cycles or depths.get(place, 0) > DEEPEST
    ]


def _fault(file: str, row: int, parent: str, cycle: tuple[str, ...] | None) -> Problem:
    if cycle is None:
        rule, do = f"the place lies in more than {DEEPEST} others", "Name fewer levels of places."
    else:
        rest = [f"{len(cycle) - NAMED} more"] if len(cycle) > NAMED else []
        rule = f"these places lie in each other: {', '.join([*cycle[:NAMED], *rest])}"
        do = "Leave the parent of the topmost one empty."
    return Problem(file, row, "parent_id", parent, rule, do)


def _cycles_and_depths(parents: Parents) -> tuple[dict[str, tuple[str, ...]], dict[str, int]]:
    """Return the cycle that each place of one is in, and how many places all others lie in.

    A place below a cycle has no depth: its fault is that of the cycle.
    """
    cycles: dict[str, tuple[str, ...]] = {}
    depths: dict[str, int] = {}
    seen: set[str] = set()
    for start in parents:
        way = _way_up(start, parents, seen)
        top = parents.get(way[-1]) if way else None
        if top in way:
            cycle = tuple(sorted(way[way.index(top) :]))
            cycles |= dict.fromkeys(cycle, cycle)
        for place in reversed(way):
            parent = parents[place]
            if place not in cycles and (parent in depths or parent not in parents):
                depths[place] = depths.get(parent, 0) + 1
    return cycles, depths


def _way_up(start: str, parents: Parents, seen: set[str]) -> list[str]:
    """Return a place and those above it, as far as none was met before; they count as met."""
    way: list[str] = []
    at: str | None = start
    while at is not None and at in parents and at not in seen:
        seen.add(at)
        way.append(at)
        at = parents[at]
    return way
