"""The SQL of a place's page: every number of a place and of its siblings, from the roll-ups.

Bound is $place, the label of one place (a list of one). Siblings are the places directly in the
place that it lies in, itself too.
"""

from __future__ import annotations

from collections.abc import Iterator

from metrics import records
from metrics.model.schema import Table
from metrics.statuses import status_sql
from metrics.store.sql import literal, quoted
from metrics.topics.indicator_sql import HOW, ROUNDED, ROUNDED_TO

FIGURES = "select figure_id, printed, paragraph, sentence, certainty, repair, status from figures"
MOST_COMPARED, MOST_SIMILAR, LEAST = 3000, 10, 3
RANKED = "('achieved', 'standing')"  # what is planned or a target has no rank among what is
SIBLINGS = """
chosen as (select place_id, label, kind, parent_id from places where list_contains($place, label)),
siblings as (
    select p.place_id, p.label as place, p.label = c.label as own
    from places p join chosen c on p.parent_id is not distinct from c.parent_id and p.kind = c.kind
    where p.named_in is distinct from 'outside' or p.label = c.label)"""


def _number(table: Table, title: str) -> str:
    """Return the SQL of what a number of a topic's table is called, apart from its period."""
    named = [
        f"u.{quoted(name)}"
        for name in table.series
        if not name.endswith("unit") and name not in ("unit", "period")
    ]
    plain = f"concat_ws(', ', {', '.join(['u.measure', *named])})"
    plain = f"{literal(f'{title}: ')} || {plain}{_unit(table)}"
    return f"{plain} || coalesce(' (' || u.period || ')', '')" if _has_words(table) else plain


def _unit(table: Table) -> str:
    """Return the SQL that adds the unit of numbers whose rows say it: of two, they are two."""
    named = ", ".join(literal(m.name) for m in table.combined if m.unit_column)
    own = f"if(u.\"column\" in ({named}), ' (' || u.measure_unit || ')', null)"
    return f" || coalesce({own}, '')" if named else ""


def _has_words(table: Table) -> bool:
    """Say whether a table says in words of which period a row is, and has no order of periods."""
    return not table.period and "period" in table.descriptive


def _period(table: Table) -> tuple[str, str]:
    """Return the SQL of a row's period in words, and of its order: the latest is greatest."""
    if table.period == "year":
        return "u.year::varchar", "u.year * 10000 + 1231"
    if table.period:
        date = f"coalesce(u.{table.period}_date, date '9999-12-31')"
        return f"u.{table.period}", f"strftime({date}, '%Y%m%d')::bigint"
    return ("u.period" if _has_words(table) else "'undated'"), "0"


def _of_table(table: Table, title: str, nth: int) -> str:
    period, seq = _period(table)
    status = "u.status" if "status" in table.descriptive else "coalesce(f.status, 'standing')"
    how = """case when u.counted = 1 then 'as stated' when u.combine = 'sum' then 'sum'
                when u.value is null and u.stated > 1 then 'not combined: places differ'
                else 'as stated' end"""
    return f"""
    select {nth} as topic, {_number(table, title)} as indicator, u.nth, {period} as period,
           {seq} as seq, {status} as own_status, u.value::double as value, u.measure_unit as unit,
           u.stated, u.counted + u.missing as places, {how} as how, u.figure,
           'neither' as better, null as decimals, '' as breaks, s.*
    from {table.name}_measures u join siblings s using (place_id)
    left join ({FIGURES}) f on f.figure_id = u.figure"""


_INDICATORS = f"""
    select 1000 as topic, c.series as indicator, c.nth, p.period,
           strftime(p.last_day, '%Y%m%d')::bigint as seq, coalesce(u.status, 'standing'),
           {ROUNDED}, c.unit, u.value_stated, u.counted + u.missing, {HOW}, u.value_figure,
           coalesce(c.better, 'neither'), c.decimals, coalesce(c.breaks, ''), s.*
    from observations_up u join siblings s using (place_id)
    join (select * exclude (counted) from series) c on c.indicator_id = u.indicator_id
         and c."group" is not distinct from u."group"
    join periods p on p.period = u.period and p.kind = c.every"""


def _selects() -> Iterator[str]:
    titles: dict[str, tuple[Table, str]] = {}
    for topic in records.TOPICS:
        for table in topic.tables:
            if table.combined:
                titles.setdefault(table.name, (table, topic.title))
    for nth, (table, title) in enumerate(titles.values()):
        yield _of_table(table, title, nth)
    yield _INDICATORS


GIVEN = f"""
given as ({" union all".join(_selects())})"""
# Every number of the siblings, each with its rank among those that state it in the same period.
NUMBERS = f"""with {SIBLINGS},{GIVEN},
ranked as (
    select *, count(value) over same as rivals, count(*) over same as siblings,
           rank() over (same order by value desc nulls last) as from_most,
           rank() over (same order by value nulls last) as from_least,
           count(value) over (partition by indicator, period, own_status, value) as tied,
           min(value) over same as least, max(value) over same as most,
           median(value) over same as middle
    from given window same as (partition by indicator, period, own_status)),
numbers as (
    select indicator, max(seq) filter (value is not null) as last_any, bool_or(own) as given_here,
           coalesce(min(own_status) filter (own and value is not null and own_status in {RANKED}),
               min(own_status)) as main,
           max(seq) filter (own and value is not null and own_status in {RANKED}) as last
    from given group by indicator having count(value) + count(figure) > 0),
found as (
    select r.*, 0 as gap from ranked r semi join numbers using (indicator) where own
    union all
    select r.* replace (null as value, c.label as place, null as figure, 0 as stated, true as own),
           1 as gap
    from (select r.* from ranked r join numbers using (indicator)
          where not given_here and r.seq = last_any
          qualify row_number() over (partition by indicator order by place) = 1) r, chosen c)
select n.indicator, n.place, n.period, n.value, n.unit, 
       {status_sql("n.value", "n.own_status", "n.stated > 1")} as status,
       n.how, of_places(n.stated, n.places, null) as added, n.figure, f.printed, f.paragraph,
       f.sentence, f.certainty, f.repair, n.stated, n.places, n.topic, n.seq, n.better, n.breaks,
       n.gap, n.own_status, m.main, n.rivals, n.siblings, n.from_most, n.from_least, n.tied,
       n.least, n.most, n.middle,
       case when n.how in ('as stated', 'sum') then 'not rounded'
            else {list(ROUNDED_TO)}[coalesce(n.decimals, 1) + 1]
            end as rounding,
       if(n.how = 'as stated' or n.value is null, null, n.indicator || ' in ' || n.place || ', '
           || n.period || if(n.own_status = m.main, '', ', ' || n.own_status)) as what,
       coalesce(n.gap = 0 and n.value is not null and n.seq = m.last and n.own_status = m.main,
           false)::integer as latest,
       c.kind, u.label as parent
from found n join numbers m using (indicator) cross join chosen c
left join places u on u.place_id = c.parent_id
left join ({FIGURES}) f on f.figure_id = n.figure
order by n.topic, n.nth, n.indicator, n.seq, n.own_status"""
# The places of the same kind two levels below the same place: siblings and cousins.
COUSINS = f"""
chosen as (select place_id, label, kind, parent_id from places where list_contains($place, label)),
family as (
    select coalesce(u.parent_id, c.parent_id) as top, c.kind, c.label
    from chosen c left join places u on u.place_id = c.parent_id),
siblings as (
    select p.place_id, p.label as place, p.label = f.label as own
    from family f join within w on w.ancestor_id = f.top join places p using (place_id)
    where p.kind = f.kind and (p.named_in is distinct from 'outside' or p.label = f.label)
    order by own desc, p.label limit {MOST_COMPARED})"""
SIMILAR = f"""with {COUSINS},{GIVEN},
mine as (
    select indicator, period, own_status from given
    where own and value is not null and own_status in {RANKED}
    qualify row_number() over (partition by indicator order by seq desc, own_status) = 1),
scored as (
    select indicator, place, own, unit,
           100 * percent_rank() over (partition by indicator order by value) as score
    from given join mine using (indicator, period, own_status) where value is not null),
compared as (
    select o.place, avg(abs(o.score - m.score)) as value, count(*) as numbers,
           (select count(*) from mine) as every, any_value(m.place) as mine
    from scored m join scored o using (indicator) where m.own and not o.own
    group by o.place having count(*) * 2 >= (select count(*) from mine) and count(*) >= {LEAST}
    order by value, o.place limit {MOST_SIMILAR})
select 'difference of rank' as indicator, place, round(value, 1) as value, 'points of 100' as unit,
       'derived' as status, 'worked out' as how, 'difference of ' || place as what,
       null as figure, null as printed, null as paragraph, null as sentence, null as certainty,
       null as repair, 'one decimal' as rounding, null as own_status, numbers, every, mine,
       (select count(*) from siblings) as compared
from compared order by value, place"""
