"""A row of a topic with typed fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from metrics.numbers import as_text
from metrics.statuses import NOT_STATED


@dataclass(frozen=True)
class Row:
    """One value of a topic: what it is of, how much of it is stated, and where it is printed.

    `column` is the table's column that it is read from and `measure` its label; `value` None means
    not stated; `own_status` is the status beside `ambiguous` and `not stated`. Of `places` places
    `stated` state it; `paired` is the sum over the `paired_places` that also state the measure it
    is compared with, both None where it is compared as it stands. `words` holds the other columns.
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
    figure: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """The value as a reader expects it, or that it is not stated."""
        return NOT_STATED.name if self.value is None else as_text(self.value)

    @property
    def whole(self) -> bool:
        """Whether every place that the value is of states it."""
        return self.stated == self.places

    @property
    def compared(self) -> float | None:
        """The value over the places that also state the measure it is compared with."""
        return self.value if self.paired_places is None else self.paired

    def text(self, template: str, **more: str) -> str:
        """Return a template filled in with the row's columns by name, and with those given."""
        own = {
            "measure": self.measure,
            "unit": self.unit,
            "place": self.place,
            "own_status": self.own_status,
            "figure": self.figure or "",
            "value": "" if self.value is None else as_text(self.value),
        }
        return template.format_map(_Words({**self.words, **own, **more}))

    def named(self, template: str) -> str:
        """Return the figure that prints the value, else what a template calls it."""
        return self.figure or self.text(template)

    def get(self, name: str) -> str:
        """Return a column of words by name; "" where the row has none."""
        return self.text(f"{{{name}}}") if name else ""


class _Words(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


NUMBERS = ("value", "paired")
COUNTS = ("places", "stated", "paired_places")


def rows_of(records: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Return the rows of a topic's metric, given as records with None where nothing stands."""
    return [_row(record) for record in records]


def _row(record: Mapping[str, Any]) -> Row:
    own: dict[str, Any] = {
        name: record.get(name) for name in Row.__dataclass_fields__ if name != "words"
    }
    typed: dict[str, Any] = {
        **{n: str(v) for n, v in own.items() if v is not None and n not in (*NUMBERS, *COUNTS)},
        **{n: None if own[n] is None else float(own[n]) for n in NUMBERS},
        **{n: int(own[n]) for n in COUNTS if own[n] is not None},
    }
    words = {n: str(v) for n, v in record.items() if n not in typed and v is not None}
    return Row(**typed, words=words)
