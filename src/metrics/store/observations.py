"""From a dataset's indicators and observations to tables that a roll-up and the pages read.

Adds to the built tables:
  periods  one row per period of the observations: period, kind, first_day, last_day, year, nth
  series   one row per indicator, group and kind of period that has observations: nth (the order in
           which they are listed), series (its label, each once), the columns of its indicator
           (weight by its label, theme for its group), and status, the one that is compared
"""

from __future__ import annotations

from functools import partial

import duckdb
import pyarrow as pa

from metrics.errors import Problem
from metrics.model.indicators import OBSERVATIONS, SHARE_UNITS
from metrics.model.periods import FORMS, KINDS, parse
from metrics.store.number_faults import explain_bad_year
from metrics.store.rules import Rule
from metrics.store.sql import literal

_WHOLE = " ".join(f"when {literal(unit)} then {whole}" for unit, whole in SHARE_UNITS.items())
_OF = "from indicators i where i.indicator_id = t.indicator_id"
_SAME = "w.place_id = t.place_id and w.period = t.period and w.status is not distinct from t.status"
_WEIGHED = (
    "select o._row from observations o join indicators i on i.indicator_id = o.indicator_id "
    f"join observations w on w.indicator_id = i.weight and {_SAME.replace('t.', 'o.')} "
    'and (w."group" is null or w."group" is not distinct from o."group") '
    "where o.value is not null and w.value <= 0"
)
_SUMMED = "from indicators w where w.indicator_id = t.weight and w.across_places = 'sum'"
INDICATOR_RULES = (
    Rule(
        "label",
        "exists (select 1 from indicators o where o.label = t.label and o._row < t._row)",
        "an earlier indicator has the same label",
        "Give each a label of its own.",
    ),
    Rule(
        "weight",
        "across_places = 'weighted_mean' and weight is null",
        "a weighted mean without a weight",
        "Name the indicator that weighs it, or set across_places to none.",
    ),
    Rule(
        "weight",
        "across_places <> 'weighted_mean' and weight is not null",
        "a weight where no mean is weighted",
        "Leave it empty, or set across_places to weighted_mean.",
    ),
    Rule(
        "weight",
        "across_places = 'weighted_mean' and weight is not null "
        f"and not exists (select 1 {_SUMMED})",
        "the weight is an indicator that cannot be added up",
        "Name an indicator whose across_places is sum, such as people or households.",
    ),
    Rule(
        "weight",
        "weight is not null and exists (select 1 from observations o "
        "where o.indicator_id = t.indicator_id) and not exists (select 1 from observations o "
        "where o.indicator_id = t.weight and o.value is not null)",
        "no place states the weight",
        "Give observations of it, or set across_places to none.",
    ),
    Rule(
        "unit",
        f"kind = 'share' and unit not in ({', '.join(map(literal, SHARE_UNITS))})",
        "the unit is not that of a share",
        f"Use one of: {', '.join(SHARE_UNITS)}.",
    ),
    Rule(
        "across_places",
        "kind = 'share' and across_places = 'sum'",
        "shares of several places are not added up",
        "Use weighted_mean with its weight, or none.",
    ),
    Rule(
        "across_places",
        "kind = 'category' and across_places <> 'sum'",
        "of a category the places that have it are counted",
        "Use sum.",
    ),
    Rule(
        "across_periods",
        "kind = 'stock' and across_periods = 'sum'",
        "stocks of several periods are not added up",
        "Use last, or none.",
    ),
)
UNREAD = "the period cannot be read"
WEIGHT_RULE = Rule(
    "value",
    f"t._row in ({_WEIGHED})",
    "the weight of this value is not more than zero",
    "Correct the value of its weight, or leave both empty.",
)
OBSERVATION_RULES = (
    Rule(
        "period",
        "t.period not in (select period from periods)",
        UNREAD,
        FORMS,
        refine=partial(explain_bad_year, usual=(UNREAD, FORMS)),
    ),
    Rule(
        "value",
        f"(select i.kind {_OF}) = 'share' and (value < 0 or value > "
        f"(select case i.unit {_WHOLE} end {_OF}))",
        "the share is outside its range",
        "Write from 0 to 100 where the unit is percent, from 0 to 1 where it is share.",
    ),
    Rule(
        "group",
        f"\"group\" is null and (select i.kind {_OF}) = 'category'",
        "a category is not named",
        "Name it in group, with the value 1.",
    ),
    WEIGHT_RULE,
)
ROW_RULES = {"indicators": INDICATOR_RULES, "observations": OBSERVATION_RULES}

_PERIODS = """
create or replace table periods as
select period, any_value(kind) as kind, any_value(first_day) as first_day,
       any_value(last_day) as last_day, any_value(year) as year,
       row_number() over (order by any_value(last_day), any_value(first_day) desc) as nth
from named group by period"""
_RENAMED = """
create or replace table raw.observations as
select o.* exclude (period), coalesce(n.period, o.period) as period
from raw.observations o left join named n on n.written = o.period"""
# Few indicators weigh others: joined are their rows alone.
_WEIGHTED = """
create or replace table observations as
with weighing as (
    from observations where indicator_id in (select weight from indicators))
select t.*, i.across_places as across, coalesce(w.value, u.value) as weight
from observations t join indicators i on i.indicator_id = t.indicator_id
left join weighing w on w.indicator_id = i.weight and {same}
     and w."group" is not distinct from t."group"
left join weighing u on u.indicator_id = i.weight and {other} and u."group" is null
order by t._row"""
_BEST = ("achieved", "standing", "planned", "target")
_NTH = " ".join(f"when {literal(status)} then {nth}" for nth, status in enumerate(_BEST, start=1))
_GIVEN = f"""
create temp table series_given as
select o.indicator_id, o."group", p.kind as every,
       min(case o.status {_NTH} end) as best
from observations o join periods p using (period) group by all"""
_SERIES = f"""
create table series as
with named as (
    select g.*, count(*) over (partition by g.indicator_id, g."group") as kinds, i.* exclude (
           indicator_id, "group", weight), i."group" as theme, w.label as weight
    from series_given g join indicators i using (indicator_id)
    left join indicators w on w.indicator_id = i.weight)
select row_number() over (order by _row, "group" nulls first, list_position({list(KINDS)}, every))
           as nth,
       label || coalesce(': ' || "group", '') || if(kinds > 1, ' (by ' || every || ')', '')
           as series,
       {list(_BEST)}[best] as status,
       * exclude (best, kinds, _row)
from named order by nth"""


def add_periods(con: duckdb.DuckDBPyConnection) -> None:
    """Add `periods`, and write each period of raw.observations in its one form.

    What cannot be read stays as it is: a rule finds it.
    """
    rows = con.execute("select distinct period from raw.observations").fetchall()
    found = {text: one for (text,) in rows if text and (one := parse(text))}
    named = {
        "written": pa.array(found, pa.string()),
        "period": pa.array([one.label for one in found.values()], pa.string()),
        "kind": pa.array([one.kind for one in found.values()], pa.string()),
        "first_day": pa.array([one.first for one in found.values()], pa.date32()),
        "last_day": pa.array([one.last for one in found.values()], pa.date32()),
        "year": pa.array([one.year for one in found.values()], pa.int64()),
    }
    con.register("named", pa.table(named))
    con.execute(_PERIODS)
    if any(text != one.label for text, one in found.items()):
        con.execute(_RENAMED)
    con.unregister("named")


def add_series(con: duckdb.DuckDBPyConnection) -> None:
    """Add `series`, and to the observations `across` and `weight`, which their roll-up reads."""
    con.execute(_WEIGHTED.format(same=_SAME, other=_SAME.replace("w.", "u.")))
    for sql in (_GIVEN, _SERIES):
        con.execute(sql)


def drop_weights(con: duckdb.DuckDBPyConnection) -> None:
    """Leave the observations as the contract has them, when they are rolled up."""
    for name in ("across", "weight"):
        con.execute(f"alter table observations drop column {name}")


def breaks_faults(con: duckdb.DuckDBPyConnection, file: str) -> list[Problem]:
    """Return a fault for each break of an indicator that names no period."""
    rows = con.execute("select _row, breaks from indicators where breaks is not null").fetchall()
    return [
        Problem(file, row, "breaks", period, UNREAD, FORMS)
        for row, breaks in rows
        for period in (one.split(":")[0].strip() for one in breaks.split(" | "))
        if parse(period) is None
    ]


__all__ = ["OBSERVATIONS", "ROW_RULES", "add_periods", "add_series", "breaks_faults"]
