"""Places ranked by the people they lifted out of poverty, and each one's share."""

from __future__ import annotations

from metrics.selection import Selection
from metrics.topics.metric import ADDRESS_COLUMNS, DERIVED_COLUMNS, DERIVED_KEY, Metric, Topic

RANKED = 30  # places whose share is worked out, and that a chart shows
WHICH = (
    "The places compared are those chosen; of one place chosen, what lies directly in it; and "
    "where none is chosen, the counties, or the villages of the only county. Achieved exits are "
    "compared, or planned ones where only these are chosen: never both together."
)
PER_YEAR = """
with asked as (select place_id from places where list_contains($villages, label)),
counted as (select (select count(*) from asked) as asked,
                   (select count(*) from places where kind = 'county') as counties),
level as (
    select p.place_id, p.label from places p, counted
    where case when counted.asked > 1 then p.place_id in (select place_id from asked)
               when counted.asked = 1
               then p.parent_id in (select place_id from asked)
                    or (p.place_id in (select place_id from asked)
                        and not exists (select 1 from places c where c.parent_id = p.place_id))
               when counted.counties > 1 then p.kind = 'county'
               else p.kind in ('administrative village', 'hamlet') end),
years as (
    select l.label as place, e.year, e.status, e.people, e.people_figure, e.year_figure,
           of_places(e.people_stated, e.counted + e.missing, null) as added
    from poverty_exits_up e join level l using (place_id)
    where e.people is not null and (len($years) = 0 or list_contains($years, e.year))
      and e.status = case when len($status) = 1 then $status[1] else 'achieved' end)"""
FIGURES = """f.printed, f.paragraph, f.sentence, f.certainty, f.repair"""

PLACES = Metric(
    "compare_places",
    "For each place compared, the people lifted out of poverty over the years that it states, and "
    f"its rank. {WHICH}",
    "one row per place",
    f"""{PER_YEAR},
sums as (
    select place, any_value(status) as status, sum(people)::bigint as value, count(*) as stated,
           min(year) as first, max(year) as last,
           case when count(*) = 1 then any_value(people_figure) end as figure
    from years group by place)
select rank() over (order by s.value desc) as rank, s.place, s.value, 'people' as unit, s.status,
       case when first = last then first::varchar else format('{{}} to {{}}', first, last) end
         as years,
       case when stated > 1 then format('{{}} years state it', stated) end as added,
       s.figure, {FIGURES}
from sums s left join figures f on f.figure_id = s.figure order by 1, 2""".strip(),
    {
        "rank": "Rank",
        "place": "Place",
        "value": "Value",
        "unit": "Unit",
        "status": "Status",
        "years": "Years",
        "added": "Added up from",
        **ADDRESS_COLUMNS,
    },
    ("place",),
)
SHARES = Metric(
    "compare_places_derived",
    "The sum over all places compared, and the share in it of each of the largest, as many as the "
    "chart shows.",
    "one row per derived number",
    f"""{PER_YEAR},
sums as (select place, sum(people) as value from years group by place),
total as (select sum(value) as value, count(*) as places from sums)
select * from (
    select 'all places compared' as what, 'derived' as status, value::double as value,
           'people' as unit, 'not rounded' as rounding, 'sum of the places compared' as formula,
           format('{{:,}} places = {{:,}}', places, value::bigint) as arithmetic
    from total where places > 0
    union all
    (select 'share of ' || s.place, 'derived', round(100.0 * s.value / t.value, 1), 'percent',
           'one decimal', s.place || ' / all places compared',
           format('{{:,}} / {{:,}} = {{:.4f}}', s.value::bigint, t.value::bigint, s.value / t.value)
    from sums s cross join total t where t.value > 0
    order by s.value desc, s.place limit {RANKED}))""".strip(),
    DERIVED_COLUMNS,
    DERIVED_KEY,
)


def scope(selection: Selection) -> tuple[str, ...]:
    """Say which places are compared when the reader chose none, or one."""
    if len(selection.villages) > 1:
        return ()
    if selection.villages:
        return (f"Compared is what lies directly in {selection.villages[0]}.",)
    return ("Compared are the counties, or the villages of the only one.",)


USES = ("years", "villages", "status")
RANKING = Topic(
    "compare_places",
    "Places ranked",
    "People lifted out of poverty over the years chosen, and each place's share.",
    PLACES,
    SHARES,
    USES,
    scope,
    page="compare",
)
