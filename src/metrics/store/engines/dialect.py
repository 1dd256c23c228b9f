"""Render the store's SQL, which is written for DuckDB, for Apache Spark.

sqlglot renders names and syntax. What is rendered here besides are the functions of which the two
give different values for the same cell: numbers and days read from a text, sums and roundings of
numbers with decimals, and patterns that a whole text must match.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import sqlglot
from sqlglot import exp

Render = Callable[[exp.Expr], exp.Expr]
# What DuckDB takes for a number and for a day; Spark takes 1d and 2016 too.
_DIGITS = "[0-9]+(?:_[0-9]+)*"
NUMBER = (
    rf"[ \t\n\x0B\f\r]*[+-]?(?:(?:{_DIGITS}(?:\.(?:{_DIGITS})?)?|\.{_DIGITS})"
    rf"(?:[eE][+-]?{_DIGITS})?|(?i:inf|infinity))[ \t\n\x0B\f\r]*"
)
NO_NUMBER = r"[ \t\n\x0B\f\r]*[+-]?(?i:nan)[ \t\n\x0B\f\r]*"
_TIME = r"[ T](?:[01]?[0-9]|2[0-3]):[0-5]?[0-9](?::[0-5]?[0-9](?:\.[0-9]*)?)?"
_ZONE = r"(?:Z|[+-][0-9]{1,2}(?::?[0-9]{2})?)?"
DAY = (
    r"\A\s*0*([0-9]{1,4})([-/ \\])([0-9]{1,2})\2([0-9]{1,2})"
    rf"(?:{_TIME}{_ZONE})?\s*\z"
)
EPOCH = r"\s*(?i:epoch)\s*"


@lru_cache(maxsize=2000)
def parsed(sql: str) -> exp.Expr:
    """Return a statement of the store as a tree, which is not to be changed."""
    return sqlglot.parse_one(sql, read="duckdb")


def sources(statement: exp.Expr) -> set[str]:
    """Return the tables that a statement reads, as `name` or `schema.name`."""
    own = {cte.alias for cte in statement.find_all(exp.CTE)}
    target = made(statement)
    found = {full_name(one) for one in statement.find_all(exp.Table) if one is not target}
    return {name for name in found if name and name not in own}


def made(statement: exp.Expr) -> exp.Table | None:
    """Return the table that a statement makes; None where it makes none."""
    if not isinstance(statement, exp.Create) or statement.kind != "TABLE":
        return None
    return statement.this if isinstance(statement.this, exp.Table) else None


def full_name(table: exp.Table) -> str:
    """Return a table's name with its schema; "" where it is a function that gives rows."""
    if not isinstance(table.this, exp.Identifier):
        return ""
    return f"{table.db}.{table.name}" if table.db else table.name


def view_name(name: str) -> str:
    """Return what a table is called in Spark, where a temporary view has no schema."""
    return name.replace(".", "_")


@lru_cache(maxsize=2000)
def for_spark(query: exp.Expr) -> str:
    """Return a query in Spark's SQL, of the views that `view_name` names."""
    tree = _rules_first(query.copy())
    for render in (_names, _sums, _functions):
        tree = _rendered(tree, render)
    return tree.sql("spark")


def _rendered(tree: exp.Expr, render: Render) -> exp.Expr:
    """Render every part of a tree, the innermost first."""
    for node in reversed(list(tree.dfs())):
        new = render(node)
        if node is tree:
            return new
        if new is not node:
            node.replace(new)
    return tree


def _rules_first(tree: exp.Expr) -> exp.Expr:
    """Work out conditions that look into other tables row by row, before they are aggregated."""
    if not isinstance(tree, exp.Select) or not tree.args.get("from_"):
        return tree
    rules = [one for one in tree.expressions if isinstance(one, exp.LogicalOr | exp.CountIf)]
    if len(rules) != len(tree.expressions) or not any(one.find(exp.Select) for one in rules):
        return tree
    inner = tree.copy()
    inner.set(
        "expressions",
        [exp.alias_(one.this.copy(), f"_broken{nth}") for nth, one in enumerate(rules)],
    )
    outer = [type(one)(this=exp.column(f"_broken{nth}")) for nth, one in enumerate(rules)]
    return exp.select(*outer).from_(inner.subquery("_rows"))


def _names(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.Table) and node.db:
        alias = node.args.get("alias")
        return exp.Table(this=exp.to_identifier(view_name(full_name(node))), alias=alias)
    if isinstance(node, exp.CTE):
        node.set("materialized", None)
    return node


def _sums(node: exp.Expr) -> exp.Expr:
    """Put the filter of an exact sum into it."""
    if isinstance(node, exp.Filter) and _is_exact_sum(node.this):
        kept = exp.Case().when(node.expression.this, node.this.expressions[0])
        return exp.Anonymous(this="fsum", expressions=[kept])
    return node


def _is_exact_sum(node: exp.Expr) -> bool:
    return isinstance(node, exp.Anonymous) and node.name.lower() == "fsum"


def _functions(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.RegexpFullMatch):
        return _full_match(node.this, node.expression.name)
    if isinstance(node, exp.In) and node.args.get("query"):
        return _is_listed(node)
    if isinstance(node, exp.TryCast) and node.is_type("double"):
        return _number(node.this)
    if isinstance(node, exp.Cast) and node.is_type("date") and not node.this.is_string:
        return _day(node.this)
    if isinstance(node, exp.Round) and node.args.get("decimals"):
        return _rounded(node.this, node.args["decimals"].name)
    if isinstance(node, exp.Anonymous) and node.name.lower() == "round_even":
        return exp.func("rint", node.expressions[0])
    if isinstance(node, exp.Anonymous) and node.name.lower() == "isfinite":
        return _finite(node.expressions[0])
    return _exact_sum(node.expressions[0]) if _is_exact_sum(node) else node


def _full_match(text: exp.Expr, pattern: str) -> exp.Expr:
    """In DuckDB a dot matches all but a line feed; so it does in Java with the flag d."""
    return exp.RegexpLike(
        this=text.copy(), expression=exp.Literal.string(rf"(?d)\A(?:{pattern})\z")
    )


def _is_listed(node: exp.In) -> exp.Expr:
    """Ask whether a list has a value by a join: Spark holds each row of NOT IN against all others.

    No list of the store's rules holds a null, and none is asked for one.
    """
    listed = node.args["query"].this.copy()
    listed.set("expressions", [exp.alias_(listed.expressions[0].unalias(), "_listed")])
    where = exp.column("_listed", "_list").eq(node.this.copy())
    found = exp.select("1").from_(listed.subquery("_list")).where(where)
    return exp.Exists(this=found)


def _number(text: exp.Expr) -> exp.Expr:
    """Return the number that a text is for DuckDB; null where it is none."""
    plain = exp.func("replace", text.copy(), exp.Literal.string("_"), exp.Literal.string(""))
    not_one = exp.cast(exp.Literal.string("NaN"), "double")
    return (
        exp.Case()
        .when(_full_match(text, NUMBER), _try_cast(plain, "double"))
        .when(_full_match(text, NO_NUMBER), not_one)
    )


def _day(text: exp.Expr) -> exp.Expr:
    """Return the day that a text is for DuckDB, of the years 0 to 9999; null where it is none."""
    day, plain = (exp.Literal.string(one) for one in (DAY, r"000$1-$3-$4"))
    written = exp.Anonymous(this="regexp_replace", expressions=[text.copy(), day, plain])
    first = exp.cast(exp.Literal.string("1970-01-01"), "date")
    return (
        exp.Case()
        .when(_full_match(text, EPOCH), first)
        .when(exp.RegexpLike(this=text.copy(), expression=day.copy()), _try_cast(written, "date"))
    )


def _finite(number: exp.Expr) -> exp.Expr:
    """For Spark, what is not a number is more than any that is one."""
    return exp.func("abs", number.copy()) < exp.cast(exp.Literal.string("Infinity"), "double")


def _try_cast(text: exp.Expr, kind: str) -> exp.Expr:
    return exp.TryCast(this=text, to=exp.DataType.build(kind), safe=True)


def _rounded(number: exp.Expr, decimals: str) -> exp.Expr:
    """Round as DuckDB does: in binary, where Spark goes by the decimals that it would print."""
    times = exp.cast(exp.Literal.number(f"1e{decimals}"), "double")
    whole = exp.Round(this=exp.Mul(this=exp.paren(number.copy()), expression=times))
    return exp.Div(this=whole, expression=times.copy(), typed=True, safe=True)


def _exact_sum(number: exp.Expr) -> exp.Expr:
    """Add up whole and broken parts as decimals, so that no order of rows changes the sum."""
    one = exp.Literal.number(1)
    rest = exp.Mod(this=exp.paren(number.copy()), expression=one)
    whole = exp.Sub(this=exp.paren(number.copy()), expression=rest)

    def total(part: exp.Expr, kind: str) -> exp.Expr:
        return exp.cast(exp.Sum(this=exp.cast(part, kind)), "double")

    return exp.paren(
        exp.Add(
            this=total(whole, "decimal(38, 0)"), expression=total(rest.copy(), "decimal(38, 18)")
        )
    )
