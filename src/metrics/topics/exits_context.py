"""Exits in context: achieved to date, the plan beside it, and the paired poor people."""

from __future__ import annotations

from metrics.topics.county_once import scope
from metrics.topics.metric import ADDRESS_COLUMNS, DERIVED_COLUMNS, DERIVED_KEY, Metric, Topic
from metrics.topics.stating import TOPMOST

_CELLS = """
    select status, cast(year as varchar) as period, sum(people) as value,
           case when count(*) = 1 then any_value(people_figure) end as figure,
           case when count(*) = 1 then any_value(year_figure) end as year_figure
    from poverty_exits_up where people is not null and place_id = '' group by status, year
    union all
    select 'standing', 'at writing', sum(helped),
           case when count(*) = 1 then any_value(helped_figure) end, null
    from paired_assistance
    where helped_unit = 'people' and helped is not null and covered is null
    having count(*) > 0"""

ROWS = Metric(
    "exits_context",
    "The people lifted out of poverty year by year, the people planned, and the poor people in the "
    "households paired with officials. Exits are a flow, the paired people a stock.",
    "one row per status and period",
    f"""
with cells as ({_CELLS})
select (select territory from dataset) as place, c.status, c.period, c.value::bigint as value,
       'people' as unit, c.year_figure, c.figure,
       f.printed, f.paragraph, f.sentence, f.certainty, f.repair
from cells c
left join figures f on f.figure_id = c.figure
order by c.status, c.period""".strip(),
    {
        "place": "Place",
        "status": "Status",
        "period": "Period",
        "value": "Value",
        "unit": "Unit",
        "year_figure": "Figure of the year",
        **ADDRESS_COLUMNS,
    },
    ("status", "period"),
)

DERIVED = Metric(
    "exits_context_derived",
    "The people lifted out of poverty over all years achieved; and achieved and planned people, "
    "each on its own, as a share of the paired poor people where the same counties give both. "
    "Achieved and planned are never added.",
    "one row per derived number",
    f"""
with cells as ({_CELLS}),
flows as (
    select status, sum(value) as value, count(*) as years,
           string_agg(coalesce(figure, 'people ' || period), ' + ' order by period) as figures,
           string_agg(format('{{:,}}', value::bigint), ' + ' order by period) as numbers
    from cells where status <> 'standing' group by status),
counties as (select place_id, label from places where kind = 'county'),
topmost as ({TOPMOST}),
flowing as (
    select distinct place_id from poverty_exits_up e join topmost using (place_id)
    where e.people is not null),
standing as (
    select distinct p.place_id from paired_assistance t
    join within w using (place_id) join topmost p on p.place_id = w.ancestor_id
    where t.helped_unit = 'people' and t.helped is not null),
-- A share of what one county gives in what another gives would be none.
same as (
    select not exists (from flowing anti join standing using (place_id))
           and not exists (from standing anti join flowing using (place_id))),
stock as (
    select value, coalesce(figure, 'paired people') as figure from cells
    where status = 'standing' and value > 0)
select 'people lifted out of poverty, all years, ' || status as what, 'derived' as status,
       value::double as value, 'people' as unit, 'not rounded' as rounding, figures as formula,
       numbers || ' = ' || format('{{:,}}', value::bigint) as arithmetic
from flows where years > 1
union all
select f.status || ' people as a share of the paired poor people', 'derived',
       round(100.0 * f.value / s.value, 1), 'percent', 'one decimal',
       case when years > 1 then '(' || figures || ')' else figures end || ' / ' || s.figure,
       format('{{:,}} / {{:,}} = {{:.4f}}', f.value::bigint, s.value::bigint, f.value / s.value)
from flows f, stock s where (from same)
order by what""".strip(),
    DERIVED_COLUMNS,
    DERIVED_KEY,
)

TOPIC = Topic(
    "exits_context",
    "Exits in context",
    "People lifted out of poverty to date, planned, and the poor people in the paired households.",
    ROWS,
    DERIVED,
    (),
    scope("This compares all years of the whole county"),
    page="poverty_exits",
)
