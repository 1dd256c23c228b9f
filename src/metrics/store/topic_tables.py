"""The contract's tables of topics: one a topic, each number beside the figure that prints it."""

from __future__ import annotations

from metrics.store.schema import Field, Table, measure

PLACE = Field("place_id", "place counted", required=True, refers="places.place_id")
UNIT = Field("unit", "unit of the quantity", required=True)

POVERTY_EXITS = Table(
    "poverty_exits",
    "one row per year, place and status",
    (
        *measure("year", "year of the exits", "year", minimum=1949, maximum=2100),
        PLACE,
        Field("status", "achieved or planned", required=True, enum=("achieved", "planned")),
        *measure("households", "households lifted out of poverty", "households"),
        *measure("people", "people lifted out of poverty", "people"),
    ),
    ("year", "place_id", "status"),
)

WORK_TEAMS = Table(
    "work_teams",
    "one row per place and date",
    (
        Field("place_id", "place the teams work in", required=True, refers="places.place_id"),
        Field("as_of", "when the counts hold", required=True),
        *measure("members", "members of the village-stationed work teams", "people"),
        *measure("party_members", "members who are Party members", "people"),
        *measure(
            "stated_share", "share of Party members given in words", "share", "number", maximum=1
        ),
        *measure("first_secretaries", "team leaders who are first secretaries", "people"),
    ),
    ("place_id", "as_of"),
)

VILLAGE_COLLECTIVES = Table(
    "village_collectives",
    "one row per place",
    (
        PLACE,
        *measure("pilot_villages", "villages in the pilot", "administrative villages"),
        *measure("villages", "villages whose collective is reported on", "administrative villages"),
        *measure("reaching_target", "villages that reached the target", "administrative villages"),
        *measure(
            "income_target", "collective income set as the target", "yuan per village per year"
        ),
    ),
    ("place_id",),
)

PAIRED_ASSISTANCE = Table(
    "paired_assistance",
    "one row per place, kind of helper and kind of helped",
    (
        PLACE,
        Field("helper_kind", "who helps", required=True),
        *measure("helpers", "how many help", ""),
        Field("helpers_unit", "unit of the helpers"),
        Field("helped_kind", "who is helped", required=True),
        *measure("helped", "how many are helped", ""),
        Field("helped_unit", "unit of the helped"),
        Field("part_of", "the kind of helped that these are a part of"),
    ),
    ("place_id", "helper_kind", "helped_kind"),
)

ASSISTANCE_GIVEN = Table(
    "assistance_given",
    "one row per place and kind of assistance",
    (
        PLACE,
        Field("topic", "what it belongs to", required=True),
        Field("kind", "what was given", required=True),
        *measure("quantity", "how much was given", ""),
        UNIT,
        Field("period", "when it was given", required=True),
    ),
    ("place_id", "kind"),
)

TRAINING = Table(
    "training",
    "one row per place, activity, audience and period",
    (
        PLACE,
        Field("activity", "what was done", required=True),
        Field("audience", "who it was done for", required=True),
        Field("period", "when it was done", required=True),
        Field("since_figure", "figure that prints its first year", refers="figures.figure_id"),
        *measure("quantity", "how many", ""),
        UNIT,
    ),
    ("place_id", "activity", "audience", "period"),
)
