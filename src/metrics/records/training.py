"""Training: lectures and who heard them, person-times, labourers transferred."""

from __future__ import annotations

from metrics.model.derived import Total
from metrics.model.schema import PLACE, UNIT, Field, Measure, Table
from metrics.model.topic import PROVENANCE, Measures, TopicRecord, filter_note

TABLE = Table(
    "training",
    "one row per place, activity, audience and period",
    (
        PLACE,
        Field(
            "activity",
            "what was done",
            required=True,
            synonyms=("activities", "活动", "培训内容", "内容"),
        ),
        Field(
            "audience",
            "who it was done for",
            required=True,
            synonyms=("for whom", "trainees", "对象", "培训对象"),
        ),
        Field("period", "when it was done", required=True, synonyms=("when", "期间", "时期")),
        Field("since_figure", "figure that prints its first year", refers="figures.figure_id"),
        Measure(
            "quantity",
            "how many",
            unit_column="unit",
            compared_as="{activity}, {audience}, {period}",
            synonyms=("amount", "number", "数量", "数额", "金额"),
        ),
        UNIT,
    ),
    ("place_id", "activity", "audience", "period"),
    synonyms=("培训",),
)

TRAINING = TopicRecord(
    name="training",
    title="Training",
    summary="Lectures and who heard them, attendances at training, labourers transferred into "
    "employment.",
    order=40,
    tables=(TABLE,),
    rows=Measures(
        table=TABLE,
        says="Each activity, audience and period with the number that the document prints; "
        "attendances (person-times) and people are different units. Numbers of several places are "
        "added up, and say of how many.",
        grain="one row per activity, audience, period and unit",
        columns={
            "place": "Place",
            "activity": "Activity",
            "audience": "Audience",
            "period": "Period",
            "value": "Value",
            "unit": "Unit",
            "added": "Added up from",
            "status": "Status",
            "since_figure as year_figure": "Figure of its first year",
            **PROVENANCE,
        },
        key=("activity", "audience", "period", "unit"),
        order="f.start, sums.activity, sums.audience, sums.period",
    ),
    derived=(
        Total(
            id="person-times",
            what="person-times of training, {period}",
            over="",
            by=("period",),
            named="{activity}",
            where={"unit": "person-times"},
        ),
    ),
    derived_says="The person-times of each period that prints more than one, added: attendances "
    "add up, people do not, since one person may attend twice.",
    filter_note=filter_note("The document gives training once, for the whole county"),
)

TOPICS = (TRAINING,)
