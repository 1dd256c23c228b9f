"""Training: lectures and who heard them, person-times, labourers transferred."""

from __future__ import annotations

from metrics.store.topic_tables import TRAINING
from metrics.topics import places
from metrics.topics.county_once import STATUS, scope
from metrics.topics.metric import ADDRESS_COLUMNS, DERIVED_COLUMNS, DERIVED_KEY, Metric, Topic

_TRAINING = places.topmost(TRAINING)

ROWS = Metric(
    "training",
    "Each activity, audience and period with the number that the document prints; attendances "
    "(person-times) and people are different units.",
    "one row per activity, audience and period",
    f"""
select {places.TOPMOST_PLACE} as place, t.activity, t.audience, t.period,
       t.quantity::double as value, t.unit,
       {STATUS} as status, t.since_figure as year_figure,
       t.quantity_figure as figure, f.printed, f.paragraph, f.sentence, f.certainty, f.repair
from {_TRAINING} t
join places p using (place_id)
left join figures f on f.figure_id = t.quantity_figure
order by f.start, t.activity, t.audience, t.period""".strip(),
    {
        "place": "Place",
        "activity": "Activity",
        "audience": "Audience",
        "period": "Period",
        "value": "Value",
        "unit": "Unit",
        "status": "Status",
        "year_figure": "Figure of its first year",
        **ADDRESS_COLUMNS,
    },
    ("activity", "audience", "period"),
)

DERIVED = Metric(
    "training_derived",
    "The person-times of each period that prints more than one, added: attendances add up, people "
    "do not, since one person may attend twice.",
    "one row per derived number",
    f"""
select 'person-times of training, ' || period as what, 'derived' as status,
       sum(quantity)::double as value, 'person-times' as unit, 'not rounded' as rounding,
       string_agg(named, ' + ' order by named) as formula,
       string_agg(format('{{:,}}', quantity::bigint), ' + ' order by named)
         || ' = ' || format('{{:,}}', sum(quantity)::bigint) as arithmetic
from (select *, coalesce(quantity_figure, activity) as named from {_TRAINING})
where unit = 'person-times'
group by period having count(*) > 1
order by what""".strip(),
    DERIVED_COLUMNS,
    DERIVED_KEY,
)

TOPIC = Topic(
    "training",
    "Training",
    "Lectures and who heard them, attendances at training, labourers transferred into employment.",
    ROWS,
    DERIVED,
    (),
    scope("The document gives training once, for the whole county"),
)
