"""The SQL that the cards of indicators share: which series, places and periods they read.

Bound are $indicators (labels of series; the first there is where none is chosen), $villages (labels
of places) and $years.
"""

from __future__ import annotations

from metrics.model.topic import PROVENANCE
from metrics.statuses import status_sql

# Which series: `panel` numbers them; cards of one series take the first.
CHOSEN = """
chosen as (
    select * exclude (counted), row_number() over (order by nth) as panel from series
    where list_contains($indicators, series)
       or (len($indicators) = 0 and nth = (select min(nth) from series))),
picked as (select place_id, label, parent_id from places where list_contains($villages, label))"""
FIRST = """
one as (from chosen where panel = 1)"""
# All places together, or those chosen, each with what lies in it.
TOGETHER = """
shown as (
    select '' as place_id, territory as place from dataset where (select count(*) from picked) = 0
    union all select place_id, label from picked)"""
# The innermost places of the kinds in `kinds`, as a place that could state a number is silent.
LOWEST = """
level as (select * from places where kind in (from kinds) and named_in is distinct from 'outside'),
above as (
    select distinct ancestor_id as place_id from within
    where place_id in (select parent_id from level where parent_id is not null)),
innermost as (from level anti join above using (place_id))"""
_IN_PICKED = """
    select p.* from innermost p
    where not exists (from picked) or p.place_id in (
        select w.place_id from within w join picked k on k.place_id = w.ancestor_id)"""
# Places side by side; where they make no number together, the innermost ones.
LEVEL = f"""
stating as (select c.kind from comparable c, one where c.nth is null and c.series = [one.series]),
kinds as (from stating
          union all select distinct kind from places where not exists (from stating)),{LOWEST},
counted as (select (select count(*) from picked) as picked,
                   (select count(*) from places where kind = 'county') as counties,
                   (select across_places = 'none' from one) as apart),
shown as (
    select p.place_id, p.label as place from places p, counted
    where case when counted.picked > 1 then p.place_id in (select place_id from picked)
               when counted.apart then false
               when counted.picked = 1 then p.parent_id in (
                   select coalesce((select any_value(c.parent_id) from level c
                                    where c.parent_id = k.place_id), k.parent_id) from picked k)
               else counted.counties > 1 and p.kind = 'county' end
      and p.named_in is distinct from 'outside'
    union all
    select p.place_id, p.label from ({_IN_PICKED}) p, counted
    where counted.picked < 2
      and (counted.apart or counted.picked = 0 and counted.counties < 2))"""
WHICH = (
    "The places are those chosen; of one place chosen, what lies directly in it, or beside it "
    "where nothing does; and where none is chosen, the counties, or the innermost places of the "
    "only one. Of an indicator whose places cannot be combined, it is the innermost places. "
    "Innermost are only places of the kinds of which any states it."
)
# Every period of the first series in which a place shown states a value.
STATED = """
given as (
    select p.period, p.nth as seq, u.place_id, u.value, u.value_stated, u.counted, u.missing,
           u.value_figure
    from one c join observations_up u on u.indicator_id = c.indicator_id
         and u."group" is not distinct from c."group" and coalesce(u.status, 'standing') = c.status
    join periods p on p.period = u.period and p.kind = c.every
    where u.place_id in (select place_id from shown)
      and (len($years) = 0 or list_contains($years, p.year))),
ends as (
    select min_by(period, seq) filter (value is not null) as first,
           max_by(period, seq) filter (value is not null) as last from given)"""
# The innermost places of the kinds that give rows, with their own values.
SHOWN = f"""{LOWEST},
shown as ({_IN_PICKED})"""
INNERMOST = f"""
own as (
    select o.*, p.nth as seq from one c join observations o on o.indicator_id = c.indicator_id
         and o."group" is not distinct from c."group" and coalesce(o.status, 'standing') = c.status
    join periods p on p.period = o.period and p.kind = c.every
    where len($years) = 0 or list_contains($years, p.year)),
kinds as (select distinct p.kind from own join places p using (place_id)),{SHOWN}"""

# A word where a place shown lies in another: their numbers would be added twice.
NESTED = """(select 'nested' from shown s join within w using (place_id)
        join shown o on o.place_id = w.ancestor_id and o.place_id <> s.place_id limit 1)
        as nested"""
OF_PLACES = """case when counted = 1 then 'as stated'
            when across_places = 'sum' then 'sum'
            when across_places = 'weighted_mean' then 'mean weighted by ' || weight
            else 'not combined: places cannot be added up' end"""
HOW = f"""case when counted > 1 and across_places = 'weighted_mean' and value is null
                 and value_stated > 0
            then 'not combined: no place that states it states ' || weight
            else {OF_PLACES} end"""
# A mean is rounded as its indicator says; what is stated or added up is not.
ROUNDED_TO = ("whole number", "one decimal", "two decimals")
ROUNDED = """case when counted > 1 and across_places = 'weighted_mean'
            then round(value, coalesce(decimals, 1)::integer) else value end"""
ROUNDING = f"""case when counted > 1 and across_places = 'weighted_mean'
            then {list(ROUNDED_TO)}[coalesce(decimals, 1) + 1]
            else 'not rounded' end as rounding"""
STATUS = status_sql("value", "status", "value_stated > 0")
# In a weighted mean those places count that state the weight too: it says so.
ADDED = """of_places(value_stated, counted + missing, null)
           || case when counted > 1 and across_places = 'weighted_mean' and value is not null
                   then ' with its weight' else '' end as added"""
PRINTED = "f.printed, f.paragraph, f.sentence, f.certainty, f.repair"
COLUMNS = {
    "indicator": "Indicator",
    "place": "Place",
    "period": "Period",
    "value": "Value",
    "unit": "Unit",
    "status": "Status",
    "how": "How places make one",
    "added": "Of how many places",
    **PROVENANCE,
}
# Read by charts and derived numbers, in no file.
TYPED = f"""{ROUNDING}, panel, kind, across_places, better, breaks, seq,
       value_stated as stated, counted + missing as places"""
FIGURES = "select figure_id as figure, printed, paragraph, sentence, certainty, repair from figures"


def shown(source: str, order: str, more: str = "") -> str:
    """Return the select that ends a query: the columns shown, then the typed ones and `more`.

    `what` names the derived number that says how several places make the value.

    `source` has the columns of `chosen`, a place, a period with its number `seq`, and the columns
    of the roll-up.
    """
    typed = f"{TYPED}, {more}" if more else TYPED
    other = "if(status = main, '', ', ' || status)" if more == "main" else "''"
    what = f"series || ' in ' || place || ', ' || period || {other}"
    return f"""
select series as indicator, place, period, {ROUNDED} as value, unit, {STATUS} as status,
       {HOW} as how,
       {ADDED}, f.figure, {PRINTED}, {typed},
       if({HOW} = 'as stated' or value is null, null, {what}) as what
from {source} left join ({FIGURES}) f on f.figure = value_figure
order by {order}"""
