"""The SQL that turns the text of a table's cells into values, each measure read from its figure."""

from __future__ import annotations

import duckdb

from metrics.model.schema import Field, Table
from metrics.store.dates import days_of
from metrics.store.faults import columns
from metrics.store.sql import quoted


def empty(table: Table) -> str:
    """Return the SQL of raw.<table> where the dataset has no such file."""
    cells = ", ".join(f"{quoted(field.name)} varchar" for field in table.fields)
    return f"create table raw.{quoted(table.name)} (_row bigint, {cells})"


def typed(con: duckdb.DuckDBPyConnection, table: Table) -> str:
    """Return the SQL that types raw.<table>, reading each measure from its figure."""
    return f"create table {table.name} as {typed_rows(con, table)}"


def typed_rows(con: duckdb.DuckDBPyConnection, table: Table) -> str:
    """Return the query of the typed rows of raw.<table>, with their `_row`."""
    present = columns(con, table)
    cells = ", ".join(f"{_cell(f, table, present)} as {quoted(f.name)}" for f in table.fields)
    joins = [
        f"left join figures {m}_f on {m}_f.figure_id = r.{m}_figure"
        for m in table.measures
        if f"{m}_figure" in present
    ]
    joins += [
        f"left join ({days_of(quoted(words), f'raw.{table.name}')}) {words}_day "
        f"on {words}_day.words = r.{quoted(words)}"
        for words in {field.dated_from for field in table.fields}.intersection(present)
    ]
    source = f"raw.{table.name} r {' '.join(joins)}"
    return f"select r._row, {cells} from {source}"


def _cell(field: Field, table: Table, present: list[str]) -> str:
    parts = [f"r.{quoted(field.name)}"] if field.name in present else []
    if field.name in table.measures and f"{field.name}_figure" in present:
        parts = [f"{one}::varchar" for one in parts]  # of a Parquet file it is a number
        parts.append(
            f"{field.name}_f.value::bigint::varchar"
            if field.type == "integer"
            else f"{field.name}_f.value::varchar"
        )
    if field.dated_from in present:
        parts.append(f"{field.dated_from}_day.day::varchar")
    return f"cast(coalesce({', '.join(parts) or 'null'}, null) as {field.sql_type})"
