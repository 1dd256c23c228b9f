"""Large tables of a dataset: Parquet files that are checked and added up within bounded memory.

A table is large where its numbers are added up, it is given as Parquet and names no figures. Its
rows are read twice: to hold them against the rules, and to keep them as numbers
(`metrics.store.encoded`), which are then added up (`metrics.store.upward`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import duckdb

from metrics.errors import DataProblems, Problem
from metrics.model.schema import VILLAGE_KINDS
from metrics.store.encoded import (
    Done,
    add_about,
    add_keys,
    add_place_numbers,
    add_rows,
    add_summary,
    add_views,
    attach_scratch,
    rows_of,
)
from metrics.store.faults import MOST_OF_PARTS, cell_faults, faults_of, repeated_key
from metrics.store.observations import OBSERVATIONS, WEIGHT_RULE
from metrics.store.package import Package
from metrics.store.parquet import ParquetTable, ReadsFiles, opened, unreadable, view
from metrics.store.parquet_files import is_parquet
from metrics.store.rollup import by_measure
from metrics.store.row_rules import ROW_RULES
from metrics.store.shown import add_stated_by
from metrics.store.sql import listed, literal, quoted
from metrics.store.stopped import ADDED_UP, CHECKED, KEPT, is_done, note
from metrics.store.tables import PLACE_KINDS, TABLES, TOPIC_TABLES
from metrics.store.taken_over import note_files
from metrics.store.upward import add_sums

Tables = Mapping[str, ParquetTable]
# Rows stand in the order of place and key: one that repeats another follows it.
REPEATED = """
select place, key from (
    select place, key, lag(place) over () as before, lag(key) over () as key_before
    from {name}_rows)
where place = before and key = key_before"""
REPEATED_TAKEN = """
select r.place, r.key from {name}_rows r
semi join {name}_changed c on c.place = r.place and c.key = r.key
group by r.place, r.key having count(*) > 1"""


def parquet_tables(con: duckdb.DuckDBPyConnection, package: Package) -> dict[str, ParquetTable]:
    """Return the tables of a dataset that are Parquet, by name; DataProblems if not whole."""
    found, faults = {}, []
    for table in TABLES:
        if table.name in package.files and is_parquet(package.files[table.name]):
            one, wrong = opened(con, table, package.files[table.name])
            elsewhere = isinstance(con, ReadsFiles) and table in TOPIC_TABLES
            found[table.name] = replace(one, elsewhere=elsewhere)
            faults += wrong
    if faults:
        raise DataProblems(package.name, faults)
    return found


def large_of(tables: Tables) -> dict[str, ParquetTable]:
    """Return the tables that are large."""
    return {name: one for name, one in tables.items() if one.is_large}


def load_parquet(con: duckdb.DuckDBPyConnection, found: ParquetTable) -> list[Problem]:
    """Create raw.<table>: of a large one a view of its files; return what cannot be read."""
    kind = "view" if found.is_large else "table"
    try:
        if found.elsewhere and isinstance(con, ReadsFiles):
            con.read_files(found)
            return []
        con.execute(f"create {kind} raw.{quoted(found.table.name)} as {view(found, found.read)}")
    except duckdb.Error as error:
        return [unreadable(found.parts[0].name, error)]
    return []


def parquet_cell_faults(
    con: duckdb.DuckDBPyConnection, found: ParquetTable, package: Package
) -> list[Problem]:
    """Return the faults of single cells; then put the summary of a large table in its place."""
    name = found.table.name
    try:
        if not is_done(con, name, CHECKED):
            if faults := cell_faults(con, found.table, package, MOST_OF_PARTS):
                return located(found, faults)
            if found.is_large:
                add_about(con, found)
                note(con, name, CHECKED)
        if found.is_large:
            add_summary(con, found)
    except duckdb.Error as error:
        return [damaged(con, found, error)]
    return []


def damaged(con: duckdb.DuckDBPyConnection, found: ParquetTable, error: duckdb.Error) -> Problem:
    """Return the fault of the first file whose rows cannot be read; the error where all can."""
    for part in found.parts:
        one = replace(found, parts=(part,))
        try:
            con.execute(f"select bit_xor(hash(t)) from ({view(one)}) t").fetchall()
        except duckdb.Error as why:
            return unreadable(part.name, why)
    raise error


def located(found: ParquetTable, faults: list[Problem]) -> list[Problem]:
    """Return faults with the file of each, and the number of the row in it."""
    return [
        one
        if one.row is None
        else replace(one, file=found.located(one.row)[0], row=found.located(one.row)[1])
        for one in faults
    ]


def large_row_faults(con: duckdb.DuckDBPyConnection, found: ParquetTable) -> list[Problem]:
    """Return the faults of whole rows, but for those that need the place of each.

    The rules are held against the summary first; the rows are read only where one is broken.
    """
    table, file = found.table, found.parts[0].name
    rules = tuple(one for one in ROW_RULES.get(table.name, ()) if one is not WEIGHT_RULE)
    if not faults_of(con, f"{table.name} t", rules, file, 1):
        return []
    rows = f"({_named_rows(con, found)}) t"
    return located(found, faults_of(con, rows, rules, file, MOST_OF_PARTS))


def _named_rows(con: duckdb.DuckDBPyConnection, found: ParquetTable) -> str:
    """Return the query of the rows in the files, with what they are about in its one form."""
    table = found.table
    numbers = "".join(f", r.{quoted(m.name)}" for m in table.numbers if m.name in found.columns)
    return (
        f"select r._row, r.place_id, {listed(table.descriptive, 't')}w.written{numbers} "
        f"{rows_of(found, keyed='written')} join (select distinct on (_row) * from {table.name}) t "
        f"on t._row = w.written"
    )


def keep_large(
    con: duckdb.DuckDBPyConnection,
    large: Tables,
    package: Package,
    step: Callable[[str, float], None],
) -> None:
    """Keep the rows of large tables and add them up; DataProblems where rows repeat others."""
    if not large:
        return
    con.execute("set preserve_insertion_order = false")
    add_place_numbers(con)
    done = _counted(large, step)
    attach_scratch(con)
    for found in large.values():
        if is_done(con, found.table.name, ADDED_UP):
            done(2 * found.rows_read)
        else:
            _keep(con, found, package, done)
        con.execute(by_measure(found.table))
        note_files(con, found, package)
    con.execute("detach unsorted")
    con.execute("set preserve_insertion_order = true")


def _keep(
    con: duckdb.DuckDBPyConnection, found: ParquetTable, package: Package, done: Done
) -> None:
    """Keep the rows of a large table, and add them up."""
    name = found.table.name
    add_keys(con, found)
    if is_done(con, name, KEPT):
        done(found.rows_read)
    else:
        add_rows(con, found, done)
        if faults := _place_faults(con, found):
            raise DataProblems(package.name, faults)
        note(con, name, KEPT)
    add_sums(con, found, done)
    note(con, name, ADDED_UP)


def _counted(large: Tables, step: Callable[[str, float], None]) -> Done:
    """Return what is told of rows that were read or added up, and tells the share of all."""
    rows = max(1, 2 * sum(found.rows_read for found in large.values()))
    done = [0]

    def count(more: int) -> None:
        done[0] += more
        says = f"{done[0] // 2:,} of {rows // 2:,} rows read and added up"
        step(says, 0.15 + 0.8 * done[0] / rows)

    return count


def _place_faults(con: duckdb.DuckDBPyConnection, found: ParquetTable) -> list[Problem]:
    """Return the faults of rows that repeat others, and of values that nothing weighs."""
    faults = _repeated(con, found)
    if found.table is OBSERVATIONS:
        faults += _weightless(con, found)
    return located(found, faults)


def _repeated(con: duckdb.DuckDBPyConnection, found: ParquetTable) -> list[Problem]:
    table, name = found.table, found.table.name
    con.execute("set preserve_insertion_order = true")
    repeated = REPEATED_TAKEN if found.taken else REPEATED
    con.execute(f"create temp table repeated as {repeated.format(name=name)}")
    con.execute("set preserve_insertion_order = false")
    faults = []
    if con.execute("select 1 from repeated limit 1").fetchall():
        rule = repeated_key(table, "t.nth > 1")
        rows = f"""(
            select r._row, r.place_id, row_number() over (
                partition by r.place_id, w.key order by r._row) as nth
            {rows_of(found)} join place_numbers n on n.place_id = r.place_id
            join (select distinct place, key from repeated) d
            on d.place = n.number and d.key = w.key
        ) t"""
        faults = faults_of(con, rows, [rule], found.parts[0].name, MOST_OF_PARTS)
    con.execute("drop table repeated")
    return faults


def _weightless(con: duckdb.DuckDBPyConnection, found: ParquetTable) -> list[Problem]:
    """Return the faults of values that are weighed by nothing or less."""
    light = "(select place, key from observations_rows where value <= 0 and key in ("
    light += "select {0} from observations_keys where across = 'weighted_mean')) l"
    rows = " union ".join(
        f"select r.place, r.key from observations_rows r join observations_keys k using (key) "
        f"join {light.format(one)} on l.place = r.place and l.key = k.{one} "
        "where r.value is not null"
        for one in ("weight_key", "other_weight_key")
    )
    con.execute(f"create temp table weightless as {rows}")
    faults = []
    if con.execute("select 1 from weightless limit 1").fetchall():
        source = f"""(
            select r._row, r.value {rows_of(found)}
            join place_numbers n on n.place_id = r.place_id
            join weightless d on d.place = n.number and d.key = w.key) t"""
        rule = replace(WEIGHT_RULE, breaks="t.value is not null")
        faults = faults_of(con, source, [rule], found.parts[0].name, MOST_OF_PARTS)
    con.execute("drop table weightless")
    return faults


def finish_large(con: duckdb.DuckDBPyConnection, large: Tables) -> None:
    """Put views of their rows in the place of summaries; say which tables give villages."""
    bits = sum(1 << nth for nth, kind in enumerate(PLACE_KINDS) if kind in VILLAGE_KINDS)
    for name, found in large.items():
        add_views(con, found.table)
        add_stated_by(con, found.table)
        con.execute(
            f"insert into village_tables select {literal(name)} from {name}_keys "
            f"where levels & {bits} <> 0 limit 1"
        )
