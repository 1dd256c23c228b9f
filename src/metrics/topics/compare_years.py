"""Places side by side: the people that each lifted out of poverty, year by year."""

from __future__ import annotations

from metrics.topics.compare_places import FIGURES, PER_YEAR, USES, WHICH, scope
from metrics.topics.metric import ADDRESS_COLUMNS, DERIVED_COLUMNS, DERIVED_KEY, Metric, Topic

YEARS = Metric(
    "compare_years",
    f"For each place compared and each year, the people lifted out of poverty. {WHICH}",
    "one row per place and year",
    f"""{PER_YEAR}
select y.place, cast(y.year as varchar) as year, y.people as value, 'people' as unit, y.status,
       y.added, y.year_figure, y.people_figure as figure, {FIGURES}
from years y left join figures f on f.figure_id = y.people_figure
order by sum(y.people) over (partition by y.place) desc, y.place, y.year""".strip(),
    {
        "place": "Place",
        "year": "Year",
        "value": "Value",
        "unit": "Unit",
        "status": "Status",
        "added": "Added up from",
        "year_figure": "Figure of the year",
        **ADDRESS_COLUMNS,
    },
    ("place", "year"),
)
SUMS = Metric(
    "compare_years_derived",
    "The sum of each year over the places compared, where more than one states it.",
    "one row per derived number",
    f"""{PER_YEAR}
select 'all places compared, ' || year as what, 'derived' as status, sum(people)::double as value,
       'people' as unit, 'not rounded' as rounding, 'sum of the places compared' as formula,
       format('{{:,}} places = {{:,}}', count(*), sum(people)::bigint) as arithmetic
from years group by year having count(*) > 1 order by what""".strip(),
    DERIVED_COLUMNS,
    DERIVED_KEY,
)
SIDE_BY_SIDE = Topic(
    "compare_years",
    "Places side by side",
    "People lifted out of poverty year by year; all places on one scale.",
    YEARS,
    SUMS,
    USES,
    scope,
    page="compare",
)
MAP = Topic(
    "compare_map",
    "Places and years",
    "People lifted out of poverty by place and year; the darker, the more.",
    YEARS,
    SUMS,
    USES,
    scope,
    page="compare",
)
