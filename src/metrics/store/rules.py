"""What a rule is, and the rules of single cells: conditions in SQL that find what breaks them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from metrics.errors import Problem
from metrics.model.schema import Field
from metrics.reading.repairs import TOO_LARGE
from metrics.store.load import literal, quoted
from metrics.store.number_faults import explain_bad_number, explain_bad_year

FORMS = {"integer": r"-?[0-9]+", "number": r"-?[0-9]+(\.[0-9]+)?"}
TEXT = "VARCHAR"
FIRST_DAY, LAST_DAY = "date '0001-01-01'", "date '9999-12-31'"  # that every program can hold
EXAMPLES = {"integer": "12081", "number": "0.667", "date": "2016-12-31", "year": "2016"}


@dataclass(frozen=True)
class Rule:
    """`breaks` is true of a row that breaks the rule; `column` is the one to look at.

    `refine` gives, for a value found, what exactly is wrong with it and what to do.
    """

    column: str
    breaks: str
    says: str
    do: str
    expects: str = ""
    refine: Callable[[str], tuple[str, str]] | None = None

    def problem(self, file: str, row: int, value: str) -> Problem:
        """Return the fault of one cell; `refine` says more exactly what its value is."""
        says, do = self.refine(value) if self.refine else (self.says, self.do)
        return Problem(file, row, self.column, value, says, do, self.expects)


def _wrong_type(field: Field, column: str) -> str:
    if field.type in FORMS:
        return f"not regexp_full_match({column}, {literal(FORMS[field.type])})"
    day = f"try_cast({column} as {field.sql_type})"
    return f"({day} is null or {day} not between {FIRST_DAY} and {LAST_DAY})"


def field_rules(field: Field, kind: str = TEXT) -> Iterator[Rule]:
    """Yield the rules of one column, as conditions on its cells: texts, or values of a `kind`."""
    column = quoted(field.name)
    for rule in (*_type_rules(field, column, kind), *_value_rules(field, column)):
        yield replace(rule, expects=field.expected)


def _type_rules(field: Field, column: str, kind: str) -> Iterator[Rule]:
    if field.required:
        yield Rule(field.name, f"{column} is null", "the value is required", "Fill it in.")
    if kind == "DOUBLE":
        says, do = "the value is not a number", "Write a number, or null where none is stated."
        yield Rule(field.name, f"not isfinite({column})", says, do)
    if field.type == "string" or kind != TEXT:
        return
    example = EXAMPLES.get(field.unit) or EXAMPLES[field.type]
    wrong = f"{column} is not null and {_wrong_type(field, column)}"
    do = f"Write it like {example}."
    refine = partial(explain_bad_number, example=example) if field.type in FORMS else None
    if field.unit == "year":
        refine = partial(explain_bad_year, usual=("the value is no year", do))
    yield Rule(field.name, wrong, f"the value is not of type {field.type}", do, "", refine)


def _value_rules(field: Field, column: str) -> Iterator[Rule]:
    number = f"try_cast({column} as double)"
    if field.type in FORMS:
        high, do = f"abs({number}) >= {TOO_LARGE}", f"Write less than {TOO_LARGE:,}."
        yield Rule(field.name, high, "the value is too large", do)
    if field.minimum is not None:
        yield _too_low(field, number)
    if field.maximum is not None:
        yield _too_high(field, number)
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


def _too_low(field: Field, number: str) -> Rule:
    low, says = f"{number} < {field.minimum}", f"the value is less than {field.minimum}"
    if field.unit != "year":
        return Rule(field.name, low, says, "Correct the value.")
    refine = partial(explain_bad_year, usual=(says, "Correct the year."))
    return Rule(field.name, low, says, "Correct the year.", refine=refine)


def _too_high(field: Field, number: str) -> Rule:
    high = f"{number} > {field.maximum} and abs({number}) < {TOO_LARGE}"
    if field.unit == "share":
        says, do = "the share is more than 100 percent", "Write 66.7 percent as 0.667."
        return Rule(field.name, high, says, do)
    says = f"the value is more than {field.maximum}"
    return Rule(field.name, high, says, f"Correct the {field.unit or 'value'}.")


def _reference(field: Field, column: str) -> Rule:
    table, other = field.refers.split(".")
    known = f"(select {quoted(other)} from raw.{quoted(table)} where {quoted(other)} is not null)"
    do = f"Use a {other} that {table} lists, or add it there."
    # No cell at all is not in a list without entries: DuckDB takes that for true.
    strange = f"{column} is not null and {column} not in {known}"
    return Rule(field.name, strange, f"no row of {table} is called this", do)
