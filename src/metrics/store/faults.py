"""Find every fault of a dataset's raw and typed tables: each rule is one question in SQL."""

from __future__ import annotations

from collections.abc import Sequence
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


def columns(con: duckdb.DuckDBPyConnection, table: Table) -> list[str]:
    """Return the columns of raw.<table>."""
    return [name for name, *_ in con.execute(f"describe raw.{quoted(table.name)}").fetchall()]


def _faults(
    con: duckdb.DuckDBPyConnection, source: str, rules: Sequence[Rule], file: str
) -> list[Problem]:
    """Return the faults of the rows of `source`, aliased t; one scan tells which rules have any."""
    if not rules:
        return []
    broken = ", ".join(f"bool_or({rule.breaks})" for rule in rules)
    ((*found,),) = con.execute(f"select {broken} from {source}").fetchall()
    return [
        rule.problem(file, row, "" if value is None else str(value))
        for rule, any_row in zip(rules, found, strict=True)
        if any_row
        for row, value in con.execute(_rows_that_break(rule, source)).fetchall()
    ]


def _rows_that_break(rule: Rule, source: str) -> str:
    return (
        f"select t._row, t.{quoted(rule.column)} from {source} "
        f"where {rule.breaks} order by 1 limit {MOST}"
    )


def cell_faults(con: duckdb.DuckDBPyConnection, table: Table, package: Package) -> list[Problem]:
    """Return the faults of single cells of raw.<table>."""
    file, present = package.files[table.name].name, columns(con, table)
    fields = [_of_part(f) if package.parts else f for f in table.fields if f.name in present]
    rules = [r for field in fields for r in field_rules(field)]
    found = _faults(con, f"raw.{quoted(table.name)} t", rules, file)
    return wide.located(con, table, found)


def _of_part(field: Field) -> Field:
    """Return a field of joined datasets: its ids have the letter of their dataset before them."""
    if field.name in ("figure_id", "check_id") and field.pattern:
        return replace(field, pattern=OF_PART + field.pattern)
    return replace(field, pattern=f"({field.pattern}|:)+") if field.name in SIDES else field


def row_faults(con: duckdb.DuckDBPyConnection, table: Table, package: Package) -> list[Problem]:
    """Return the faults of whole rows: what cells, figures and keys must agree on."""
    file, source = package.files[table.name].name, f"{table.name} t"
    found = _faults(con, source, (*ROW_RULES.get(table.name, ()), *date_rules(table)), file)
    for name in table.measures:
        source += f" left join figures {name}_f on {name}_f.figure_id = t.{name}_figure"
    rules = [rule for name in table.measures for rule in measure_rules(table, name)]
    found += _faults(con, source, (*rules, _unique(table), *_keys(table)), file)
    more = {"places": parent_faults, "indicators": breaks_faults, "ledger": ledger_faults}
    # The chain of a ledger holds in its own dataset only, which was checked before it was joined.
    own = more.get(table.name) if table.name != "ledger" or not package.parts else None
    # A figure that is there twice joins a row twice: its faults are said once.
    return wide.located(con, table, list(dict.fromkeys(found))) + (own(con, file) if own else [])


def _unique(table: Table) -> Rule:
    keys = ", ".join(quoted(key) for key in table.key)
    breaks = f"t._row not in (select min(_row) from {table.name} group by {keys})"
    says = f"an earlier row has the same {', '.join(table.key)}"
    return Rule(table.key[0], breaks, says, f"Keep {table.grain.split(';')[0]}.")


def _keys(table: Table) -> list[Rule]:
    return [
        Rule(k, f"t.{quoted(k)} is null", "the value is required", f"Fill in {k} or {k}_figure.")
        for k in table.key
        if k in table.measures
    ]
