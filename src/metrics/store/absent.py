"""Tables that a dataset does not have, made by their columns: no query of no rows is asked.

A query costs a small dataset more than its rows do, and a reader's own has few of all tables.
"""

from __future__ import annotations

import duckdb

_CREATED = """
select sql from duckdb_tables()
where table_name = $name and schema_name = 'main' and database_name = current_database()"""
_statements: dict[tuple[str, str], str] = {}  # what creates a table, by its name and query


def create_absent(con: duckdb.DuckDBPyConnection, name: str, query: str) -> None:
    """Create a table with the columns of a query of tables without rows.

    The query is asked the first time only: its text decides what columns it gives.
    """
    if known := _statements.get((name, query)):
        con.execute(known)
        return
    con.execute(f"create table {name} as {query}")
    ((created,),) = con.execute(_CREATED, {"name": name}).fetchall()
    _statements[name, query] = created
