"""Village collectives: the pilot villages and the income target that they reached."""

from __future__ import annotations

from metrics.store.topic_tables import VILLAGE_COLLECTIVES
from metrics.topics import places
from metrics.topics.county_once import STATUS, scope
from metrics.topics.metric import ADDRESS_COLUMNS, DERIVED_COLUMNS, DERIVED_KEY, Metric, Topic

_COLLECTIVES = places.topmost(VILLAGE_COLLECTIVES, once=("income_target",))

ROWS = Metric(
    "village_collectives",
    "The villages in the pilot, those reported on, those that reached the target, and the target "
    "itself, as the document prints them. The income of a village is not given.",
    "one row per measure",
    f"""
select {places.TOPMOST_PLACE} as place, m.panel, m.measure, m.value, m.unit, {STATUS} as status,
       m.figure, f.printed, f.paragraph, f.sentence, f.certainty, f.repair
from {_COLLECTIVES} t
join places p using (place_id)
cross join lateral (values
    (1, 'Villages', 'in the pilot', t.pilot_villages, 'villages', t.pilot_villages_figure),
    (2, 'Villages', 'reported on', t.villages, 'villages', t.villages_figure),
    (3, 'Villages', 'reached the target', t.reaching_target, 'villages', t.reaching_target_figure),
    (4, 'Yuan a year for each village', 'income target', t.income_target, 'yuan a year',
     t.income_target_figure)
    ) m(nth, panel, measure, value, unit, figure)
left join figures f on f.figure_id = m.figure
where m.value is not null
order by m.nth""".strip(),
    {
        "place": "Place",
        "panel": "Chart panel",
        "measure": "Measure",
        "value": "Value",
        "unit": "Unit",
        "status": "Status",
        **ADDRESS_COLUMNS,
    },
    ("measure",),
)

DERIVED = Metric(
    "village_collectives_derived",
    "The least that the villages that reached the target have together a year, if each has just "
    "the target: a lower bound.",
    "one row per derived number",
    f"""
select 'least collective income of the villages that reached the target' as what,
       'derived' as status, (reaching_target * income_target)::double as value,
       'yuan a year, at least' as unit, 'not rounded' as rounding,
       coalesce(reaching_target_figure, 'villages that reached the target') || ' * '
         || coalesce(income_target_figure, 'income target') as formula,
       format('{{:,}} * {{:,}} = {{:,}}', reaching_target::bigint, income_target::bigint,
              (reaching_target * income_target)::bigint) as arithmetic
from {_COLLECTIVES}
where reaching_target is not null and income_target is not null
order by what""".strip(),
    DERIVED_COLUMNS,
    DERIVED_KEY,
)

TOPIC = Topic(
    "village_collectives",
    "Village collectives",
    "The pilot villages of the joint-stock cooperative economy and their income target.",
    ROWS,
    DERIVED,
    (),
    scope("The document gives the village collectives once, without naming a village"),
)
