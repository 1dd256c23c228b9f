"""Party members among the members of the village-stationed work teams."""

from __future__ import annotations

from metrics.statuses import status_sql
from metrics.topics import places
from metrics.topics.county_once import scope
from metrics.topics.metric import ADDRESS_COLUMNS, DERIVED_COLUMNS, DERIVED_KEY, Metric, Topic

_CELLS = f"""
with chosen as (
    select e.* from work_teams e
    where e.as_of = (select max(as_of) from work_teams) and {places.chosen("work_teams")}),
cells as (
    select m.nth, m.measure, m.unit, c.as_of, sum(m.value) as value,
           any_value(c.place_id) as place_id,
           case when count(*) = 1 then any_value(m.figure) end as figure,
           {places.added("count(m.value)", "count(*)")} as added
    from chosen c cross join lateral (values
        (1, 'work-team members', c.members::double, 'people', c.members_figure),
        (2, 'Party members', c.party_members::double, 'people', c.party_members_figure),
        (3, 'share stated in words', c.stated_share, 'share', c.stated_share_figure),
        (4, 'team leaders who are first secretaries', c.first_secretaries::double, 'people',
         c.first_secretaries_figure)) m(nth, measure, value, unit, figure)
    group by m.nth, m.measure, m.unit, c.as_of
    having m.measure <> 'share stated in words' or count(*) = 1)"""

ROWS = Metric(
    "party_members",
    "The members of the village-stationed work teams, those of them who are Party members, "
    "and the share of Party members that is stated in words, at the latest date given. Numbers of "
    "several places are added up, and say of how many.",
    "one row per measure",
    f"""{_CELLS}
select c.measure, c.value, c.unit, c.as_of, {places.PLACE} as place, c.added,
       {status_sql("c.value", "coalesce(f.status, 'standing')")} as status,
       c.figure, f.printed, f.paragraph, f.sentence, f.certainty, f.repair
from cells c join places p using (place_id)
left join figures f on f.figure_id = c.figure
order by c.nth""".strip(),
    {
        "measure": "Measure",
        "value": "Value",
        "unit": "Unit",
        "as_of": "As of",
        "place": "Place",
        "added": "Added up from",
        "status": "Status",
        **ADDRESS_COLUMNS,
    },
    ("measure",),
)

DERIVED = Metric(
    "party_members_derived",
    "The share of Party members: all Party members over all members of the work teams; "
    "and the members who are not Party members: members minus Party members.",
    "one row per derived number",
    f"""
{_CELLS},
total as (
    select sum(members) as members, sum(party_members) as party,
           case when count(*) = 1 then any_value(members_figure) end as members_figure,
           case when count(*) = 1 then any_value(party_members_figure) end as party_figure
    from chosen where members > 0 and party_members is not null),
named as (
    select *, coalesce(members_figure, 'members') as of_members,
           coalesce(party_figure, 'Party members') as of_party from total)
select 'share of Party members' as what, 'derived' as status,
       round(100.0 * party / members, 1) as value,
       'percent' as unit, 'one decimal' as rounding,
       of_party || ' / ' || of_members as formula,
       format('{{:,}} / {{:,}} = {{:.4f}}', party::bigint, members::bigint, party / members)
         as arithmetic
from named where members > 0
union all
select 'work-team members who are not Party members', 'derived', members - party,
       'people', 'not rounded',
       of_members || ' - ' || of_party,
       format('{{:,}} - {{:,}} = {{:,}}', members::bigint, party::bigint, (members - party)::bigint)
from named where members > 0
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
    by_village="work_teams",
)
