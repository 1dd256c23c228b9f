"""Where the dataset states a number at all: each measure, period and place."""

from __future__ import annotations

from collections.abc import Iterator

from metrics.selection import Selection
from metrics.store.schema import Table
from metrics.store.tables import VILLAGE_INDUSTRY
from metrics.store.topic_tables import POVERTY_EXITS, WORK_TEAMS
from metrics.topics.metric import DERIVED_COLUMNS, DERIVED_KEY, Metric, Topic

MOST = 2000  # places that are all shown
PERIODS = {"year": "cast(year as varchar)", "as_of": "as_of"}
STATED, NOT_STATED, HIDDEN = "stated", "not stated", "hidden by the filter"


def _cells(table: Table) -> Iterator[str]:
    """Yield the SQL of each measure of a table: its period, place, status, figure."""
    names = [field.name for field in table.fields]
    period = next((sql for name, sql in PERIODS.items() if name in names), "'undated'")
    status = "status" if "status" in names else "'standing'"
    year = "year_figure" if "year" in table.measures else "null"
    for name in [m for m in table.measures if m not in PERIODS] or ["product"]:
        figure = f"{name}_figure" if name in table.measures else "null"
        yield (
            f"select '{table.name}', '{name}', {period}, place_id, {status}, "
            f"{name} is not null, {figure}, {year} from {table.name}"
        )


_TABLES = (POVERTY_EXITS, WORK_TEAMS, VILLAGE_INDUSTRY)
_CELLS = "\n    union all ".join(sql for table in _TABLES for sql in _cells(table))
_ALL = f"""
with cells(topic, measure, period, place_id, status, given, figure, year_figure) as (
    {_CELLS}),
asked as (
    select topic, measure, period, max(year_figure) as year_figure
    from cells group by topic, measure, period),
shown as (
    select place_id, label as name, kind from places
    where named_in is distinct from 'outside' and (depth = 0 or list_contains($villages, label)
        or (select count(*) <= {MOST} from places))
    union all
    select distinct null, 'no place named', 'none' from cells where place_id is null),
found as (
    select topic, measure, period, place_id, string_agg(distinct status) as status,
           bool_or(given) as given, string_agg(distinct figure) as figure
    from cells where place_id is null or place_id in (select place_id from shown)
    group by topic, measure, period, place_id),
states as (
    select a.topic, a.measure, a.period, a.year_figure, s.name as place, s.kind, f.figure,
        case when (len($years) > 0 and try_cast(a.period as bigint) is not null
                   and not list_contains($years, try_cast(a.period as bigint)))
               or (len($villages) > 0 and s.kind in ('administrative village', 'hamlet')
                   and not list_contains($villages, s.name))
               or (len($status) > 0 and f.status in ('achieved', 'planned')
                   and not list_contains($status, f.status)) then '{HIDDEN}'
             when f.given then '{STATED}' else '{NOT_STATED}' end as state
    from asked a cross join shown s
    left join found f on f.topic = a.topic and f.measure = a.measure and f.period = a.period
         and f.place_id is not distinct from s.place_id)"""

ROWS = Metric(
    "coverage",
    "For each measure and period that the dataset has, and each place it names: whether it states "
    "a number there, states none, or the filter hides it. Of thousands of places the topmost "
    "are shown, and those chosen.",
    "one row per measure, period and place",
    f"""{_ALL}
select topic, replace(replace(measure, '_', ' '), 'party', 'Party') as measure, period, year_figure,
       place, state, figure
from states order by topic, measure, period,
     kind in ('administrative village', 'hamlet', 'none'), kind = 'none', place""".strip(),
    {
        "topic": "Topic",
        "measure": "Measure",
        "period": "Period",
        "year_figure": "Figure of the year",
        "place": "Place",
        "state": "State",
        "figure": "Figure",
    },
    ("topic", "measure", "period", "place"),
)

DERIVED = Metric(
    "coverage_derived",
    "How many of the cells are stated, not stated, or hidden by the filter.",
    "one row per derived number",
    f"""{_ALL}
select 'cells ' || state as what, 'derived' as status, count(*)::double as value,
       'cells' as unit, 'not rounded' as rounding, 'count of cells ' || state as formula,
       format('{{:,}} of {{:,}} cells', count(*), sum(count(*)) over ()::bigint) as arithmetic
from states group by state order by what""".strip(),
    DERIVED_COLUMNS,
    DERIVED_KEY,
)


def scope(selection: Selection) -> tuple[str, ...]:
    """Say nothing: every filter shows in the cells themselves."""
    return ()


TOPIC = Topic(
    "coverage",
    "Coverage",
    "Where the document states a number, where it states none, and what the filter hides.",
    ROWS,
    DERIVED,
    ("years", "villages", "status"),
    scope,
    page="checks",
)
