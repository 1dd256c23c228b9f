"""Which rows and sums of a large table change where some of its files do, and their taking out.

A build that takes over tables built before (`metrics.store.taken_over`) adds, while it is at work:
  <table>_keys_before  <table>_keys as it was
  <table>_changed      place and key of each row that is taken out or read
  touched              place and key of each sum that may not be what it was: of the places above
                       those rows, also of what they weigh, and every sum of a key for which other
                       kinds of place give rows than before
"""

from __future__ import annotations

import duckdb

from metrics.model.schema import Table
from metrics.store.observations import OBSERVATIONS
from metrics.store.parquet import ParquetTable
from metrics.store.sql import same

# A place in which no other lies has no sum: its rows go to the place above it.
_TOUCHED = """
create temp table touched as
with recursive rows as ({rows}),
above as (
    select distinct if(p.leaf, p.parent, r.place) as place, r.key
    from rows r join place_numbers p on p.number = r.place
    union
    select p.parent, a.key from above a join place_numbers p on p.number = a.place
    where a.place <> 0)
from above
union
select p.number, k.key from place_numbers p, {name}_keys k left join {before} b using (key)
where not p.leaf and k.levels is distinct from b.levels"""
_LEVELS = """
select r.key, bit_or(p.level) as levels
from {name}_rows r join place_numbers p on p.number = r.place group by r.key"""
OF_LEAVES = """
join place_numbers q on q.number = r.place and q.leaf
semi join touched t on t.place = q.parent and t.key = r.key"""
OF_SUMS = "semi join touched t on t.place = s.place and t.key = s.key"
OF_OTHERS = "semi join touched t on t.place = r.place and t.key = r.key"


def before(table: Table) -> str:
    """Return the table of keys as it was."""
    return f"{table.name}_keys_before"


def changed(table: Table) -> str:
    """Return the table of the rows that are taken out or read."""
    return f"{table.name}_changed"


def take_out_rows(con: duckdb.DuckDBPyConnection, found: ParquetTable, added: str) -> None:
    """Take the rows of files that changed out of <table>_rows; note these and those `added`."""
    rows, gone = f"{found.table.name}_rows", gone_files(found)
    con.execute(
        f"create temp table {changed(found.table)} as select place, key from {rows} where {gone} "
        f"union all select place, key from {added}"
    )
    con.execute(f"delete from {rows} where {gone}")


def gone_files(found: ParquetTable) -> str:
    """Return the SQL of the condition on the number of a file that it is not taken over."""
    return f"part not in ({', '.join(map(str, found.taken.values()))})"


def levels_of_rows(table: Table) -> str:
    """Return the query of the kinds of place that give rows of each key, as bits."""
    return _LEVELS.format(name=table.name)


def add_touched(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Add `touched`, when the rows are there, and in the keys the kinds of place that give them."""
    rows = f"select place, key from {changed(table)}"
    if table is OBSERVATIONS:
        for keys in (f"{table.name}_keys", before(table)):
            for weight in ("weight_key", "other_weight_key"):
                rows += f" union select c.place, k.key from {changed(table)} c join {keys} k "
                rows += f"on k.{weight} = c.key"
    con.execute(_TOUCHED.format(rows=rows, name=table.name, before=before(table)))


def sums_below(table: Table, names: str) -> str:
    """Return the query of the sums that are as they were, of places right below touched ones."""
    return f"""
select s.place, s.key, {names} from {table.name}_sums s
join place_numbers p on p.number = s.place
semi join touched t on t.place = p.parent and t.key = s.key
anti join touched o on o.place = s.place and o.key = s.key"""


def take_out_sums(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Take the sums that may have changed out of <table>_sums and <table>_up."""
    name = table.name
    con.execute(
        f"delete from {name}_sums where rowid in (select s.rowid from {name}_sums s {OF_SUMS})"
    )
    con.execute(
        f"delete from {name}_up where rowid in (select u.rowid from {name}_up u "
        f"join {before(table)} k on {same(table.descriptive, 'k', 'u')} "
        "join place_numbers n on n.place_id = u.place_id "
        f"semi join (from touched union all from {changed(table)}) t "
        "on t.place = n.number and t.key = k.key)"
    )


def forget(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Remove the tables named above that are still there."""
    for name in (changed(table), before(table)):
        con.execute(f"drop table {name}")
