"""Party members among the members of the village-stationed work teams."""

from __future__ import annotations

from metrics.model.derived import Difference, Share
from metrics.model.schema import Field, Measure, Table
from metrics.model.topic import PROVENANCE, Measures, TopicRecord, filter_note

TEAMS = Table(
    "work_teams",
    "one row per place and date",
    (
        Field("place_id", "place the teams work in", required=True, refers="places.place_id"),
        Field(
            "as_of",
            "when the counts hold",
            required=True,
            synonyms=("as of", "date", "日期", "时间", "截至", "截止日期", "统计时间"),
        ),
        Field(
            "as_of_date",
            "day that as_of means, to tell the latest; read from as_of where it names a year",
            "date",
            dated_from="as_of",
        ),
        Measure(
            "members",
            "members of the village-stationed work teams",
            unit="people",
            label="work-team members",
            synonyms=(
                "team members",
                "work team members",
                "队员",
                "队员人数",
                "工作队员",
                "队员数",
            ),
        ),
        Measure(
            "party_members",
            "members who are Party members",
            unit="people",
            label="Party members",
            synonyms=("party", "members of the party", "党员", "党员人数", "党员数", "中共党员"),
        ),
        Measure(
            "stated_share",
            "share of Party members given in words",
            "number",
            unit="share",
            maximum=1,
            label="share stated in words",
            combine="single",
            synonyms=(
                *("share", "percent", "percentage", "share of party members", "党员比例", "占比"),
            ),
        ),
        Measure(
            "first_secretaries",
            "team leaders who are first secretaries",
            unit="people",
            label="team leaders who are first secretaries",
            synonyms=("first secretary", "第一书记", "第一书记人数"),
        ),
    ),
    ("place_id", "as_of"),
    synonyms=("teams", "驻村", "工作队"),
    period="as_of",
)

PARTY_MEMBERS = TopicRecord(
    name="party_members",
    title="Party members in the work teams",
    summary="How many members of the village-stationed work teams are Party members.",
    order=30,
    tables=(TEAMS,),
    rows=Measures(
        table=TEAMS,
        says="The members of the village-stationed work teams, those of them who are Party "
        "members, and the share of Party members that is stated in words, at the latest date that "
        "the places chosen give. Numbers of several places are added up, and say of how many.",
        grain="one row per measure",
        columns={
            "measure": "Measure",
            "value": "Value",
            "unit": "Unit",
            "as_of": "As of",
            "place": "Place",
            "added": "Added up from",
            "status": "Status",
            **PROVENANCE,
        },
        key=("measure",),
        latest="as_of",
    ),
    derived=(
        Share(
            id="party-share",
            what="share of Party members",
            top="party_members",
            bottom="members",
            names=("Party members", "members"),
            compared_as="share of Party members",
        ),
        Difference(
            id="other-members",
            what="work-team members who are not Party members",
            top="members",
            bottom="party_members",
            unit="people",
            names=("members", "Party members"),
        ),
    ),
    derived_says="The share of Party members: all Party members over all members of the work "
    "teams; and the members who are not Party members: members minus Party members.",
    filter_note=filter_note(
        "The document gives the work teams once, for the whole county at the time of writing"
    ),
    by_village=True,
)

TOPICS = (PARTY_MEMBERS,)
