"""Households and people lifted out of poverty, by year and status."""

from __future__ import annotations

from metrics.selection import Selection
from metrics.statuses import status_sql
from metrics.topics import places
from metrics.topics.metric import ADDRESS_COLUMNS, DERIVED_COLUMNS, DERIVED_KEY, Metric, Topic
from metrics.topics.stating import stating

_CELLS = f"""
with {places.picked("poverty_exits")},
chosen as (
    select e.* from poverty_exits_up e join picked using (place_id)
    where (len($years) = 0 or list_contains($years, e.year))
      and (len($status) = 0 or list_contains($status, e.status))),
sums as (
    select year, status, sum(places)::bigint as places, min(first_place) as place_id,
           case when sum(places) = 1 then any_value(year_figure) end as year_figure,
           sum(households) as households, sum(with_households)::bigint as with_households,
           any_value(households_figure) as households_figure,
           sum(people) as people, sum(with_people)::bigint as with_people,
           any_value(people_figure) as people_figure
    from chosen group by year, status),
cells as (
    select s.year, s.status, m.measure, m.value, s.place_id, s.year_figure,
           case when s.places = 1 then m.figure end as figure,
           m.stated = s.places as whole, {places.added("m.stated", "s.places")} as added
    from sums s cross join lateral (values
        ('households', s.households, s.with_households, s.households_figure),
        ('people', s.people, s.with_people, s.people_figure)) m(measure, value, stated, figure))"""

ROWS = Metric(
    "poverty_exits",
    "For each year and status chosen, the households and the people lifted out of poverty, "
    "as they are given for the place; where none is given the value is empty, not zero. Numbers of "
    "several places are added up, and say of how many; the place of a row is of those that state "
    "its number.",
    "one row per year, status and measure",
    f"""{_CELLS},
{places.NAMED},
{stating("poverty_exits", ("year", "status"), ("households", "people"), "picked")}
select cast(c.year as varchar) as year, {status_sql("c.value", "c.status")} as status,
       c.measure, c.value::bigint as value, c.measure as unit,
       coalesce(t.stated_by, {places.PICKED_PLACE}) as place, c.added,
       c.year_figure, c.figure, f.printed, f.paragraph, f.sentence, f.certainty, f.repair
from cells c join places p using (place_id) cross join named
left join stating t using (year, status, measure)
left join figures f on f.figure_id = c.figure
order by c.year, c.status, c.measure""".strip(),
    {
        "year": "Year",
        "status": "Status",
        "measure": "Measure",
        "value": "Value",
        "unit": "Unit",
        "place": "Place",
        "added": "Added up from",
        "year_figure": "Figure of the year",
        **ADDRESS_COLUMNS,
    },
    ("year", "measure", "status"),
)

DERIVED = Metric(
    "poverty_exits_derived",
    "For each status chosen, the sum over the years of households and of people where more than "
    "one year prints them; and people per household for each year in which every place gives both. "
    "Achieved and planned are never added.",
    "one row per derived number",
    f"""{_CELLS},
stated as (
    select *, coalesce(figure, measure || ' ' || year) as named from cells where value is not null)
select measure || ' lifted out of poverty, ' || min(year) || ' to ' || max(year)
         || ', ' || status as what, 'derived' as status,
       sum(value)::double as value, measure as unit, 'not rounded' as rounding,
       string_agg(named, ' + ' order by year) as formula,
       string_agg(format('{{:,}}', value::bigint), ' + ' order by year)
         || ' = ' || format('{{:,}}', sum(value)::bigint) as arithmetic
from stated group by status, measure having count(*) > 1
union all
select 'people per household, ' || p.year || ', ' || p.status, 'derived',
       round(p.value / h.value, 2), 'people per household', 'two decimals',
       p.named || ' / ' || h.named,
       format('{{:,}} / {{:,}} = {{:.4f}}', p.value::bigint, h.value::bigint, p.value / h.value)
from stated p join stated h using (year, status)
where p.measure = 'people' and h.measure = 'households' and h.value > 0 and p.whole and h.whole
order by what""".strip(),
    DERIVED_COLUMNS,
    DERIVED_KEY,
)


def scope(selection: Selection) -> tuple[str, ...]:
    """Say which filters the document's exits cannot follow."""
    return places.county_only("exits", selection)


TOPIC = Topic(
    "poverty_exits",
    "Exits from poverty",
    "Households and people lifted out of poverty, year by year.",
    ROWS,
    DERIVED,
    ("years", "status"),
    scope,
    by_village="poverty_exits",
)
