"""What a rule is, and the rules of single cells: conditions in SQL that find what breaks them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from metrics.store.load import literal, quoted
from metrics.store.schema import Field

FORMS = {"integer": r"-?[0-9]+", "number": r"-?[0-9]+(\.[0-9]+)?"}
EXAMPLES = {"integer": "12081", "number": "0.667", "date": "2016-12-31"}
TOO_LARGE = 10**15  # whole numbers below it are exact in every type used


@dataclass(frozen=True)
class Rule:
    """`breaks` is true of a row that breaks the rule; `column` is the one to look at."""

    column: str
    breaks: str
    says: str
    do: str


def _wrong_type(field: Field, column: str) -> str:
    if field.type in FORMS:
        return f"not regexp_full_match({column}, {literal(FORMS[field.type])})"
    return f"try_cast({column} as {field.sql_type}) is null"


def field_rules(field: Field) -> Iterator[Rule]:
    """Yield the rules of one column, as conditions on the text of its cells."""
    column = quoted(field.name)
    if field.required:
        yield Rule(field.name, f"{column} is null", "the value is required", "Fill it in.")
    if field.type != "string":
        do = f"Write it like {EXAMPLES[field.type]}, without commas, spaces or unit."
        wrong = f"{column} is not null and {_wrong_type(field, column)}"
        yield Rule(field.name, wrong, f"the value is not of type {field.type}", do)
    if field.type in FORMS:
        high = f"abs(try_cast({column} as double)) >= {TOO_LARGE}"
        yield Rule(field.name, high, "the value is too large", f"Write less than {TOO_LARGE:,}.")
    if field.minimum is not None:
        low = f"try_cast({column} as double) < {field.minimum}"
        do = "Correct the value."
        yield Rule(field.name, low, f"the value is less than {field.minimum}", do)
    if field.enum:
        allowed = ", ".join(literal(v) for v in field.enum)
        do = f"Use one of: {', '.join(field.enum)}."
        yield Rule(field.name, f"{column} not in ({allowed})", "the value is not in the list", do)
    if field.pattern:
        wrong = f"not regexp_full_match({column}, {literal(field.pattern)})"
        do = f"It must match {field.pattern}"
        yield Rule(field.name, wrong, "the value does not have the right form", do)
    if field.refers:
        yield _reference(field, column)


def _reference(field: Field, column: str) -> Rule:
    table, other = field.refers.split(".")
    known = f"(select {quoted(other)} from raw.{quoted(table)} where {quoted(other)} is not null)"
    do = f"Use a {other} that {table} lists, or add it there."
    return Rule(field.name, f"{column} not in {known}", f"no row of {table} is called this", do)
