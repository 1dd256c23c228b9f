"""Who is paired with whom: leaders, departments and officials with villages and households."""

from __future__ import annotations

from metrics.store.topic_tables import ASSISTANCE_GIVEN, PAIRED_ASSISTANCE
from metrics.topics import places
from metrics.topics.county_once import STATUS, scope
from metrics.topics.metric import ADDRESS_COLUMNS, DERIVED_COLUMNS, DERIVED_KEY, Metric, Topic

_PAIRED = places.topmost(PAIRED_ASSISTANCE)
_GIVEN = places.topmost(ASSISTANCE_GIVEN)

ROWS = Metric(
    "paired_assistance",
    "For each kind of helper, how many help, how many are helped and what was given, as the "
    "document prints them; a part says which kind of helped it is a part of. Amounts of money "
    "stand in a chart of their own.",
    "one row per kind of helper, side and kind counted",
    f"""
with counted as (
    select a.places, a.place_id, a.helper_kind, m.side, m.counted, m.part_of, m.value,
           m.unit, m.figure
    from {_PAIRED} a
    cross join lateral (values
        ('helpers', a.helper_kind, null, a.helpers, a.helpers_unit, a.helpers_figure),
        ('helped', a.helped_kind, a.part_of, a.helped, a.helped_unit, a.helped_figure)
        ) m(side, counted, part_of, value, unit, figure)
    union all
    select places, place_id, topic, 'given', kind, null, quantity, unit, quantity_figure
    from {_GIVEN} where unit not in ('yuan', 'not printed'))
select {places.TOPMOST_PLACE} as place, t.helper_kind, t.side, t.counted,
       coalesce(t.part_of, '') as part_of, t.value::double as value, t.unit, {STATUS} as status,
       t.figure, f.printed, f.paragraph, f.sentence, f.certainty, f.repair
from counted t
join places p using (place_id)
left join figures f on f.figure_id = t.figure
where t.value is not null
order by f.start, t.helper_kind, t.side, t.counted""".strip(),
    {
        "place": "Place",
        "helper_kind": "Helpers",
        "side": "Side",
        "counted": "Who is counted",
        "part_of": "Part of",
        "value": "Value",
        "unit": "Unit",
        "status": "Status",
        **ADDRESS_COLUMNS,
    },
    ("helper_kind", "side", "counted"),
)

DERIVED = Metric(
    "paired_assistance_derived",
    "Helpers per one of the helped, for each pair of which one place gives both numbers; what it "
    "says is the average, not who helps whom.",
    "one row per derived number",
    f"""
select a.helper_kind || ' per ' || u.one as what, 'derived' as status,
       round(a.helpers / a.helped, 2) as value,
       a.helper_kind || ' per ' || u.one as unit, 'two decimals' as rounding,
       coalesce(a.helpers_figure, a.helper_kind) || ' / '
         || coalesce(a.helped_figure, a.helped_kind) as formula,
       format('{{:,}} / {{:,}} = {{:.4f}}', a.helpers::bigint, a.helped::bigint,
              a.helpers / a.helped) as arithmetic
from {_PAIRED} a, lateral (select regexp_replace(
    regexp_replace(a.helped_unit, '^administrative ', ''), 's$', '') as one) u
where a.helpers is not null and a.helped > 0 and a.places = 1
order by what""".strip(),
    DERIVED_COLUMNS,
    DERIVED_KEY,
)

TOPIC = Topic(
    "paired_assistance",
    "Paired assistance",
    "Who is paired with whom: leaders, departments and officials, villages and households.",
    ROWS,
    DERIVED,
    (),
    scope("The document gives the pairing once, for the whole county at the time of writing"),
)
