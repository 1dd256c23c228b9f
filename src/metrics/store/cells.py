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
from collections.abc import Iterator, Mapping, Sequence

import duckdb

from metrics.model.indicators import OBSERVATIONS
from metrics.model.schema import Table
from metrics.store.encoded import chunks
from metrics.store.load import literal, quoted
from metrics.store.parquet import ParquetTable
from metrics.store.tables import TOPIC_TABLES
from metrics.store.touched import before, changed, forget

YEAR_FIGURES = ("year_figure", "since_figure")
COLUMNS = (
    "nth integer, topic varchar, measure varchar, period varchar, place_id varchar, "
    "status varchar, given boolean, figure varchar, year_figure varchar"
)
PERIODS = ("year", "as_of", "period")


def add_cells(
    con: duckdb.DuckDBPyConnection,
    given: Sequence[Table],
    large: Mapping[str, ParquetTable] | None = None,
) -> None:
    """Add the table named above, of the tables `given`; `large` are those kept as numbers.

    Where rows of these are taken over the table is there, with the cells of their tables.
    """
    found = large or {}
    tables = {nth: t for nth, t in enumerate(TOPIC_TABLES) if t in given and t.name not in found}
    taken = any(one.taken for one in found.values())
    if tables:
        grouped = ", ".join(_grouped(table) for table in tables.values())
        cells = [sql for nth, table in tables.items() for sql in _selects(table, nth)]
        add = "insert into cells by name" if taken else "create table cells as"
        con.execute(f"{add} with {grouped} {' union all '.join(cells)}")
    elif not taken:
        con.execute(f"create table cells ({COLUMNS})")
    for nth, table in enumerate(TOPIC_TABLES):
        if table.name in found:
            _add_of_large(con, found[table.name], nth)


def _add_of_large(con: duckdb.DuckDBPyConnection, found: ParquetTable, nth: int) -> None:
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
    words = ", ".join(literal(_words(table, name)) for name in _measured(table))
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
select {nth}, {literal(table.name)}, unnest([{words}]), p.period, n.place_id, s.status,
       unnest(f.given), null, null
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


def _grouped(table: Table) -> str:
    """Return the SQL of a table's rows by period and place, all measures at once.

    Statuses are few and known: each is looked for, which costs a tenth of a list of them.
    """
    names = {field.name for field in table.fields}
    period, status = _period_and_status(table)
    known = next((sorted(f.enum) for f in table.fields if f.name == "status"), ["standing"])
    statuses = ", ".join(f"max(case when {status} = '{one}' then '{one}' end)" for one in known)
    columns = []
    for nth, name in enumerate(_measured(table)):
        given, figure = f"{quoted(name)} is not null", f"{name}_figure"
        if figure in names:
            given += f" or {figure} is not null"
            one_figure = f"case when min({figure}) = max({figure}) then min({figure}) end"
        else:
            one_figure = "null::varchar"
        columns.append(f"bool_or({given}) as given_{nth}, {one_figure} as figure_{nth}")
    year = next((f"max({one})" for one in YEAR_FIGURES if one in names), "null::varchar")
    return (
        f"{table.name}_cells as materialized (select *, "
        "max(year_figure) over (partition by period) as printed_year from ("
        f"select {period} as period, place_id, nullif(concat_ws(', ', {statuses}), '') as status, "
        f"{', '.join(columns)}, {year} as year_figure from {table.name} group by all))"
    )


def _selects(table: Table, nth: int) -> Iterator[str]:
    """Yield the SQL of each measure of a table."""
    for n, name in enumerate(_measured(table)):
        yield (
            f"select {nth} as nth, {literal(table.name)} as topic, "
            f"{literal(_words(table, name))} as measure, period, place_id, status, "
            f"given_{n} as given, figure_{n} as figure, printed_year as year_figure "
            f"from {table.name}_cells"
        )


def _words(table: Table, name: str) -> str:
    """Return what a measure is called; with its table where another has one of the name."""
    if table is OBSERVATIONS:
        return "any indicator"
    times = Counter(name for table in TOPIC_TABLES for name in _measured(table))
    words = name.replace("_", " ").replace("party", "Party")
    return words if times[name] == 1 else f"{words}: {table.name.replace('_', ' ')}"
