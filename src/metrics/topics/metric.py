"""What a metric and a topic are made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from metrics.selection import Selection
from metrics.store.open import Store
from metrics.store.tables import TOPIC_TABLES


@dataclass(frozen=True)
class Metric:
    """Bound SQL, the sentence that says the same, its grain, and its columns with their labels.

    `key` names the columns of the grain: no two rows have the same values there.
    """

    name: str
    says: str
    grain: str
    sql: str
    columns: Mapping[str, str]
    key: tuple[str, ...]

    def rows(self, store: Store, selection: Selection) -> pd.DataFrame:
        """Return the metric's rows, with exactly the columns named in `columns`."""
        return store.frame(self.sql, selection.values())[list(self.columns)]


@dataclass(frozen=True)
class Topic:
    """One chart's numbers: what it draws, what is worked out from it, what filters do.

    `page` names the page it stands on, "" when that is named like the topic; `by_village` the table
    that lets it follow the village filter where that table gives single villages.
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

    def follows(self, store: Store) -> tuple[str, ...]:
        """Return the filters that change the rows; villages, where the dataset gives any of them.

        The tables that give something for single villages are listed when a dataset is built.
        """
        sql = "select count(*) as n from village_tables where name = $table"
        if not self.by_village or not store.frame(sql, {"table": self.by_village})["n"].iloc[0]:
            return self.uses
        return tuple(f for f in ("years", "villages", "status") if f in (*self.uses, "villages"))

    @property
    def tables(self) -> tuple[str, ...]:
        """The topic tables that its rows are read from."""
        named = re.findall(r"(?:from|join) (\w+?)(?:_up)?\b", self.rows.sql)
        return tuple(table.name for table in TOPIC_TABLES if table.name in named)


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

ADDRESS_COLUMNS = {
    "figure": "Figure",
    "printed": "Printed as",
    "paragraph": "Paragraph",
    "sentence": "Sentence",
    "certainty": "Certainty",
    "repair": "Repair",
}
