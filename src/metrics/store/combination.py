"""How the numbers of several places make one, as SQL over the rows `e` of a roll-up."""

from __future__ import annotations

from metrics.model.schema import Measure


def stated(measure: Measure) -> str:
    """Return the SQL of how many rows give the number that is combined.

    In a weighted mean a place counts that gives the value and its weight.
    """
    name = f"e.{measure.name}"
    if measure.combine != "declared":
        return f"count({name})"
    both = f"count({name}) filter (e.weight is not null)"
    weighed = "count(*) > 1 and any_value(e.across) = 'weighted_mean'"
    return f"case when {weighed} then {both} else count({name}) end"


def _declared(name: str) -> str:
    """Return the SQL of a combination that each row declares: a mean is never one of means."""
    total = f"fsum({name} * e.weight) / nullif(fsum(e.weight) filter ({name} is not null), 0)"
    return (
        f"case when count(*) = 1 then any_value({name})\n"
        f"      when any_value(e.across) = 'sum' then round(fsum({name}), 9)\n"
        f"      when any_value(e.across) = 'weighted_mean' then round({total}, 9) end"
    )


def combined(measure: Measure) -> str:
    """Return the SQL of the number that the rows make together; null where they make none."""
    name = f"e.{measure.name}"
    if measure.combine == "declared":
        return _declared(name)
    if measure.combine == "sum":
        return f"sum({name})::{measure.sql_type}"
    alone = "count(*) = 1" if measure.combine == "single" else f"min({name}) = max({name})"
    return f"case when {alone} then any_value({name}) end"
