"""One view of every number of every topic table, for what asks of all of them.

Adds to the built tables the view `cells`: one row per row of a topic table and measure of it
(`product` for a table without measures), with the columns
  nth                     the table's place among the tables
  topic, measure, period  its name, what is measured, and the year or words of when
  place_id, status        as in the table; "standing" where it has no status
  given, figure           whether a number stands there, read or only printed, and its figure
  year_figure             the figure that prints the year
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import duckdb

from metrics.model.schema import Table
from metrics.store.load import literal, quoted
from metrics.store.tables import TOPIC_TABLES

YEAR_FIGURES = ("year_figure", "since_figure")
PERIODS = {"year": "cast(year as varchar)", "as_of": "as_of", "period": "period"}


def add_cells(con: duckdb.DuckDBPyConnection) -> None:
    """Add the view named above."""
    selects = [sql for nth, table in enumerate(TOPIC_TABLES) for sql in _selects(table, nth)]
    con.execute(f"create view cells as {' union all '.join(selects)}")


def _measured(table: Table) -> list[str]:
    return [m.name for m in table.numbers] or ["product"]


def _selects(table: Table, nth: int) -> Iterator[str]:
    """Yield the SQL of each measure of a table."""
    names = {field.name for field in table.fields}
    period = next((sql for name, sql in PERIODS.items() if name in names), "'undated'")
    status = "status" if "status" in names else "'standing'"
    year = next((one for one in YEAR_FIGURES if one in names), "null::varchar")
    for name in _measured(table):
        figure = f"{name}_figure" if f"{name}_figure" in names else "null::varchar"
        yield (
            f"select {nth} as nth, {literal(table.name)} as topic, "
            f"{literal(_words(table, name))} as measure, {period} as period, place_id, "
            f"{status} as status, {quoted(name)} is not null or {figure} is not null as given, "
            f"{figure} as figure, {year} as year_figure from {table.name}"
        )


def _words(table: Table, name: str) -> str:
    """Return what a measure is called; with its table where another has one of the name."""
    times = Counter(name for table in TOPIC_TABLES for name in _measured(table))
    words = name.replace("_", " ").replace("party", "Party")
    return words if times[name] == 1 else f"{words}: {table.name.replace('_', ' ')}"
