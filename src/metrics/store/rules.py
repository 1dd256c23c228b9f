"""The rules of a dataset, each a condition in SQL that finds the rows which break it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from metrics.store.load import literal, quoted
from metrics.store.schema import Field, Table

FORMS = {"integer": r"-?[0-9]+", "number": r"-?[0-9]+(\.[0-9]+)?"}
EXAMPLES = {"integer": "12081", "number": "0.667", "date": "2016-12-31"}
FIGURES = "(select figure_id from figures)"
READINGS = "[split_part(x, ':', 1)::double for x in string_split(candidates, ' | ')]"


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


def measure_rules(table: Table, name: str) -> Iterator[Rule]:
    """Yield the rules that tie a measure (joined as <name>_f) to the figure it is read from."""
    field, column, figure = table.field(name), f"{name}_figure", f"{name}_f"
    unit = literal(field.unit)
    yield Rule(
        name,
        f"{quoted(name)} is distinct from {figure}.value and {column} is not null",
        f"the value is not that of its {column}",
        "Leave the value empty: the figure gives it.",
    )
    yield Rule(
        column,
        f"{figure}.unit is distinct from {unit} and {column} is not null",
        f"the figure does not count {field.unit}",
        f"Name a figure whose unit is {field.unit}.",
    )
    for shared in ("status", "place_id"):
        if shared in {f.name for f in table.fields}:
            yield Rule(
                column,
                f"{figure}.{shared} <> t.{shared}",
                f"the figure has another {shared}",
                f"Name a figure with the same {shared}.",
            )


ROW_RULES: dict[str, tuple[Rule, ...]] = {
    "places": (
        Rule(
            "parent_id",
            "parent_id = place_id",
            "the place belongs to itself",
            "Name the place above it, or leave it empty.",
        ),
    ),
    "figures": (
        Rule(
            "end",
            '"end" <= "start"',
            "the end is not after the start",
            "Count characters from 0; the end is the character after the last.",
        ),
        Rule(
            "end",
            '"end" > (select characters from documents d where d.document_id = t.document_id)',
            "the figure ends after its document",
            "Correct the place, or the length in documents.",
        ),
        Rule(
            "value",
            "kind = 'slogan' and value is not null",
            "a slogan has a value",
            "Leave it empty: a slogan counts nothing.",
        ),
        Rule(
            "value",
            "kind <> 'slogan' and value is null and certainty <> 'ambiguous'",
            "a figure without a value must be ambiguous",
            "Fill in the value, or set certainty to ambiguous and list the candidates.",
        ),
        Rule(
            "status",
            "kind <> 'slogan' and status is null",
            "a figure needs a status",
            "Say whether it is achieved, planned, target or standing.",
        ),
        Rule(
            "candidates",
            "certainty = 'ambiguous' and candidates is null",
            "an ambiguous figure needs its candidate readings",
            "List them as number: reason | number: reason.",
        ),
        Rule(
            "value",
            f"value is not null and not list_contains({READINGS}, value)",
            "the value is not among its candidates",
            "Add the reading taken to candidates.",
        ),
        Rule(
            "repair",
            "garbling is not null and repair is null",
            "a garbled figure needs its repair",
            "Say how the printed form was read.",
        ),
    ),
    "work_teams": (
        Rule(
            "party_members",
            "party_members > members",
            "more Party members than members",
            "Correct one of the two.",
        ),
    ),
    "checks": (
        Rule(
            "left",
            'exists (select 1 from unnest(regexp_extract_all("left" || \' \' || "right", '
            f"'[A-Z][0-9]{{2,}}')) named(x) where x not in {FIGURES})",
            "the expression names a figure that does not exist",
            "Use a figure_id of figures.",
        ),
    ),
}
