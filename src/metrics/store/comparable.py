"""List what the places of a dataset can be compared by, once, beside the roll-ups.

Adds to the built tables:
  comparable  one row per measure, series and kind of place that states it: `nth`, its number in
              `metrics.model.comparable.comparables`, null for an indicator; `series`, the values of
              the table's series columns, or the label of the indicator's series; `kind`; `status`,
              the first status that is stated, null where the table has none; `places`, how many
              state it
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import duckdb

from metrics.model.comparable import Comparable, comparables
from metrics.model.indicators import OBSERVATIONS
from metrics.model.schema import Table
from metrics.records import TOPICS
from metrics.store.load import quoted
from metrics.store.place_tree import LEVEL
from metrics.store.sql import same

_INDICATORS = """
insert into comparable
select null, [s.series], p.kind, any_value(s.status), count(distinct u.place_id)
from observations_up u join periods t using (period)
join series s on s.indicator_id = u.indicator_id and s."group" is not distinct from u."group"
     and s.every = t.kind and s.status = coalesce(u.status, 'standing')
join places p using (place_id)
where u.value is not null and p.named_in is distinct from 'outside' group by s.series, p.kind"""
# Of observations kept as numbers: the innermost places by number, the others as above.
_LARGE_INDICATORS = f"""
insert into comparable
with named as (
    select k.key, s.series, s.status, dense_rank() over (order by s.series) as nth
    from observations_keys k join periods t using (period)
    join series s on s.indicator_id = k.indicator_id and s."group" is not distinct from k."group"
         and s.every = t.kind and s.status = coalesce(k.status, 'standing')),
stated as (
    select n.nth, p.level from observations_rows r join named n using (key)
    join place_numbers p on p.number = r.place and p.leaf and p.counts
    where r.value is not null group by n.nth, p.level, r.place
    union all
    select n.nth, p.level from observations_up u
    join place_numbers p on p.place_id = u.place_id and not p.leaf and p.counts
    join observations_keys k on {same(OBSERVATIONS.descriptive, "k", "u")}
    join named n on n.key = k.key
    where u.value is not null group by n.nth, p.level, u.place_id),
kinds as (select kind, {LEVEL} as level from (select distinct kind from places) p)
select null, [n.series], k.kind, n.status, count(*)
from stated s join kinds k using (level)
join (select distinct nth, series, status from named) n using (nth)
group by n.series, k.kind, n.status"""
COLUMNS = "nth integer, series varchar[], kind varchar, status varchar, places bigint"


def add_comparable(
    con: duckdb.DuckDBPyConnection, given: Sequence[Table], large: Collection[str] = ()
) -> None:
    """Add the table named above, of the tables `given`, when the roll-ups are there.

    Those that are `large` are numbers.
    """
    con.execute(f"create table comparable ({COLUMNS})")
    selects = [
        _listed_large(nth, one) if one.table.name in large else _listed(nth, one)
        for nth, one in enumerate(comparables(TOPICS))
        if one.table in given
    ]
    if selects:
        con.execute(f"insert into comparable {' union all '.join(selects)}")
    if OBSERVATIONS in given:
        con.execute(_LARGE_INDICATORS if OBSERVATIONS.name in large else _INDICATORS)


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


def _listed_large(nth: int, of: Comparable) -> str:
    """Return the query of one comparable of a large table, over numbers of places and series.

    Its rows stand in the order of places: the first row of each place and series is counted.
    """
    name, names = of.table.name, of.table.series
    series = ", ".join(f"coalesce(k.{quoted(one)}, '')" for one in names)
    status = "min(status)" if "status" in of.table.descriptive else "null"
    top, bottom = value_sql(of)
    given = f"u.{of.top.name} is not null"
    given += f" and u.{of.bottom.name} > 0" if of.bottom else ""
    stated = f"{top} is not null" + (f" and {bottom} > 0" if of.bottom else "")
    upper = f"(select u.* from {name}_up u join place_numbers p using (place_id) where not p.leaf)"
    keyed = f"""
        select *, dense_rank() over (order by series) as nth from (
            select key, [{series}]::varchar[] as series,
                   {"status" if "status" in of.table.descriptive else "null"} as status
            from {name}_keys k)"""
    return f"""
    select nth, series, kind, min(status), sum(places)::bigint from (
    select {nth} as nth, series, kind, {status} as status, count(*) as places from (
        select any_value(k.series) as series, p.level, min(k.status) as status
        from {name}_rows u join ({keyed}) k using (key)
        join place_numbers p on p.number = u.place and p.leaf and p.counts
        where {given} group by u.place, k.nth, p.level)
    join (select kind, {LEVEL} as level from (select distinct kind from places) p) using (level)
    group by series, kind
    union all
    select {nth}, [{series.replace("k.", "u.")}]::varchar[], p.kind,
           {"min(u.status)" if "status" in of.table.descriptive else "null"},
           count(distinct u.place_id)
    from {upper} u join places p using (place_id)
    where p.named_in is distinct from 'outside' and {stated} group by 1, 2, 3)
    group by 1, 2, 3"""


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
