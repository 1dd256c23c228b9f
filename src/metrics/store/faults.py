"""Find every fault of a dataset's raw and typed tables: each rule is one question in SQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import duckdb

from metrics.errors import Problem
from metrics.model.schema import OF_PART, Field, Table
from metrics.store import wide
from metrics.store.ledger_rules import ledger_faults
from metrics.store.load import quoted
from metrics.store.observations import breaks_faults
from metrics.store.package import Package
from metrics.store.parents import parent_faults
from metrics.store.row_rules import ROW_RULES, date_rules, measure_rules
from metrics.store.rules import Rule, field_rules

SIDES = ("left", "right")  # of a cross-check: expressions over figures
MOST = 100_000  # faults listed of one rule
MOST_OF_PARTS = 1_000  # of a table of many files


def kinds(con: duckdb.DuckDBPyConnection, table: Table) -> dict[str, str]:
    """Return the columns of raw.<table> with their types."""
    found = con.execute(f"describe raw.{quoted(table.name)}").fetchall()
    return {str(name): str(kind) for name, kind, *_ in found}


def columns(con: duckdb.DuckDBPyConnection, table: Table) -> list[str]:
    """Return the columns of raw.<table>."""
    return list(kinds(con, table))


def faults_of(
    con: duckdb.DuckDBPyConnection,
    source: str,
    rules: Sequence[Rule],
    file: str,
    most: int = MOST,
) -> list[Problem]:
    """Return the faults of the rows of `source`, aliased t; one scan tells which rules have any.

    Of each rule the first `most` rows are listed, and how many there are where these are not all.
    """
    if not rules:
        return []
    broken = ", ".join(f"bool_or({rule.breaks})" for rule in rules)
    ((*found,),) = con.execute(f"select {broken} from {source}").fetchall()
    return [
        problem
        for rule, any_row in zip(rules, found, strict=True)
        if any_row
        for problem in _listed(con, source, rule, file, most)
    ]


def _listed(
    con: duckdb.DuckDBPyConnection, source: str, rule: Rule, file: str, most: int
) -> Iterator[Problem]:
    rows = con.execute(_rows_that_break(rule, source, most)).fetchall()
    for row, value in rows:
        yield rule.problem(file, row, "" if value is None else str(value))
    if len(rows) == most:
        counted = con.execute(f"select count(*) from {source} where {rule.breaks}").fetchall()
        says = f"{rule.says}: {counted[0][0]:,} rows, of which the first {most:,} are listed"
        yield Problem(file, None, rule.column, "", says, rule.do)


def _rows_that_break(rule: Rule, source: str, most: int) -> str:
    return (
        f"select t._row, t.{quoted(rule.column)} from {source} "
        f"where {rule.breaks} order by 1 limit {most}"
    )


def cell_faults(
    con: duckdb.DuckDBPyConnection, table: Table, package: Package, most: int = MOST
) -> list[Problem]:
    """Return the faults of single cells of raw.<table>."""
    file, present = package.files[table.name].name, kinds(con, table)
    fields = [_of_part(f) if package.parts else f for f in table.fields if f.name in present]
    rules = [r for field in fields for r in field_rules(field, present[field.name])]
    found = faults_of(con, f"raw.{quoted(table.name)} t", rules, file, most)
    return wide.located(con, table, found)


def _of_part(field: Field) -> Field:
    """Return a field of joined datasets: its ids have the letter of their dataset before them."""
    if field.name in ("figure_id", "check_id") and field.pattern:
        return replace(field, pattern=OF_PART + field.pattern)
    return replace(field, pattern=f"({field.pattern}|:)+") if field.name in SIDES else field


def row_faults(con: duckdb.DuckDBPyConnection, table: Table, package: Package) -> list[Problem]:
    """Return the faults of whole rows: what cells, figures and keys must agree on."""
    file, source = package.files[table.name].name, f"{table.name} t"
    found = faults_of(con, source, (*ROW_RULES.get(table.name, ()), *date_rules(table)), file)
    for name in table.measures:
        source += f" left join figures {name}_f on {name}_f.figure_id = t.{name}_figure"
    rules = [rule for name in table.measures for rule in measure_rules(table, name)]
    found += faults_of(con, source, (*rules, _unique(table), *_keys(table)), file)
    more = {"places": parent_faults, "indicators": breaks_faults, "ledger": ledger_faults}
    # The chain of a ledger holds in its own dataset only, which was checked before it was joined.
    own = more.get(table.name) if table.name != "ledger" or not package.parts else None
    # A figure that is there twice joins a row twice: its faults are said once.
    return wide.located(con, table, list(dict.fromkeys(found))) + (own(con, file) if own else [])


def _unique(table: Table) -> Rule:
    keys = ", ".join(quoted(key) for key in table.key)
    breaks = f"t._row not in (select min(_row) from {table.name} group by {keys})"
    return repeated_key(table, breaks)


def repeated_key(table: Table, breaks: str) -> Rule:
    """Return the rule that no row has the key of an earlier one; `breaks` is the SQL of such."""
    says = f"an earlier row has the same {', '.join(table.key)}"
    return Rule(table.key[0], breaks, says, f"Keep {table.grain.split(';')[0]}.")


def _keys(table: Table) -> list[Rule]:
    return [
        Rule(k, f"t.{quoted(k)} is null", "the value is required", f"Fill in {k} or {k}_figure.")
        for k in table.key
        if k in table.measures
    ]
