"""Where the dataset states a number at all: each measure, period and place."""

from __future__ import annotations

from metrics.selection import Selection
from metrics.topics.metric import DERIVED_COLUMNS, DERIVED_KEY, Metric, Topic

MOST = 2000  # places that are all shown
STATED, NOT_STATED, HIDDEN = "stated", "not stated", "hidden by the filter"


_ALL = f"""
with asked as (
    select nth, topic, measure, period, max(year_figure) as year_figure
    from cells group by all),
shown as (
    select place_id, label as name, kind from places
    where named_in is distinct from 'outside' and (depth = 0 or list_contains($villages, label)
        or (select count(*) <= {MOST} from places))
    union all
    select distinct null, 'no place named', 'none' from cells where place_id is null),
found as (
    select topic, measure, period, place_id, string_agg(distinct status) as status,
           bool_or(given) as given,
           if(count(distinct figure) = 1, any_value(figure), null) as figure
    from cells where place_id is null or place_id in (select place_id from shown)
    group by topic, measure, period, place_id),
states as (
    select a.nth, a.topic, a.measure, a.period, a.year_figure, s.name as place, s.kind, f.figure,
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
select topic, measure, period, year_figure, place, state, figure
from states order by nth, measure, period,
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
