"""Indicators by year where they are given by half-year, quarter, month or day.

The numbers of a year are added up, or the last of them is taken, as the indicator declares. A sum
is of complete years only; of statuses each has its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metrics.model.derived import DECIMALS, Derived
from metrics.model.rows import Row
from metrics.numbers import as_text
from metrics.statuses import status_sql
from metrics.topics import indicator_sql as sql
from metrics.topics.metric import Metric

ADDED, STATED = "added up", "as stated"
# A year without a sum may lack a part: only one of several places is not combined.
STATUS = status_sql("value", "status", "value_stated > 1")
BY_YEAR = Metric(
    "indicator_years",
    "For each indicator chosen that is given by half-year, quarter, month or day, and each place "
    "chosen or all places together, the value of each year and status. Where the indicator adds "
    "its periods up, a year has their sum if all of its periods are stated, and else no value; "
    "where it takes the last, a year has the last one stated, and the row names it.",
    "one row per indicator, place, year and status",
    f"""with {sql.CHOSEN}, {sql.TOGETHER},
found as (
    select c.* exclude (status, nth), s.place, p.year, p.period as part, p.nth as seq,
           p.last_day,
           {sql.ROUNDED.replace("value", "u.value")} as value, u.value_stated,
           u.counted, u.missing, u.value_figure, coalesce(u.status, 'standing') as status,
           c.status as main,
           case c.every when 'half-year' then 2 when 'quarter' then 4 when 'month' then 12
                else dayofyear(make_date(p.year, 12, 31)) end as parts
    from chosen c join observations_up u on u.indicator_id = c.indicator_id
         and u."group" is not distinct from c."group"
    join periods p on p.period = u.period and p.kind = c.every
    join shown s on s.place_id = u.place_id
    where c.every <> 'year' and c.across_periods in ('sum', 'last')
      and (len($years) = 0 or list_contains($years, p.year))),
yearly as (
    select series, panel, kind, across_places, across_periods, weight, better, breaks, unit, main,
           decimals, every, parts, place, year, status, count(value) as given,
           round(fsum(value), 9) as total, max_by(value, seq) filter (value is not null) as last,
           max(part) filter (value is not null) as last_part,
           max(last_day) filter (value is not null) as last_day,
           string_agg(value::varchar, ' ' order by seq) filter (value is not null) as numbers,
           max_by(value_figure, seq) filter (value is not null) as last_figure,
           max_by(value_stated, seq) filter (value is not null) as last_stated,
           max_by(counted + missing, seq) filter (value is not null) as last_places,
           min(value_stated) as least_stated, max(counted + missing) as most_places,
           max(counted) as counted
    from found group by all),
made as (
    select *, year::varchar as period, across_periods = 'sum' as adds, given = parts as complete,
           last_day = make_date(year, 12, 31) as ends_year,
           if(adds, if(complete, total, null), last) as value,
           if(adds, null, last_figure) as value_figure,
           if(adds, least_stated, last_stated) as value_stated,
           if(adds, most_places, last_places) as places
    from yearly where given > 0)
select series as indicator, place, period, value, unit, {STATUS} as status,
       case when adds and complete then format('sum of {{}} {{}}s', parts, every)
            when adds
            then format('not complete: {{}} of {{}} {{}}s are stated', given, parts, every)
            when ends_year then format('last {{}} of the year, {{}}', every, last_part)
            else format('last {{}} stated, {{}}: the year is not complete', every, last_part)
            end as how,
       of_places(value_stated, places, null) as added, f.figure, {sql.PRINTED},
       if(adds, '{ADDED}', '') as adds, {sql.OF_PLACES} as of_places, numbers, last_part, panel,
       kind, across_places, better, breaks, year as seq, main, value_stated as stated, places,
       if(value is null or f.figure is not null, null,
          series || ' in ' || place || ', ' || period || if(status = main, '', ', ' || status))
           as what
from made left join ({sql.FIGURES}) f on f.figure = value_figure
order by panel, place, seq, status""".strip(),
    sql.COLUMNS,
    ("indicator", "place", "period", "status"),
)


def years(rows: Sequence[Row]) -> Iterator[Derived]:
    """Yield how the number of each year is made of its periods."""
    for row in rows:
        if row.value is None or not row["what"]:
            continue
        numbers = [as_text(float(one)) for one in row["numbers"].split(" ")]
        value, apart = as_text(row.value), row["of_places"] == STATED
        yield Derived(
            f"year/{row['what']}",
            row["what"],
            row.value,
            row.unit,
            DECIMALS[0],
            row["how"] + ("" if apart else f"; {row['of_places']} of places"),
            f"{' + '.join(numbers)} = {value}" if row["adds"] else f"{row['last_part']} = {value}",
        )
