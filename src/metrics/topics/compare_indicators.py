"""A dataset's own indicators as what places are compared by."""

from __future__ import annotations

from collections.abc import Mapping

from metrics.model.comparable import Comparable
from metrics.model.indicators import OBSERVATIONS
from metrics.model.schema import Measure, Table
from metrics.store.load import literal
from metrics.store.open import Store
from metrics.topics.indicator_numbers import SUM, WEIGHTED

TITLE = "Indicators"
_SERIES = "from series order by nth"
_TABLE = Table(
    OBSERVATIONS.name, OBSERVATIONS.grain, OBSERVATIONS.columns, OBSERVATIONS.key, period="period"
)


def of_indicators(store: Store) -> dict[str, Comparable]:
    """Return what each series of the dataset's indicators is compared by, by the series' label."""
    return {str(row["series"]): _comparable(row) for row in store.cached_records(_SERIES)}


def _comparable(row: Mapping[str, object]) -> Comparable:
    """Return what a row of the table `series` is compared by."""
    measure = Measure(
        "value",
        OBSERVATIONS.field("value").says,
        type="number",
        minimum=None,
        label=str(row["series"]),
        combine="sum" if row["across_places"] == "sum" else "declared",
        across="sum" if row["across_periods"] == "sum" else "latest",
    )
    return Comparable(
        title=TITLE,
        table=_TABLE,
        top=measure,
        name=str(row["series"]),
        unit=str(row["unit"]),
        decimals=_decimals(row) if row["across_places"] == "weighted_mean" else 0,
        rows=_rows(row),
    )


def _decimals(row: Mapping[str, object]) -> int:
    return 1 if row["decimals"] is None else int(str(row["decimals"]))


def _rows(row: Mapping[str, object]) -> str:
    """Return the SQL of a series' rows in the roll-up, each with its year and `how` it is made.

    A mean is rounded; what one place gives is not made, and stays as it is.
    """
    mean = row["across_places"] == "weighted_mean"
    value = f"if(o.counted > 1, round(o.value, {_decimals(row)}), o.value)" if mean else "o.value"
    how = f"{WEIGHTED}; mean weighted by {row['weight']}" if mean else SUM
    group = "is null" if row["group"] is None else f"= {literal(str(row['group']))}"
    return f"""(
        select o.* exclude (value, status), {value} as value,
               coalesce(o.status, 'standing') as status, t.year,
               if(o.counted > 1, {literal(how)}, null) as how
        from observations_up o join periods t using (period)
        where o.indicator_id = {literal(str(row["indicator_id"]))} and o."group" {group}
              and t.kind = {literal(str(row["every"]))})"""
