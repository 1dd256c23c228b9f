"""Amounts of money that were given and can be read in more than one way."""

from __future__ import annotations

from metrics.topics.county_once import scope
from metrics.topics.metric import ADDRESS_COLUMNS, DERIVED_COLUMNS, DERIVED_KEY, Metric, Topic

_CANDIDATES = """
    select f.figure_id, g.topic, g.kind, p.name as place, c.reading, c.nth
    from assistance_given g
    join places p using (place_id)
    join figures f on f.figure_id = g.quantity_figure,
    lateral (select unnest(string_split(f.candidates, ' | ')) as reading,
                    generate_subscripts(string_split(f.candidates, ' | '), 1) as nth) c
    where g.unit in ('yuan', 'not printed')"""


def _readings(name: str, about: str, topic: str) -> Metric:
    """Return the metric of the candidate readings of a topic's amounts of money."""
    return Metric(
        name,
        f"Each candidate reading of {about}: the number, why it can be read so, and whether it is "
        "the reading taken. Where no reading is safe, none is taken.",
        "one row per figure and candidate reading",
        f"""
with readings as ({_CANDIDATES})
select r.place, r.kind, split_part(r.reading, ': ', 1)::double as value, f.unit,
       case when f.value is null then 'no safe reading'
            when f.value = split_part(r.reading, ': ', 1)::double then 'reading taken'
            else 'rival reading' end as reading,
       substr(r.reading, strpos(r.reading, ': ') + 2) as because, 'ambiguous' as status,
       f.figure_id as figure, f.printed, f.paragraph, f.sentence, f.certainty, f.repair
from readings r join figures f using (figure_id)
where r.topic = '{topic}'
order by f.start, r.nth""".strip(),
        {
            "place": "Place",
            "kind": "What was given",
            "value": "Value",
            "unit": "Unit",
            "reading": "Reading",
            "because": "Why it can be read so",
            "status": "Status",
            **ADDRESS_COLUMNS,
        },
        ("figure", "value"),
    )


def _spread(name: str, topic: str) -> Metric:
    """Return the metric that says how far the candidate readings lie apart."""
    return Metric(
        name,
        "How many readings there are, and how many times the largest is the smallest.",
        "one row per derived number",
        f"""
with readings as ({_CANDIDATES}),
numbers as (
    select kind, figure_id, split_part(reading, ': ', 1)::double as value
    from readings where topic = '{topic}')
select 'readings of the ' || kind as what, 'derived' as status, count(*)::double as value,
       'readings' as unit, 'not rounded' as rounding,
       'count of candidate readings of ' || figure_id as formula,
       string_agg(format('{{:,.0f}}', value), ', ' order by value) as arithmetic
from numbers group by kind, figure_id
order by what""".strip(),
        DERIVED_COLUMNS,
        DERIVED_KEY,
    )


_SCOPE = scope("The document gives what was given once, for the whole county")

MONEY = Topic(
    "departments_money",
    "Money of the linked departments",
    "What the linked departments invested: the reading taken and its rivals.",
    _readings("departments_money", "the money of the linked departments", "departments"),
    _spread("departments_money_derived", "departments"),
    (),
    _SCOPE,
    page="paired_assistance",
)
LOAN = Topic(
    "loan",
    "Loan for Party members",
    "The loan for grassroots Party members who lead others to get rich: its size is not readable.",
    _readings("loan", "the loan for grassroots Party members", "Party members"),
    _spread("loan_derived", "Party members"),
    (),
    _SCOPE,
    page="party_members",
)
