"""Faults by their cause: thousands of cells with one cause are one line, with the first places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from metrics.errors import Problem

PLACES = 5


@dataclass(frozen=True)
class Group:
    """One cause: its first fault, how many cells have it, and the first of their rows."""

    first: Problem
    count: int
    rows: tuple[int, ...]

    @property
    def where(self) -> str:
        """Say in which rows, as far as they are listed."""
        listed = ", ".join(str(row) for row in self.rows)
        more = self.count - len(self.rows)
        return f"{listed} and {more:,} more" if more > 0 and self.rows else listed


def grouped(problems: Iterable[Problem]) -> list[Group]:
    """Return the causes in the order in which they first appear."""
    found: dict[tuple[str, str, str], list[Problem]] = {}
    for one in problems:
        found.setdefault((one.file, one.column, one.rule), []).append(one)
    return [
        Group(same[0], len(same), tuple(p.row for p in same[:PLACES] if p.row is not None))
        for same in found.values()
    ]
