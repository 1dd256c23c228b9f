"""Rows of a topic with typed fields: what topics work with, charts draw and cards show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from metrics.emphasis import bold
from metrics.numbers import as_text, unit_of
from metrics.statuses import NOT_COMBINED, NOT_STATED

NUMBERS = ("value", "paired")
COUNTS = ("places", "stated", "paired_places")
TEXTS = ("unit", "column", "measure", "status", "own_status", "place", "figure")


@dataclass(frozen=True)
class Row:
    """One value of a topic: what it is of, how much of it is stated, and where it is printed.

    `column` is the table's column that it is read from and `measure` its label; `value` None means
    not stated; `own_status` is the status beside `ambiguous` and `not stated`. Of `places` places
    `stated` state it; `paired` is the sum over the `paired_places` that also state the measure it
    is compared with, both None where it is compared as it stands. `figure` names what prints it,
    "" where nothing does. `words` holds the other columns.
    """

    value: float | None
    unit: str = ""
    column: str = ""
    measure: str = ""
    status: str = ""
    own_status: str = ""
    place: str = ""
    places: int = 1
    stated: int = 1
    paired: float | None = None
    paired_places: int | None = None
    figure: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _texts(self) -> dict[str, str]:
        value = "" if self.value is None else as_text(self.value)
        own = {name: getattr(self, name) for name in TEXTS}
        return {**self.words, **own, "value": value}

    def __getitem__(self, column: str) -> str:
        """Return the text of a column; "" where the row has none."""
        return self._texts.get(column, "")

    @property
    def amount(self) -> float:
        """The value, for marks of rows that state one; 0 where none is."""
        return self.value or 0.0

    @property
    def text(self) -> str:
        """The value as a reader expects it, with the decimals that its rounding names."""
        if self.value is not None:
            return as_text(self.value, self["rounding"])
        return NOT_COMBINED.name if self.status == NOT_COMBINED.name else NOT_STATED.name

    @property
    def whole(self) -> bool:
        """Whether every place that the value is of states it."""
        return self.stated == self.places

    @property
    def compared(self) -> float | None:
        """The value over the places that also state the measure it is compared with."""
        return self.value if self.paired_places is None else self.paired

    def filled(self, template: str, **more: str) -> str:
        """Return a template filled in with the row's columns by name, and with those given."""
        return template.format_map(_Words({**self._texts, **more}))

    def named(self, template: str) -> str:
        """Return the figure that prints the value, else what a template calls it."""
        return self.figure or self.filled(template)

    def with_unit(self) -> str:
        """Return the value and its unit, where that is printed."""
        unit = unit_of(self.text, self.unit) if self.unit != "not printed" else ""
        return f"{self.text} {unit}".strip()

    def hover(self, what: str) -> str:
        """Return what its mark says when pointed at: value, unit, status, figure, printed form."""
        lines = [f"{bold(self.with_unit())} {what}", f"status: {self.status}"]
        if not self.figure:
            return "\n".join([*lines, self["added"] or "not printed in a document"])
        at = f"figure {self.figure}: paragraph {self['paragraph']}, sentence {self['sentence']}"
        return "\n".join([*lines, at, *([f"printed as “{p}”"] if (p := self["printed"]) else [])])


class _Words(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


Record = Mapping[str, object]
Table = pd.DataFrame | Sequence[Record]


def records(frame: Table) -> Sequence[Record]:
    """Return the rows of a frame as dicts with None where a value is not stated.

    Rows that are such dicts are given back as they are.
    """
    if not isinstance(frame, pd.DataFrame):
        return frame
    names = [str(name) for name in frame.columns]
    cells = [
        [None if absent else value for value, absent in zip(column.tolist(), gaps, strict=True)]
        for (_, column), gaps in zip(frame.items(), frame.isna().to_numpy().T, strict=True)
    ]
    return [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]


def rows_of(frame: Table) -> list[Row]:
    """Return the rows of a topic's metric, or its derived numbers, with typed fields.

    Columns that Row has a field for are typed (value in `unit`, null: not stated), all others are
    words; a column that the frame lacks has the field's default.
    """
    return [row_of(record) for record in records(frame)]


def by(rows: Iterable[Row], column: str) -> dict[str, Row]:
    """Return rows by the text of a column that names each once."""
    return {row[column]: row for row in rows}


def row_of(record: Mapping[str, Any]) -> Row:
    """Return a record as a row: its columns by name, None where nothing stands."""
    own: dict[str, Any] = {name: record.get(name) for name in (*NUMBERS, *COUNTS, *TEXTS)}
    typed: dict[str, Any] = {
        **{n: None if own[n] is None else float(own[n]) for n in NUMBERS},
        **{n: int(own[n]) for n in COUNTS if own[n] is not None},
        **{n: str(own[n]) for n in TEXTS if own[n] is not None},
    }
    words = {n: str(v) for n, v in record.items() if n not in own and v is not None}
    return Row(**typed, words=words)


Rows = Sequence[Row]
