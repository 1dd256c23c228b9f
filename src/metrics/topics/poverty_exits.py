"""Households and people lifted out of poverty, by year and status."""

from __future__ import annotations

from metrics.selection import Selection
from metrics.statuses import status_sql
from metrics.topics.metric import ADDRESS_COLUMNS, DERIVED_COLUMNS, DERIVED_KEY, Metric, Topic

_CHOSEN = """
    where (len($years) = 0 or list_contains($years, e.year))
      and (len($status) = 0 or list_contains($status, e.status))"""

ROWS = Metric(
    "poverty_exits",
    "For each year and status chosen, the households and the people lifted out of poverty, "
    "as the document prints them; where it prints no number the value is empty, not zero.",
    "one row per year, status and measure",
    f"""
select cast(e.year as varchar) as year, {status_sql("m.value", "e.status")} as status,
       m.measure, m.value, m.measure as unit, p.name as place, e.year_figure,
       m.figure, f.printed, f.paragraph, f.sentence, f.certainty, f.repair
from poverty_exits e
join places p using (place_id)
cross join lateral (values
    ('households', e.households, e.households_figure),
    ('people', e.people, e.people_figure)) m(measure, value, figure)
left join figures f on f.figure_id = m.figure{_CHOSEN}
order by e.year, e.status, m.measure""".strip(),
    {
        "year": "Year",
        "status": "Status",
        "measure": "Measure",
        "value": "Value",
        "unit": "Unit",
        "place": "Place",
        "year_figure": "Figure of the year",
        **ADDRESS_COLUMNS,
    },
    ("year", "measure", "status"),
)

DERIVED = Metric(
    "poverty_exits_derived",
    "For each status chosen, the sum over the years of households and of people where more than "
    "one year prints them; and people per household for each year that prints both. "
    "Achieved and planned are never added.",
    "one row per derived number",
    f"""
with cells as (
    select e.year, e.status, m.measure, m.value, m.figure
    from poverty_exits e
    cross join lateral (values
        ('households', e.households, e.households_figure),
        ('people', e.people, e.people_figure)) m(measure, value, figure){_CHOSEN}
      and m.value is not null)
select measure || ' lifted out of poverty, ' || min(year) || ' to ' || max(year)
         || ', ' || status as what, 'derived' as status,
       sum(value)::double as value, measure as unit, 'not rounded' as rounding,
       string_agg(figure, ' + ' order by year) as formula,
       string_agg(format('{{:,}}', value), ' + ' order by year)
         || ' = ' || format('{{:,}}', sum(value)::bigint) as arithmetic
from cells group by status, measure having count(*) > 1
union all
select 'people per household, ' || e.year || ', ' || e.status, 'derived',
       round(e.people / e.households, 2), 'people per household', 'two decimals',
       e.people_figure || ' / ' || e.households_figure,
       format('{{:,}} / {{:,}} = {{:.4f}}', e.people, e.households, e.people / e.households)
from poverty_exits e{_CHOSEN} and e.people is not null and e.households > 0
order by what""".strip(),
    DERIVED_COLUMNS,
    DERIVED_KEY,
)


def scope(selection: Selection) -> tuple[str, ...]:
    """Say which filters the document's exits cannot follow."""
    if not selection.villages:
        return ()
    named = " and ".join(selection.villages)
    return (
        f"The document gives exits for the county only, not for {named}: "
        "the village filter does not change these numbers.",
    )


TOPIC = Topic(
    "poverty_exits",
    "Exits from poverty",
    "Households and people lifted out of poverty, year by year.",
    ROWS,
    DERIVED,
    ("years", "status"),
    scope,
)
