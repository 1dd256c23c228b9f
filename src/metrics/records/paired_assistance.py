"""Who is paired with whom, what was given, and amounts that can be read in several ways."""

from __future__ import annotations

import re

from metrics.model.derived import Count, Ratio
from metrics.model.rows import Row
from metrics.model.schema import PLACE, UNIT, Field, Measure, Table
from metrics.model.topic import PROVENANCE, Sql, TopicRecord, filter_note
from metrics.statuses import status_sql

PAIRED = Table(
    "paired_assistance",
    "one row per place, kind of helper and kind of helped",
    (
        PLACE,
        Field(
            "helper_kind",
            "who helps",
            required=True,
            synonyms=("helper", "kind of helper", "帮扶主体", "帮扶单位类型"),
        ),
        Measure(
            "helpers",
            "how many help",
            unit_column="helpers_unit",
            compared_as="{helper_kind} that help {helped_kind}",
            synonyms=("number of helpers", "帮扶人数", "帮扶单位数"),
        ),
        Field("helpers_unit", "unit of the helpers"),
        Field(
            "helped_kind",
            "who is helped",
            required=True,
            synonyms=("helped kind", "kind of helped", "帮扶对象"),
        ),
        Measure(
            "helped",
            "how many are helped",
            unit_column="helped_unit",
            compared_as="{helped_kind}, helped by {helper_kind}",
            synonyms=("number helped", "帮扶对象数"),
        ),
        Field("helped_unit", "unit of the helped"),
        Field("part_of", "the kind of helped that these are a part of"),
    ),
    ("place_id", "helper_kind", "helped_kind"),
    synonyms=("paired", "pairing", "结对", "挂钩"),
)
GIVEN = Table(
    "assistance_given",
    "one row per place and kind of assistance",
    (
        PLACE,
        Field("topic", "what it belongs to", required=True, synonyms=("主题",)),
        Field("kind", "what was given", required=True),
        Measure(
            "quantity",
            "how much was given",
            unit_column="unit",
            compared_as="{kind}, {period}",
            synonyms=("amount", "number", "数量", "数额", "金额"),
        ),
        UNIT,
        Field("period", "when it was given", required=True, synonyms=("when", "期间", "时期")),
    ),
    ("place_id", "kind"),
    synonyms=("assistance", "资金"),
)


def per_one(row: Row) -> str:
    """Return what a ratio is called: departments per village, of administrative villages."""
    one = re.sub("s$", "", re.sub("^administrative ", "", row.get("helped_unit")))
    return f"{row.get('helper_kind')} per {one}"


PAIRED_ASSISTANCE = TopicRecord(
    name="paired_assistance",
    title="Paired assistance",
    summary="Who is paired with whom: leaders, departments and officials, villages and households.",
    order=20,
    tables=(PAIRED, GIVEN),
    rows=Sql(
        says="For each kind of helper, how many help, how many are helped and what was given, as "
        "the document prints them; a part says which kind of helped it is a part of. Amounts that "
        "can be read in several ways stand in charts of their own. Numbers of several places are "
        "added up, and say of how many.",
        grain="one row per kind of helper, kind of helped, side, kind counted, unit and period",
        sql=f"""
with counted as (
    select one_place, counted + missing as places, "column" as side, helper_kind, helped_kind,
           if(side = 'helpers', helper_kind, helped_kind) as kind, helped_unit,
           if(side = 'helpers', '', coalesce(part_of, '')) as part_of, '' as period,
           concat_ws('/', helpers_unit, helped_unit, u.part_of) as units, measure_unit as unit,
           value, stated, figure, paired, compared
    from paired_assistance_measures u where place_id = '' and (value is not null or side = 'helped')
    union all
    select one_place, counted + missing, 'given', topic, '', kind, null, '', period, '', unit,
           value, stated, figure, null, null
    from assistance_given_measures where place_id = '')
select if(places = 1, p.label, territory) as place, helper_kind, side, c.kind as counted,
       helped_kind, part_of, c.value::double as value, c.unit, c.period,
       of_places(stated, places, p.label) as added,
       {status_sql("c.value", "coalesce(f.status, 'standing')")} as status,
       c.figure, f.printed, f.paragraph, f.sentence, f.certainty, f.repair, side as "column",
       places, stated, helped_unit, units, paired, compared as paired_places
from counted c cross join dataset left join places p on p.place_id = one_place
left join figures f on f.figure_id = c.figure
where side <> 'given' or f.candidates is null or f.certainty <> 'ambiguous'
order by f.start, helper_kind, side, c.kind""".strip(),
        columns={
            "place": "Place",
            "helper_kind": "Helpers",
            "side": "Side",
            "counted": "Who is counted",
            "helped_kind": "Who is helped",
            "part_of": "Part of",
            "value": "Value",
            "unit": "Unit",
            "period": "Period",
            "added": "Added up from",
            "status": "Status",
            **PROVENANCE,
        },
        key=("helper_kind", "side", "counted", "helped_kind", "part_of", "unit", "units", "period"),
    ),
    derived=(
        Ratio(
            id="per-helped",
            what=per_one,
            top="helpers",
            bottom="helped",
            unit=per_one,
            names=("{counted}", "{counted}"),
            by=("helper_kind", "helped_kind", "units"),
            compared_as="{helper_kind} per one of {helped_kind}",
        ),
    ),
    derived_says="Helpers per one of the helped, over the places that give both numbers; what it "
    "says is the average, not who helps whom.",
    filter_note=filter_note(
        "The document gives the pairing once, for the whole county at the time of writing"
    ),
)

READINGS_OF = """
    select g.topic, g.kind, p.label as place, f.*, c.reading as candidate, c.nth
    from assistance_given g join places p using (place_id)
    join figures f on f.figure_id = g.quantity_figure and f.certainty = 'ambiguous',
    lateral (select unnest(string_split(f.candidates, ' | ')) as reading,
                    generate_subscripts(string_split(f.candidates, ' | '), 1) as nth) c
    where {which}"""


def readings(about: str, which: str) -> Sql:
    """Return the candidate readings of amounts; `which` is SQL over assistance_given g."""
    return Sql(
        says=f"Each candidate reading of {about}: the number, why it can be read so, and whether "
        "it is the reading taken. Where no reading is safe, none is taken.",
        grain="one row per figure and candidate reading",
        sql=f"""
with readings as ({READINGS_OF.format(which=which)}),
numbers as (select *, split_part(candidate, ': ', 1)::double as number from readings)
select place, kind, number as value, unit,
       case when value is null then 'no safe reading'
            when value = number then 'reading taken' else 'rival reading' end as reading,
       substr(candidate, strpos(candidate, ': ') + 2) as because, 'ambiguous' as status,
       figure_id as figure, printed, paragraph, sentence, certainty, repair, nth
from numbers order by start, figure_id, nth""".strip(),
        columns={
            "place": "Place",
            "kind": "What was given",
            "value": "Value",
            "unit": "Unit",
            "reading": "Reading",
            "because": "Why it can be read so",
            "status": "Status",
            **PROVENANCE,
        },
        key=("figure", "value"),
    )


COUNTED = (
    Count(
        id="readings",
        what="readings of the {kind}",
        of="value",
        unit="readings",
        formula="count of candidate readings of {figure}",
        by=("kind", "figure"),
    ),
)
COUNTED_SAYS = "How many readings there are of each amount."
ONCE = filter_note("The document gives what was given once, for the whole county")

DEPARTMENTS_MONEY = TopicRecord(
    name="departments_money",
    title="Money of the linked departments",
    summary="What the linked departments invested: the reading taken and its rivals.",
    order=21,
    page="paired_assistance",
    rows=readings("the money of the linked departments", "g.topic <> 'Party members'"),
    derived=COUNTED,
    derived_says=COUNTED_SAYS,
    filter_note=ONCE,
)
LOAN = TopicRecord(
    name="loan",
    title="Loan for Party members",
    summary="The loan for grassroots Party members who lead others to get rich: its size is not "
    "readable.",
    order=31,
    page="party_members",
    rows=readings(
        "the loan for grassroots Party members who lead others to get rich",
        "g.topic = 'Party members'",
    ),
    derived=COUNTED,
    derived_says=COUNTED_SAYS,
    filter_note=ONCE,
)

TOPICS = (PAIRED_ASSISTANCE, DEPARTMENTS_MONEY, LOAN)
