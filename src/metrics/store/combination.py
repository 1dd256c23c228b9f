"""How the numbers of several places make one, as SQL over the rows of a roll-up."""

from __future__ import annotations

from metrics.model.schema import Measure, Table
from metrics.model.units import NEVER_ADDED, OVER_TIME, RATES
from metrics.store.sql import literal, quoted


def stated(measure: Measure) -> str:
    """Return the SQL of how many rows `e` give the number that is combined.

    In a weighted mean a place counts that gives the value and its weight; where none gives both
    there is no mean, and those count that give the value.
    """
    name = f"e.{measure.name}"
    if measure.combine != "declared":
        return f"count({name})"
    both = f"count({name}) filter (e.weight is not null)"
    weighed = "count(*) > 1 and any_value(e.across) = 'weighted_mean'"
    return f"case when {weighed} and {both} > 0 then {both} else count({name}) end"


def stated_sum(table: Table, row: str) -> str:
    """Return the SQL of whether the rows of a sum state any number."""
    return f"({' or '.join(f'{row}.{measure.name}_n > 0' for measure in table.combined)})"


def _declared(name: str) -> str:
    """Return the SQL of a combination that each row declares: a mean is never one of means."""
    total = f"fsum({name} * e.weight) / nullif(fsum(e.weight) filter ({name} is not null), 0)"
    return (
        f"case when count(*) = 1 then any_value({name})\n"
        f"      when any_value(e.across) = 'sum' then round(fsum({name}), 9)\n"
        f"      when any_value(e.across) = 'weighted_mean' then round({total}, 9) end"
    )


def combined(measure: Measure) -> str:
    """Return the SQL of the number that the rows `e` make together; null where they make none."""
    name = f"e.{measure.name}"
    if measure.combine == "declared":
        return _declared(name)
    if measure.combine == "single":
        return f"case when count(*) = 1 then any_value({name}) end"
    return together(measure, f"sum({name})", f"min({name})", f"max({name})", "any_value(e.{})")


def together(measure: Measure, total: str, low: str, high: str, column: str = "{}") -> str:
    """Return the SQL of a sum, or of the number that all rows give, as the unit of each row says.

    `low` and `high` are the least and the most of the rows; `column` the SQL of a column by name.
    """
    added = f"{total}::{measure.sql_type}"
    alike = f"case when {low} = {high} then {low} end"
    if measure.combine == "same":
        return alike
    if not measure.unit_column:
        return added
    apart = never_added(column.format(quoted(measure.unit_column)))
    return f"case when not ({apart}) then {added}\n      when {low} = {high} then {low} end"


def combine_sql(measure: Measure) -> str:
    """Return the SQL of how the numbers of a row's measure combine, in the words of its record."""
    if measure.combine != "sum" or not measure.unit_column:
        return literal(measure.combine)
    return f"if({never_added(quoted(measure.unit_column))}, 'same', 'sum')"


def never_added(unit: str) -> str:
    """Return the SQL of whether numbers of a unit do not add up: not `metrics.model.units.adds_up`.

    A unit that is not stated adds up.
    """
    plain = f"lower(trim(coalesce({unit}, '')))"
    timeless = f"regexp_replace({plain}, {literal(OVER_TIME)}, '')"
    listed = ", ".join(map(literal, NEVER_ADDED))
    marked = " or ".join(f"{timeless} like {literal(f'%{mark}%')}" for mark in RATES)
    return f"{plain} in ({listed}) or {marked}"
