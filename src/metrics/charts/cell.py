"""One row of a topic as charts and cards read it: its number, its texts, where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from metrics.charts.border import bold
from metrics.numbers import as_text
from metrics.statuses import NOT_STATED


@dataclass(frozen=True)
class Cell:
    """A row by its columns; `cell["place"]` is the text of a column, "" where it is not stated."""

    row: Mapping[str, object]

    def __getitem__(self, column: str) -> str:
        """Return the text of a column; "" where the row has none."""
        found = self.row.get(column)
        return "" if found is None else str(found)

    @property
    def value(self) -> float | None:
        """The number; None where it is not stated."""
        return float(self["value"]) if self["value"] else None

    @property
    def amount(self) -> float:
        """The number, for marks of cells that state one; 0 where none is."""
        return self.value or 0.0

    @property
    def text(self) -> str:
        """The number as a reader expects it, with the decimals that its rounding names."""
        value = self.value
        return NOT_STATED.name if value is None else as_text(value, self["rounding"])

    @property
    def whole(self) -> bool:
        """Whether every place that the number is of states it."""
        return self.row.get("stated") == self.row.get("places")

    @property
    def figure(self) -> str:
        """The figure that prints the number; "" where none does."""
        return self["figure"]

    def with_unit(self) -> str:
        """Return the number and its unit, where that is printed."""
        return f"{self.text} {self['unit']}".strip() if self["unit"] != "not printed" else self.text

    def hover(self, what: str) -> str:
        """Return what its mark says when pointed at: value, unit, status, figure, place, form."""
        lines = [f"{bold(self.with_unit())} {what}", f"status: {self['status']}"]
        if not self.figure:
            return "\n".join([*lines, self["added"] or "not printed in a document"])
        at = f"figure {self.figure}: paragraph {self['paragraph']}, sentence {self['sentence']}"
        return "\n".join([*lines, at, *([f"printed as “{p}”"] if (p := self["printed"]) else [])])


def cells(rows: pd.DataFrame) -> list[Cell]:
    """Return the rows of a topic, or its derived numbers, as cells."""
    return [Cell(row) for row in records(rows)]


def records(rows: pd.DataFrame) -> list[dict[str, object]]:
    """Return the rows as dicts with None where a value is not stated."""
    return [
        {str(k): (None if pd.isna(v) else v) for k, v in row.items()}
        for row in rows.to_dict("records")
    ]


def by(found: list[Cell], column: str) -> dict[str, Cell]:
    """Return cells by the text of a column that names each once."""
    return {cell[column]: cell for cell in found}
