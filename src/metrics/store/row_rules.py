"""The rules of whole rows: what a row's cells, its figures and other tables must agree on."""

from __future__ import annotations

from collections.abc import Iterator

from metrics.model.schema import FIGURE_ID, Field, Table
from metrics.store import observations
from metrics.store.load import literal, quoted
from metrics.store.rules import Rule

FIGURES = "(select figure_id from figures)"
READINGS = "[try_cast(split_part(x, ':', 1) as double) for x in string_split(candidates, ' | ')]"


def measure_rules(table: Table, name: str) -> Iterator[Rule]:
    """Yield the rules that tie a measure (joined as <name>_f) to the figure it is read from."""
    field, column, figure = table.field(name), f"{name}_figure", f"{name}_f"
    unit, counted = _unit(table, field)
    yield Rule(
        name,
        f"t.{quoted(name)} is distinct from {figure}.value and t.{column} is not null",
        f"the value is not that of its {column}",
        "Leave the value empty: the figure gives it.",
    )
    yield Rule(
        column,
        f"{figure}.unit is distinct from {unit} and t.{column} is not null",
        f"the figure does not count {counted}",
        f"Name a figure whose unit is {counted}.",
    )
    for shared in ("status", "place_id"):
        if shared in {f.name for f in table.fields}:
            yield Rule(
                column,
                f"{figure}.{shared} <> t.{shared}",
                f"the figure has another {shared}",
                f"Name a figure with the same {shared}.",
            )
    yield from added_rules(table, name)


def added_rules(table: Table, name: str) -> Iterator[Rule]:
    """Yield the rules that keep a measure that is added up from what must not be added.

    The measure's figure is joined as <name>_f.
    """
    column = f"{name}_figure"
    if getattr(table.field(name), "combine", "") != "sum" or name in table.key:
        return
    nth = f"row_number() over (partition by {column} order by _row) as nth"
    named = f"select _row, {nth} from {table.name} where {column} is not null"
    yield Rule(
        column,
        f"t._row in (select n._row from ({named}) n where n.nth > 1)",
        "an earlier row has the same figure: its number would be added twice",
        "Name the figure in one row, and leave this number empty.",
    )
    if "status" not in {field.name for field in table.fields}:
        yield Rule(
            column,
            f"t._row in ({_planned_beside_other(table, name)})",
            "the figure has another status than what it is added to",
            "Leave this number out: the table has no status that keeps planned from achieved.",
        )


def _planned_beside_other(table: Table, name: str) -> str:
    """Return the query of rows whose figure is planned or a target, where one added to it is not.

    A number without a figure is taken as reached.
    """
    column = f"{name}_figure"
    same = "".join(
        f" and b.{quoted(one)} is not distinct from a.{quoted(one)}" for one in table.descriptive
    )
    given = f"(b.{quoted(name)} is not null or b.{column} is not null)"
    return (
        f"select a._row from {table.name} a join figures f on f.figure_id = a.{column} "
        f"join {table.name} b on b._row <> a._row and {given}{same} "
        f"left join figures g on g.figure_id = b.{column} "
        "where f.status in ('planned', 'target') and g.status is distinct from f.status"
    )


def date_rules(table: Table) -> Iterator[Rule]:
    """Yield the rules that tell apart the dates of one place, so that the latest can be told."""
    for field in (f for f in table.fields if f.dated_from):
        words, day = quoted(field.dated_from), quoted(field.name)
        others = [quoted(key) for key in table.key if key != field.dated_from]
        same = " and ".join(f"o.{key} is not distinct from t.{key}" for key in others)
        yield Rule(
            field.dated_from,
            f"exists (select 1 from {table.name} o where {same} and o.{words} <> t.{words} "
            f"and o._row < t._row and o.{day} is not distinct from t.{day})",
            "it cannot be told whether this or an earlier row of the place is the later one",
            f"Name the year and the month, or give the day in a column {field.name}.",
        )


def _unit(table: Table, field: Field) -> tuple[str, str]:
    """Return the SQL of a measure's unit, and how it is called: its own, or that of a column."""
    names = {other.name for other in table.fields}
    if table is observations.OBSERVATIONS:
        of = "from indicators i where i.indicator_id = t.indicator_id"
        return f"(select i.unit {of})", "the unit of its indicator"
    for column in (f"{field.name}_unit", "unit"):
        if column in names:
            return f"t.{column}", f"the row's {column}"
    return literal(field.unit), field.unit


ROW_RULES: dict[str, tuple[Rule, ...]] = {
    **observations.ROW_RULES,
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
            f"'{FIGURE_ID}')) named(x) where x not in {FIGURES})",
            "the expression names a figure that does not exist",
            "Use a figure_id of figures.",
        ),
    ),
}
