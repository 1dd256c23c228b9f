"""The rows of a large table, kept as numbers: of its place, of what it is about, and its values.

Adds to the built tables, for each large table:
  <table>_keys  key, and the descriptive columns that it stands for; across, weight_key and
                other_weight_key, the keys of the row that weighs it, of its own group or of none;
                levels, the kinds of place that give rows, as bits
  <table>_rows  place, key, each number, part (the file it is from), in the order of place and key
  <table>_files part (its number), file (its path in the dataset)
  <table>_about part, what its rows say that they are about, how many, the least and most stated
  place_numbers number (0 is all places together), place_id, label, parent, depth, and of a place
                whether it is a `leaf`, in which no other lies, whether it `counts`, and its `level`
                as bit. Numbers follow the order of place_id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import duckdb

from metrics.model.schema import Table
from metrics.store.observations import OBSERVATIONS
from metrics.store.parquet import ParquetTable, view
from metrics.store.place_tree import LEVEL
from metrics.store.sql import listed, literal, quoted, same
from metrics.store.touched import before, gone_files, take_out_rows

BATCH = 5_000_000  # rows that are read at a time
CHUNK = 4_000_000  # rows that are added up at a time
SCRATCH = (
    "unsorted"  # the database beside the one that is built, where rows are before they are sorted
)
Done = Callable[[int], None]

_NUMBERS = f"""
create table place_numbers as
with numbered as (
    select place_id, (row_number() over (order by place_id))::integer as number from places),
parents as (select distinct parent_id from places where parent_id is not null)
select n.number, p.place_id, p.label, coalesce(u.number, 0) as parent, p.depth::integer as depth,
       c.parent_id is null as leaf, p.named_in is distinct from 'outside' as counts,
       {LEVEL} as level
from places p join numbered n using (place_id)
left join numbered u on u.place_id = p.parent_id left join parents c on c.parent_id = p.place_id
union all select 0, '', '', null, -1, false, false, 0
order by 1"""


def add_place_numbers(con: duckdb.DuckDBPyConnection) -> None:
    """Add `place_numbers`, when it is known where each place lies."""
    con.execute(_NUMBERS)


def numbers(table: Table) -> list[str]:
    """Return the columns of a table that hold its numbers."""
    return [measure.name for measure in table.numbers]


def add_about(con: duckdb.DuckDBPyConnection, found: ParquetTable) -> None:
    """Add <table>_about, with one scan of the files that are read."""
    name, about, given = found.table.name, *_written(found)
    if found.taken:
        con.execute(f"delete from {name}_about where {gone_files(found)}")
    add = f"insert into {name}_about" if found.taken else f"create table {name}_about as"
    con.execute(
        f"{add} select {found.number_sql} as part, {listed(about)}count(*) as rows"
        f"{_extremes(given, '')} from raw.{name} group by all"
    )


def _written(found: ParquetTable) -> tuple[list[str], list[str]]:
    """Return the columns in the files that say what a row is about, and those of its numbers."""
    about = [n for n in found.table.descriptive if n in found.columns]
    return about, [n for n in numbers(found.table) if n in found.columns]


def add_summary(con: duckdb.DuckDBPyConnection, found: ParquetTable) -> None:
    """Put in the place of raw.<table> what its rows are about, with the least and the most stated.

    Adds raw.<table>_written, what the rows of all files say that they are about, from
    <table>_about. The rules of rows and `series` are the same over two rows of each as over all.
    """
    table = found.table
    name, about, given = table.name, *_written(found)
    con.execute(f"drop view raw.{name}")
    lacking = "".join(
        f"null::varchar as {quoted(n)}, " for n in table.descriptive if n not in about
    )
    con.execute(
        f"create table raw.{name}_written as select row_number() over () as written, {lacking}"
        f"{listed(about)}sum(rows)::bigint as rows{_extremes(given, '_most')} from {name}_about "
        "group by all"
    )
    cells = f"written as _row, null::varchar as place_id, {listed(table.descriptive)}"
    ends = [
        f"select {cells}{', '.join(f'{quoted(n + end)} as {quoted(n)}' for n in given) or 'rows'} "
        f"from raw.{name}_written"
        for end in ("", "_most")
    ]
    con.execute(f"create table raw.{name} as {' union all '.join(ends)}")


def _extremes(given: Sequence[str], most: str) -> str:
    """Return the SQL of the least and most of numbers; `most` ends the name of the most so far."""
    ends = (
        f", min({quoted(n)}) as {quoted(n)}, max({quoted(n + most)}) as {quoted(f'{n}_most')}"
        for n in given
    )
    return "".join(ends)


def add_keys(con: duckdb.DuckDBPyConnection, found: ParquetTable) -> None:
    """Add <table>_keys, and to raw.<table>_written its key, when the summary is typed.

    What the tables built before have a key for keeps it.
    """
    table = found.table
    name, about = table.name, table.descriptive
    nth, known = f"row_number() over (order by {listed(about, 'f')}nothing)", ""
    if found.taken:
        nth = f"coalesce(b.key, (select max(key) from {before(table)}) + {nth})"
        known = f"left join {before(table)} b on {same(about, 'b', 'f')}"
    con.execute(
        f"create table {name}_keys as with found as (select distinct {listed(about)}0 as nothing "
        f"from {name}) select ({nth})::integer as key, f.* exclude (nothing) from found f {known}"
    )
    if table is OBSERVATIONS:
        con.execute(_WITH_WEIGHTS)
    con.execute(
        f"create table raw.{name}_keyed as select w.*, k.key from raw.{name}_written w "
        f"join (select distinct _row, {listed(about)}0 as nothing from {name}) t "
        f"on t._row = w.written join {name}_keys k on {same(about, 'k', 't')}"
    )


_WEIGHS = "w.indicator_id = i.weight and w.period = k.period and w.status is not distinct from"
_WITH_WEIGHTS = f"""
create or replace table observations_keys as
select k.*, i.across_places as across, w.key as weight_key, o.key as other_weight_key
from observations_keys k join indicators i using (indicator_id)
left join observations_keys w on {_WEIGHS} k.status and w."group" is not distinct from k."group"
left join observations_keys o on {_WEIGHS.replace("w.", "o.")} k.status and o."group" is null
order by k.key"""


def rows_of(found: ParquetTable, some: Sequence[int] | None = None, keyed: str = "keyed") -> str:
    """Return the query of the rows `r` of some files, each with its key `w`; see `view`."""
    about = [name for name in found.table.descriptive if name in found.columns]
    keyed = f"raw.{found.table.name}_{keyed}"
    return f"from ({view(found, some)}) r join {keyed} w on {same(about, 'r', 'w')}"


def add_rows(con: duckdb.DuckDBPyConnection, found: ParquetTable, done: Done) -> None:
    """Add <table>_rows; `done` is told how many rows were read."""
    table, name = found.table, found.table.name
    attach_scratch(con)
    cells = ", ".join(
        f"r.{quoted(n)}::{table.field(n).sql_type} as {quoted(n)}"
        if n in found.columns
        else f"null::{table.field(n).sql_type} as {quoted(n)}"
        for n in numbers(table)
    )
    select = f"select n.number as place, w.key, {cells}, {found.number_sql} as part"
    joined = "join place_numbers n on n.place_id = r.place_id"
    unsorted = f"{SCRATCH}.{name}_rows"
    con.execute(f"create table {unsorted} as {select} {rows_of(found, [0])} {joined} limit 0")
    for some, rows in batches(found):
        con.execute(f"insert into {unsorted} {select} {rows_of(found, some)} {joined}")
        done(rows)
    if found.taken:
        take_out_rows(con, found, unsorted)
    add = f"insert into {name}_rows" if found.taken else f"create table {name}_rows as"
    con.execute(f"{add} from {unsorted} order by place, key, part")
    con.execute(f"drop table {unsorted}")


def batches(found: ParquetTable) -> list[tuple[list[int], int]]:
    """Return the files that are read at a time, with how many rows they have."""
    found_at: list[tuple[list[int], int]] = []
    for nth in found.read:
        rows = found.parts[nth].rows
        some, before_it = found_at[-1] if found_at else ([], BATCH + 1)
        if before_it + rows > BATCH:
            found_at.append(([nth], rows))
        else:
            found_at[-1] = ([*some, nth], before_it + rows)
    return found_at


def chunks(con: duckdb.DuckDBPyConnection, rows: int) -> Iterator[str]:
    """Yield the conditions on rows `r` that cut a table by its places into parts of some rows."""
    (last,) = con.execute("select max(number) from place_numbers").fetchone() or (0,)
    parts = max(1, rows // CHUNK)
    size = last // parts + 1
    for nth in range(parts):
        yield f"r.place >= {nth * size} and r.place < {(nth + 1) * size}"


def attach_scratch(con: duckdb.DuckDBPyConnection) -> None:
    """Open the database of unsorted rows beside the one that is built."""
    paths = dict(con.execute("select database_name, path from duckdb_databases()").fetchall())
    if SCRATCH not in paths:
        (own,) = con.execute("select current_database()").fetchone() or ("",)
        at = f"{paths[own]}.rows" if paths[own] else ":memory:"
        con.execute(f"attach {literal(at)} as {SCRATCH}")


def add_views(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Put a view of its rows, with the columns of the contract, in the place of a summary."""
    kept = {*table.descriptive, *numbers(table), "place_id"}
    cells = ", ".join(
        (
            "p.place_id"
            if f.name == "place_id"
            else f"k.{quoted(f.name)}"
            if f.name in table.descriptive
            else f"r.{quoted(f.name)}"
            if f.name in kept
            else f"null::{f.sql_type} as {quoted(f.name)}"
        )
        for f in table.fields
    )
    name = table.name
    con.execute(f"drop table {name}")
    con.execute(
        f"create view {name} as select {cells} from {name}_rows r "
        f"join place_numbers p on p.number = r.place join {name}_keys k using (key)"
    )
