"""Where a number stands, for each measure, period and place of every topic table, worked out once.

Adds to the built tables the table `cells`: one row per measure (`product` for a table without
measures), period and place, with the columns
  nth                     the topic table's place among the tables
  topic, measure, period  its name, what is measured, and the year or words of when
  place_id, status        as in the table, several with commas; "standing" where it has no status
  given, figure           whether a number stands there, read or only printed, and its one figure
  year_figure             the figure that prints the year, of any place
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
    """Add the table named above."""
    selects = [sql for nth, table in enumerate(TOPIC_TABLES) for sql in _selects(table, nth)]
    con.execute(
        "create table cells as select nth, topic, measure, period, place_id, "
        "string_agg(distinct status, ', ' order by status) as status, bool_or(given) as given, "
        "if(count(distinct figure) = 1, any_value(figure), null) as figure, "
        "max(max(year_figure)) over (partition by nth, topic, measure, period) as year_figure "
        f"from ({' union all '.join(selects)}) group by nth, topic, measure, period, place_id"
    )


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
