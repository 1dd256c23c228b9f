"""Where numbers stand, for each period and place of every topic table, worked out once.

Adds to the built tables:
  cells  one row per topic table, period and place that its rows give:
    topic, period    the table's name, and the year or words of when
    place_id, status as in the table, several with commas; "standing" where it has no status
    given, figures   of each measure whether a number stands there, read or only printed, and its
                     one figure; null for all of a table that names no figures
    year_figure      the figure that prints the year
  asked  one row per topic table, measure (`product` for a table without measures) and period:
    nth, topic       the table's place among the tables, and its name
    measure, item    what is measured, and which item of the lists of `cells` it is
    period, year_figure  when, and the figure that prints the year, of any place
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import duckdb

from metrics.model.indicators import OBSERVATIONS
from metrics.model.schema import Table
from metrics.store.encoded import chunks
from metrics.store.faults import columns
from metrics.store.load import literal, quoted
from metrics.store.parquet import ParquetTable
from metrics.store.tables import TOPIC_TABLES
from metrics.store.touched import before, changed, forget

YEAR_FIGURES = ("year_figure", "since_figure")
COLUMNS = (
    "topic varchar, period varchar, place_id varchar, status varchar, given boolean[], "
    "figures varchar[], year_figure varchar"
)
_ASKED = """
create table asked as
select m.nth, topic, m.measure, m.item, p.period, p.year_figure
from (select topic, period, max(year_figure) as year_figure from cells group by all) p
join (values {measures}) m(nth, topic, measure, item) using (topic)"""
PERIODS = ("year", "as_of", "period")


def add_cells(
    con: duckdb.DuckDBPyConnection,
    given: Sequence[Table],
    large: Mapping[str, ParquetTable] | None = None,
) -> None:
    """Add the tables named above, of the tables `given`; `large` are those kept as numbers.

    Where rows of these are taken over `cells` is there, with the rows of their tables.
    """
    found = large or {}
    tables = [table for table in TOPIC_TABLES if table in given and table.name not in found]
    taken = any(one.taken for one in found.values())
    if tables:
        add = "insert into cells" if taken else "create table cells as"
        cells = " union all ".join(_cells(con, table) for table in tables)
        con.execute(f"{add} {cells} order by place_id, period")  # in order, places take least room
    elif not taken:
        con.execute(f"create table cells ({COLUMNS})")
    for one in found.values():
        _add_of_large(con, one)
    con.execute(_ASKED.format(measures=", ".join(_measures())))


def _add_of_large(con: duckdb.DuckDBPyConnection, found: ParquetTable) -> None:
    """Add the cells of a large table some places at a time, over the numbers of what they are."""
    table = found.table
    period, status = _period_and_status(table)
    only = _take_out(con, table, period) if found.taken else ""
    con.execute(
        f"create temp table cell_keys as select key, {period} as period, coalesce({status}, '') "
        f"as status, dense_rank() over (order by {period}) as cell, "
        f"1 << (dense_rank() over (order by {status} nulls first) - 1) as mask "
        f"from {table.name}_keys"
    )
    stated = ", ".join(f"bool_or({quoted(name)} is not null)" for name in _measured(table))
    for where in chunks(con, found.rows):
        con.execute(f"""
insert into cells
with found as materialized (
    select r.place, k.cell, bit_or(k.mask) as masks, [{stated}] as given
    from {table.name}_rows r join cell_keys k using (key) {only}
    where {where} group by r.place, k.cell),
named as (
    select m.masks, string_agg(distinct k.status, ', ' order by k.status) as status
    from (select distinct masks from found) m join cell_keys k on m.masks & k.mask <> 0
         and k.status <> '' group by m.masks)
select {literal(table.name)}, p.period, n.place_id, s.status, f.given, null, null
from found f join (select distinct cell, period from cell_keys) p using (cell)
join place_numbers n on n.number = f.place left join named s using (masks)""")
    con.execute("drop table cell_keys")
    if found.taken:
        forget(con, table)


def _take_out(con: duckdb.DuckDBPyConnection, table: Table, period: str) -> str:
    """Take the cells out of which rows changed; return the SQL that joins to rows that they are."""
    keys = f"select key, {period} as period from {{}}"
    con.execute(
        "create or replace temp table changed_cells as select distinct c.place, k.period "
        f"from {changed(table)} c join ({keys.format(f'{table.name}_keys')} union "
        f"{keys.format(before(table))}) k using (key)"
    )
    con.execute(
        f"delete from cells where topic = {literal(table.name)} and rowid in (select c.rowid "
        "from cells c join place_numbers n on n.place_id = c.place_id semi join changed_cells d "
        "on d.place = n.number and d.period is not distinct from c.period)"
    )
    return (
        "semi join changed_cells d on d.place = r.place and d.period is not distinct from k.period"
    )


def _period_and_status(table: Table) -> tuple[str, str]:
    """Return the SQL of when a row of a table holds, and of its status."""
    names = {field.name for field in table.fields}
    period = next((name for name in PERIODS if name in names), "'undated'")
    return f"cast({period} as varchar)", "status" if "status" in names else "'standing'"


def _measured(table: Table) -> list[str]:
    return [m.name for m in table.numbers] or ["product"]


def _cells(con: duckdb.DuckDBPyConnection, table: Table) -> str:
    """Return the SQL of a table's cells, all measures at once.

    Statuses are few and known: each is looked for, which costs a tenth of a list of them. Columns
    of figures that the dataset leaves out are not looked at: they cost half of this query.
    """
    present = columns(con, table)
    period, status = _period_and_status(table)
    known = next((sorted(f.enum) for f in table.fields if f.name == "status"), ["standing"])
    found = (f"case when bool_or({status} = '{one}') then '{one}' end" for one in known)
    printed = [name for name in _measured(table) if f"{name}_figure" in present]
    given = (_is_given(name, name in printed) for name in _measured(table))
    figures = ", ".join(_one_figure(name, name in printed) for name in _measured(table))
    year = next((f"max({one})" for one in YEAR_FIGURES if one in present), "null::varchar")
    return (
        f"select {literal(table.name)} as topic, {period} as period, place_id, "
        f"nullif(concat_ws(', ', {', '.join(found)}), '') as status, "
        f"[{', '.join(given)}] as given, "
        f"{f'[{figures}]' if printed else 'null::varchar[]'} as figures, "
        f"{year} as year_figure from {table.name} group by 2, 3"
    )


def _is_given(name: str, printed: bool) -> str:
    given = f"{quoted(name)} is not null"
    return f"bool_or({given} or {name}_figure is not null)" if printed else f"bool_or({given})"


def _one_figure(name: str, printed: bool) -> str:
    figure = f"{name}_figure"
    one = f"case when min({figure}) = max({figure}) then min({figure}) end"
    return one if printed else "null::varchar"


def _measures() -> Iterator[str]:
    """Yield the SQL of each measure: table's number and name, its own words, its place there."""
    for nth, table in enumerate(TOPIC_TABLES):
        for item, name in enumerate(_measured(table), 1):
            yield f"({nth}, {literal(table.name)}, {literal(_words(table, name))}, {item})"


def _words(table: Table, name: str) -> str:
    """Return what a measure is called; with its table where another has one of the name."""
    if table is OBSERVATIONS:
        return "any indicator"
    times = Counter(name for table in TOPIC_TABLES for name in _measured(table))
    words = name.replace("_", " ").replace("party", "Party")
    return words if times[name] == 1 else f"{words}: {table.name.replace('_', ' ')}"
