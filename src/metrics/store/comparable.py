"""List what the places of a dataset can be compared by, once, beside the roll-ups.

Adds to the built tables:
  comparable  one row per measure, series and kind of place that states it: `nth`, its number in
              `metrics.model.comparable.comparables`; `series`, the values of the table's series
              columns; `kind`; `status`, the first status that is stated, null where the table has
              none; `places`, how many state it
"""

from __future__ import annotations

import duckdb

from metrics.model.comparable import Comparable, comparables
from metrics.records import TOPICS
from metrics.store.load import quoted

COLUMNS = "nth integer, series varchar[], kind varchar, status varchar, places bigint"


def add_comparable(con: duckdb.DuckDBPyConnection) -> None:
    """Add the table named above, when the roll-ups are there."""
    con.execute(f"create table comparable ({COLUMNS})")
    selects = [_listed(nth, one) for nth, one in enumerate(comparables(TOPICS))]
    con.execute(f"insert into comparable {' union all '.join(selects)}")


def _listed(nth: int, of: Comparable) -> str:
    """Return the query of the rows of one comparable."""
    series = ", ".join(f"coalesce(u.{quoted(name)}, '')" for name in of.table.series)
    status = "min(u.status)" if "status" in of.table.descriptive else "null"
    top, bottom = value_sql(of)
    stated = f"{top} is not null" + (f" and {bottom} > 0" if of.bottom else "")
    return (
        f"select {nth}, [{series}]::varchar[], p.kind, {status}, "
        f"count(distinct u.place_id) from {of.table.name}_up u join places p using (place_id) "
        f"where p.named_in is distinct from 'outside' and {stated} group by 1, 2, 3"
    )


def value_sql(of: Comparable) -> tuple[str, str]:
    """Return the SQL of a comparable's top and bottom over a roll-up `u`.

    Of a ratio both are of the places that state both; the bottom of a measure is null.
    """
    if of.bottom is None:
        return f"u.{of.top.name}", "null"
    paired = (
        f"if(u.{name}_paired_places is null, u.{name}, u.{name}_paired)"
        for name in (of.top.name, of.bottom.name)
    )
    top, bottom = paired
    return top, bottom
