"""The SQL that turns the text of a table's cells into values, each measure read from its figure."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from metrics.model.schema import Field, Table
from metrics.store.absent import create_absent
from metrics.store.dates import days_of, words_of
from metrics.store.faults import columns
from metrics.store.sql import literal, quoted


def empty(table: Table) -> str:
    """Return the SQL of raw.<table> where the dataset has no such file."""
    cells = ", ".join(f"{quoted(field.name)} varchar" for field in table.fields)
    return f"create table raw.{quoted(table.name)} (_row bigint, {cells})"


def add_typed(con: duckdb.DuckDBPyConnection, table: Table, absent: bool = False) -> None:
    """Create <table> of raw.<table>, typed, reading each measure from its figure.

    Of one that is `absent` there are no rows.
    """
    if absent:
        create_absent(con, table.name, _typed(table, [], []))
        return
    present = columns(con, table)
    dated = sorted({field.dated_from for field in table.fields}.intersection(present))
    for words in dated:
        written = words_of(quoted(words), f"raw.{table.name}")
        con.execute(f"create or replace temp table written as {written}")
        con.execute(f"create or replace temp table {words}_days as {days_of('written')}")
    con.execute(f"create table {table.name} as {_typed(table, present, dated)}")


def _typed(table: Table, present: Sequence[str], dated: Sequence[str]) -> str:
    cells = ", ".join(f"{_cell(f, table, present)} as {quoted(f.name)}" for f in table.fields)
    joins = [
        f"left join figures {m}_f on {m}_f.figure_id = r.{m}_figure"
        for m in table.measures
        if f"{m}_figure" in present
    ]
    joins += [
        f"left join {words}_days {words}_day on {words}_day.words = r.{quoted(words)}"
        for words in dated
    ]
    source = f"raw.{table.name} r {' '.join(joins)}"
    return f"select r._row, {cells} from {source}"


def _cell(field: Field, table: Table, present: Sequence[str]) -> str:
    parts = [f"r.{quoted(field.name)}"] if field.name in present else []
    if field.name in table.measures and f"{field.name}_figure" in present:
        parts = [f"{one}::varchar" for one in parts]  # of a Parquet file it is a number
        parts.append(
            f"round_even({field.name}_f.value, 0)::bigint::varchar"
            if field.type == "integer"
            else f"{field.name}_f.value::varchar"
        )
    if field.dated_from in present:
        parts = [f"{one}::varchar" for one in parts]  # of a Parquet file it is a day
        parts.append(f"{field.dated_from}_day.day::varchar")
    if field.default:
        parts.append(literal(field.default))
    return f"cast(coalesce({', '.join(parts) or 'null'}, null) as {field.sql_type})"
