"""Sums worked out naively, in plain Python over the place tree: what the product's must equal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from strategies import Dataset, Row

from metrics.store.tables import TOPIC_TABLES

NEVER_ADDED = ("percent", "techniques per household", "元/户", "yuan per village per year")
ADDED = {measure.name for table in TOPIC_TABLES for measure in table.combined}
UNITS = {"income_target": "yuan per village per year"}


class Referee:
    """The place tree of a dataset and its tables, numbers as numbers."""

    def __init__(self, dataset: Dataset) -> None:
        self.parents = {row["place_id"]: row["parent_id"] for row in dataset.rows("places")}
        self.kinds = {row["place_id"]: row["kind"] for row in dataset.rows("places")}
        self.figures = {row["figure_id"]: row["value"] for row in dataset.rows("figures")}
        self.dataset = dataset

    def above(self, place: str) -> list[str]:
        """Return a place and all that it lies in, nearest first."""
        found = []
        while place:
            found.append(place)
            place = self.parents[place]
        return found

    def number(self, row: Row, name: str) -> float | None:
        """Return a number of a row, also where only its figure gives it; None where none does."""
        text = row.get(name) or self.figures.get(row.get(f"{name}_figure", ""), "")
        return float(text) if text else None

    def states(self, row: Row) -> bool:
        """Say whether a row states a number that is added up, or a figure of several readings."""
        return any(row.get(name) or row.get(f"{name}_figure") for name in ADDED)

    def gives_villages(self, table: str) -> bool:
        """Say whether a table has a row of a village or hamlet."""
        kinds = {self.kinds[row["place_id"]] for row in self.dataset.rows(table)}
        return bool(kinds & {"administrative village", "hamlet"})

    def counted(self, rows: Iterable[Row], chosen: Sequence[str] = ()) -> list[Row]:
        """Return those of rows of one key that make the sum of the places chosen (all: ()).

        A row is left out where a place above its own, within what was chosen, gives one too. One
        that states nothing is as if it were not there where a row of a place inside its own does.
        """
        giving = {row["place_id"]: row for row in rows}
        stating = {place for place, row in giving.items() if self.states(row)}
        for place in {above for one in stating for above in self.above(one)[1:]} - stating:
            giving.pop(place, None)
        return [row for place, row in giving.items() if self._counts(place, set(giving), chosen)]

    def _counts(self, place: str, giving: set[str], chosen: Sequence[str]) -> bool:
        above = self.above(place)
        if not chosen:
            return not giving & set(above[1:])
        tops = [one for one in above if one in chosen]
        return bool(tops) and not giving & set(above[1 : above.index(tops[-1]) + 1])

    def total(self, rows: Iterable[Row], name: str, chosen: Sequence[str] = ()) -> float | None:
        """Return the sum of a number over the rows counted; None where none gives it.

        Numbers in a unit that never adds up make the one that all of them are, else none.
        """
        counted = self.counted(rows, chosen)
        stated = [value for row in counted if (value := self.number(row, name)) is not None]
        if not stated:
            return None
        if any(_unit(row, name) in NEVER_ADDED for row in counted):
            return stated[0] if len(set(stated)) == 1 else None
        return sum(stated)


def _unit(row: Row, name: str) -> str:
    return UNITS.get(name) or row.get(f"{name}_unit") or row.get("unit", "")
