"""What a metric and a topic are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from metrics.model.derived import Derived, Operator
from metrics.model.rows import Record, rows_of
from metrics.model.topic import PROVENANCE as ADDRESS_COLUMNS
from metrics.selection import FILTERS, Selection
from metrics.store.open import Store

__all__ = ["ADDRESS_COLUMNS", "DerivedMetric", "Metric", "Topic", "derived_from"]


@dataclass(frozen=True)
class Metric:
    """Bound SQL, the sentence that says the same, its grain, and its columns with their labels.

    `key` names the columns of the grain: no two rows have the same values there. `split` names for
    a filter the column by whose values it leaves rows out, where it does no more than that.
    """

    name: str
    says: str
    grain: str
    sql: str
    columns: Mapping[str, str]
    key: tuple[str, ...]
    split: Mapping[str, str] = field(default_factory=dict, kw_only=True)

    def rows(self, store: Store, selection: Selection) -> pd.DataFrame:
        """Return the metric's rows: the columns named in `columns`, then the typed ones.

        The typed columns are read by charts and derived numbers and stand in no file.
        """
        found = store.frame(self.sql, selection.values())
        return found[[*self.columns, *(name for name in found if name not in self.columns)]]

    def records(self, store: Store, selection: Selection) -> Sequence[Record]:
        """Return the metric's rows as plain values by column: None where nothing stands.

        Rows are asked for once for all choices of the filters that only leave rows out.
        """
        values = selection.values()
        chosen = {
            self.split[name]: set(map(str, values[name])) for name in self.split if values[name]
        }
        found = store.cached_records(self.sql, {**values, **dict.fromkeys(self.split, ())})
        return [row for row in found if all(str(row[c]) in ones for c, ones in chosen.items())]

    def is_longer(self, store: Store, selection: Selection, most: int) -> bool:
        """Say whether there are more than so many rows, without holding them."""
        if not self.sql:
            return False
        counted = f"select count(*) as n from (select 1 from ({self.sql}) limit {most + 1})"
        return int(str(store.records(counted, selection.values())[0]["n"])) > most


DERIVED_COLUMNS = {
    "what": "What",
    "status": "Status",
    "value": "Value",
    "unit": "Unit",
    "rounding": "Rounding",
    "formula": "Formula",
    "arithmetic": "Arithmetic",
}
DERIVED_KEY = ("what",)


@dataclass(frozen=True)
class DerivedMetric(Metric):
    """Numbers worked out of another metric's rows by open formulas; it has no SQL of its own.

    Beside the columns shown its rows have `id`, by which a chart finds a number. They are ordered
    by `what`, or as the operators are listed.
    """

    source: Metric
    operators: tuple[Operator, ...] = ()
    as_listed: bool = False

    def rows(self, store: Store, selection: Selection) -> pd.DataFrame:
        """Return the derived numbers of the source's rows: DERIVED_COLUMNS and `id`, one a row."""
        return self.framed(self.records(store, selection))

    def framed(self, found: Sequence[Record]) -> pd.DataFrame:
        """Return derived numbers as a frame: DERIVED_COLUMNS and `id`, one a row."""
        return pd.DataFrame(found, columns=[*DERIVED_COLUMNS, "id"]).astype({"value": "float64"})

    def records(self, store: Store, selection: Selection) -> Sequence[Record]:
        """Return the derived numbers as plain values by column."""
        return self.worked_out(self.source.records(store, selection))

    def worked_out(self, source: Sequence[Record]) -> Sequence[Record]:
        """Return the derived numbers of rows of the source."""
        rows = rows_of(source)
        found = _named_apart([one for operator in self.operators for one in operator(rows)])
        listed = found if self.as_listed else sorted(found, key=lambda one: one.what)
        return [{**vars(one), "value": float(one.value), "status": "derived"} for one in listed]


def derived_from(
    source: Metric, says: str, *operators: Operator, name: str = "", as_listed: bool = True
) -> DerivedMetric:
    """Return the numbers that operators work out of a metric, called after it unless named."""
    return DerivedMetric(
        name or f"{source.name}_derived",
        says,
        "one row per derived number",
        "",
        DERIVED_COLUMNS,
        DERIVED_KEY,
        source,
        operators,
        as_listed,
    )


def _named_apart(found: list[Derived]) -> list[Derived]:
    """Return derived numbers, those of one name called by what sets them apart: it is their key."""
    named: dict[str, list[list[str]]] = {}
    for one in found:
        named.setdefault(one.what, []).append(one.id.split("/"))
    return [replace(one, what=_apart(one, named[one.what])) for one in found]


def _apart(one: Derived, ids: list[list[str]]) -> str:
    if len(ids) == 1:
        return one.what
    own = one.id.split("/")
    differ = [part for part in own if not all(part in other for other in ids)]
    return f"{one.what}: {', '.join(differ or own[1:])}"


Variant = Callable[[Store, Selection], "Topic"]


@dataclass(frozen=True)
class Topic:
    """One chart's numbers: what it draws, what is worked out from it, what filters do.

    `page` names the page it stands on, "" when that is named like the topic; `by_village` the table
    that lets it follow the village filter where that table gives single villages; `tables` are
    those that its rows are read from; `chart` names its chart, "" when that is named like it;
    `variant` makes the topic for the measure that a selection chooses.
    """

    name: str
    title: str
    about: str
    rows: Metric
    derived: Metric
    uses: tuple[str, ...]
    scope: Callable[[Selection], tuple[str, ...]]
    page: str = ""
    by_village: str = ""
    tables: tuple[str, ...] = ()
    chart: str = ""
    variant: Variant | None = None

    def chosen(self, store: Store, selection: Selection) -> Topic:
        """Return the topic for the measure that a selection chooses: itself, where none can be."""
        return self.variant(store, selection) if self.variant else self

    def records(
        self, store: Store, selection: Selection
    ) -> tuple[Sequence[Record], Sequence[Record]]:
        """Return the rows and the derived numbers, from one query where these are of the rows."""
        rows = self.rows.records(store, selection)
        if isinstance(self.derived, DerivedMetric) and self.derived.source is self.rows:
            return rows, self.derived.worked_out(rows)
        return rows, self.derived.records(store, selection)

    def active_filters(self, store: Store) -> tuple[str, ...]:
        """Return the filters that change the rows; villages, where the dataset gives any of them.

        The tables that give something for single villages are listed when a dataset is built.
        """
        listed = store.cached_records("select name from village_tables") if self.by_village else ()
        if not any(one["name"] == self.by_village for one in listed):
            return self.uses
        return tuple(name for name in FILTERS if name in (*self.uses, "villages"))
