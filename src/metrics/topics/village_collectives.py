"""Village collectives: the pilot villages and the income target that they reached."""

from __future__ import annotations

from metrics.topics.county_once import STATUS, scope
from metrics.topics.metric import ADDRESS_COLUMNS, DERIVED_COLUMNS, DERIVED_KEY, Metric, Topic

ROWS = Metric(
    "village_collectives",
    "The villages in the pilot, those reported on, those that reached the target, and the target "
    "itself, as the document prints them. The income of a village is not given.",
    "one row per place and measure",
    f"""
select p.name as place, m.panel, m.measure, m.value, m.unit, {STATUS} as status,
       m.figure, f.printed, f.paragraph, f.sentence, f.certainty, f.repair
from village_collectives c
join places p using (place_id)
cross join lateral (values
    (1, 'Villages', 'in the pilot', c.pilot_villages, 'villages', c.pilot_villages_figure),
    (2, 'Villages', 'reported on', c.villages, 'villages', c.villages_figure),
    (3, 'Villages', 'reached the target', c.reaching_target, 'villages', c.reaching_target_figure),
    (4, 'Yuan a year for each village', 'income target', c.income_target, 'yuan a year',
     c.income_target_figure)
    ) m(nth, panel, measure, value, unit, figure)
left join figures f on f.figure_id = m.figure
where m.value is not null
order by p.name, m.nth""".strip(),
    {
        "place": "Place",
        "panel": "Chart panel",
        "measure": "Measure",
        "value": "Value",
        "unit": "Unit",
        "status": "Status",
        **ADDRESS_COLUMNS,
    },
    ("place", "measure"),
)

DERIVED = Metric(
    "village_collectives_derived",
    "The least that the villages that reached the target have together a year, if each has just "
    "the target: a lower bound.",
    "one row per derived number",
    """
select 'least collective income of the villages that reached the target' as what,
       'derived' as status, (reaching_target * income_target)::double as value,
       'yuan a year, at least' as unit, 'not rounded' as rounding,
       reaching_target_figure || ' * ' || income_target_figure as formula,
       format('{:,} * {:,} = {:,}', reaching_target, income_target,
              reaching_target * income_target) as arithmetic
from village_collectives
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
