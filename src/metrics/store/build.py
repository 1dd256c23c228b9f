"""Turn a checked dataset into typed tables inside one DuckDB connection."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from metrics.errors import DataProblems, Problem
from metrics.store.checks import add_verdicts
from metrics.store.load import load, quoted
from metrics.store.package import Package
from metrics.store.paths import add_paths
from metrics.store.row_rules import ROW_RULES, measure_rules
from metrics.store.rules import Rule, field_rules
from metrics.store.schema import Field, Table
from metrics.store.tables import TABLES

MOST = 1000


def fill(con: duckdb.DuckDBPyConnection, package: Package) -> None:
    """Create every table of the contract in `con`; DataProblems when a row breaks a rule."""
    con.execute("create schema raw")
    for table in TABLES:
        if table.name not in package.files:
            con.execute(_empty(table))
    _refuse(package, (p for t in _given(package) for p in load(con, t, package.files[t.name])))
    _refuse(package, (p for t in _given(package) for p in _cell_faults(con, t, package)))
    con.execute("create table dataset as select $t as title, $s as standing", _named(package))
    for table in TABLES:
        con.execute(_typed(con, table))
    _refuse(package, (p for t in _given(package) for p in _row_faults(con, t, package)))
    add_paths(con)
    for table in TABLES:
        con.execute(f"alter table {table.name} drop column _row")
    con.execute("drop schema raw cascade")
    add_verdicts(con)


def _named(package: Package) -> dict[str, str]:
    return {"t": package.title, "s": package.standing}


def _empty(table: Table) -> str:
    """Return the SQL of raw.<table> where the dataset has no such file."""
    cells = ", ".join(f"{quoted(field.name)} varchar" for field in table.fields)
    return f"create table raw.{quoted(table.name)} (_row bigint, {cells})"


def _given(package: Package) -> list[Table]:
    return [table for table in TABLES if table.name in package.files]


def _refuse(package: Package, faults: Iterable[Problem]) -> None:
    if found := list(faults):
        raise DataProblems(package.name, found)


def _columns(con: duckdb.DuckDBPyConnection, table: Table) -> list[str]:
    sql = (
        "select column_name from information_schema.columns "
        "where table_schema = 'raw' and table_name = $name and table_catalog = current_database()"
    )
    return [row[0] for row in con.execute(sql, {"name": table.name}).fetchall()]


def _faults(
    con: duckdb.DuckDBPyConnection, source: str, rule: Rule, value: str, file: str
) -> list[Problem]:
    sql = (
        f"select t._row, cast({value} as varchar) from {source} "
        f"where {rule.breaks} order by 1 limit {MOST}"
    )
    rows = con.execute(sql).fetchall()
    return [Problem(file, row, rule.column, found or "", rule.says, rule.do) for row, found in rows]


def _cell_faults(con: duckdb.DuckDBPyConnection, table: Table, package: Package) -> list[Problem]:
    file, present = package.files[table.name].name, _columns(con, table)
    rules = [r for f in table.fields if f.name in present for r in field_rules(f)]
    source = f"raw.{quoted(table.name)} t"
    return [p for r in rules for p in _faults(con, source, r, f"t.{quoted(r.column)}", file)]


def _row_faults(con: duckdb.DuckDBPyConnection, table: Table, package: Package) -> list[Problem]:
    file, source = package.files[table.name].name, f"{table.name} t"
    found = [p for r in ROW_RULES.get(table.name, ()) for p in _rule_faults(con, source, r, file)]
    for name in table.measures:
        joined = f"{source} left join figures {name}_f on {name}_f.figure_id = t.{name}_figure"
        for rule in measure_rules(table, name):
            found += _rule_faults(con, joined, rule, file)
    return found + _rule_faults(con, source, _unique(table), file) + _keys(con, table, file)


def _rule_faults(
    con: duckdb.DuckDBPyConnection, source: str, rule: Rule, file: str
) -> list[Problem]:
    return _faults(con, source, rule, f"t.{quoted(rule.column)}", file)


def _unique(table: Table) -> Rule:
    same = " and ".join(f"o.{quoted(k)} is not distinct from t.{quoted(k)}" for k in table.key)
    breaks = f"exists (select 1 from {table.name} o where {same} and o._row < t._row)"
    says = f"an earlier row has the same {', '.join(table.key)}"
    return Rule(table.key[0], breaks, says, f"Keep {table.grain.split(';')[0]}.")


def _keys(con: duckdb.DuckDBPyConnection, table: Table, file: str) -> list[Problem]:
    empty = [
        Rule(k, f"t.{quoted(k)} is null", "the value is required", f"Fill in {k} or {k}_figure.")
        for k in table.key
        if k in table.measures
    ]
    return [p for rule in empty for p in _rule_faults(con, f"{table.name} t", rule, file)]


def _typed(con: duckdb.DuckDBPyConnection, table: Table) -> str:
    """Return the SQL that types raw.<table>, reading each measure from its figure."""
    present = _columns(con, table)
    cells = ", ".join(f"{_cell(f, table, present)} as {quoted(f.name)}" for f in table.fields)
    joins = " ".join(
        f"left join figures {m}_f on {m}_f.figure_id = r.{m}_figure"
        for m in table.measures
        if f"{m}_figure" in present
    )
    return f"create table {table.name} as select r._row, {cells} from raw.{table.name} r {joins}"


def _cell(field: Field, table: Table, present: list[str]) -> str:
    parts = [f"r.{quoted(field.name)}"] if field.name in present else []
    if field.name in table.measures and f"{field.name}_figure" in present:
        parts.append(
            f"{field.name}_f.value::bigint::varchar"
            if field.type == "integer"
            else f"{field.name}_f.value::varchar"
        )
    return f"cast(coalesce({', '.join(parts) or 'null'}, null) as {field.sql_type})"
