"""Party members among the members of the village-stationed work teams."""

from __future__ import annotations

from metrics.statuses import status_sql
from metrics.topics.county_once import scope
from metrics.topics.metric import ADDRESS_COLUMNS, DERIVED_COLUMNS, DERIVED_KEY, Metric, Topic

ROWS = Metric(
    "party_members",
    "The members of the village-stationed work teams, those of them who are Party members, "
    "and the share of Party members that the document states in words.",
    "one row per place, date and measure",
    f"""
select m.measure, m.value, m.unit, t.as_of, p.name as place,
       {status_sql("m.value", "coalesce(f.status, 'standing')")} as status,
       m.figure, f.printed, f.paragraph, f.sentence, f.certainty, f.repair
from work_teams t
join places p using (place_id)
cross join lateral (values
    (1, 'work-team members', t.members::double, 'people', t.members_figure),
    (2, 'Party members', t.party_members::double, 'people', t.party_members_figure),
    (3, 'share stated in words', t.stated_share, 'share', t.stated_share_figure),
    (4, 'team leaders who are first secretaries', t.first_secretaries::double, 'people',
     t.first_secretaries_figure)
    ) m(place_in_list, measure, value, unit, figure)
left join figures f on f.figure_id = m.figure
order by p.name, t.as_of, m.place_in_list""".strip(),
    {
        "measure": "Measure",
        "value": "Value",
        "unit": "Unit",
        "as_of": "As of",
        "place": "Place",
        "status": "Status",
        **ADDRESS_COLUMNS,
    },
    ("place", "as_of", "measure"),
)

DERIVED = Metric(
    "party_members_derived",
    "The share of Party members: all Party members over all members of the work teams; "
    "and the members who are not Party members: members minus Party members.",
    "one row per derived number",
    """
with total as (
    select sum(members) as members, sum(party_members) as party,
           string_agg(members_figure, ' + ') as members_figures,
           string_agg(party_members_figure, ' + ') as party_figures
    from work_teams where members > 0 and party_members is not null)
select 'share of Party members' as what, 'derived' as status,
       round(100.0 * party / members, 1) as value,
       'percent' as unit, 'one decimal' as rounding,
       party_figures || ' / ' || members_figures as formula,
       format('{:,} / {:,} = {:.4f}', party::bigint, members::bigint, party / members)
         as arithmetic
from total where members > 0
union all
select 'work-team members who are not Party members', 'derived', members - party,
       'people', 'not rounded',
       members_figures || ' - ' || party_figures,
       format('{:,} - {:,} = {:,}', members::bigint, party::bigint, (members - party)::bigint)
from total where members > 0
order by what""".strip(),
    DERIVED_COLUMNS,
    DERIVED_KEY,
)


TOPIC = Topic(
    "party_members",
    "Party members in the work teams",
    "How many members of the village-stationed work teams are Party members.",
    ROWS,
    DERIVED,
    (),
    scope("The document gives the work teams once, for the whole county at the time of writing"),
)
