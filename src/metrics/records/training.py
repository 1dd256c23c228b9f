"""Training: lectures and who heard them, person-times, labourers transferred."""

from __future__ import annotations

from collections.abc import Iterator

from metrics.model.derived import Derived, Total
from metrics.model.notes import repaired, stated, unstated
from metrics.model.rows import Row, Rows
from metrics.model.schema import PLACE, UNIT, Field, Measure, Table
from metrics.model.topic import PROVENANCE, ById, Measures, Panels, TopicRecord, filter_note
from metrics.statuses import AMBIGUOUS

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

AMONG = "Where an activity is stated of all, its audiences are among them: they are never added."
ATTENDANCES = "Attendances at training (person-times)"
PANELS = {
    "person-times": ATTENDANCES,
    "person-times per year": ATTENDANCES,
    "people": "People",
    "lectures": "Lectures",
    "techniques per household": "Techniques for each household",
}


def line(row: Row) -> str:
    """Return what a bar is called: the activity and for whom; of people, who they are."""
    activity, audience = row["activity"], row["audience"]
    if row.unit == "people":
        called = activity if audience == "all" else audience
    else:
        called = activity if audience == "all" else f"{activity}: {audience}"
    return called if row["period"] == "undated" else f"{called}, {row['period']}"


def panel(row: Row) -> str:
    """Return the panel of a row: its unit, in words."""
    unit = row.unit or "Several units"
    return PANELS.get(unit, unit)


PERSON_TIMES = Total(
    id="person-times",
    what="person-times of training, {period}",
    over="",
    by=("period",),
    named="{activity}",
    where={"unit": "person-times"},
)


def without_parts(rows: Rows) -> list[Row]:
    """Return rows without those of an audience where the same activity is stated of all."""

    def of(row: Row) -> tuple[str, ...]:
        return row["activity"], row["period"], row.unit

    whole = {of(row) for row in stated(rows) if row["audience"] == "all"}
    return [row for row in rows if row["audience"] == "all" or of(row) not in whole]


def person_times(rows: Rows) -> Iterator[Derived]:
    """Yield the person-times of each period; those of an audience are a part of those of all."""
    yield from PERSON_TIMES(without_parts(rows))


def finding(rows: Rows, derived: ById) -> str:
    """Say how many attendances a period has, and an average year where that is stated."""
    sums = [one for id_, one in derived.items() if id_.startswith("person-times/")]
    yearly = [row for row in stated(rows) if row.unit == "person-times per year"]
    if len(sums) != 1:
        return "Training: what is stated"
    period = sums[0]["id"].partition("/")[2]
    total = f"{sums[0].text} attendances at training, {period}"
    return f"{total}; {yearly[0].text} in an average year" if len(yearly) == 1 else total


def alt(rows: Rows, derived: ById) -> str:
    """Return every value in words."""
    return f"Bars: {'; '.join(f'{line(row)}: {row.text} {row.unit}' for row in rows)}."


def notes(rows: Rows, derived: ById) -> tuple[str, ...]:
    """Say what must not be added or compared, and what is not sure."""
    found = stated(rows)
    unsure = [row for row in found if row.status == AMBIGUOUS.name]
    averages = any(row.unit == "person-times per year" for row in found)
    teams = any(row["audience"] == "work-team members" for row in found)
    apart = "The sum covers a part of a year, the average a whole one: they are not one series."
    same = (
        "The work-team members who heard the lectures are the members of the work teams, and the "
        "secretaries one a poor village: they are never added to those."
    )
    return (
        *([apart] if averages else []),
        *([same] if teams else []),
        *([AMONG] if len(without_parts(found)) < len(found) else []),
        *(f"{row.figure} is ambiguous: its number is certain, its unit is not." for row in unsure),
        *unstated(rows, line),
        *repaired(found),
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
    derived=(person_times,),
    derived_says="The person-times of each period that prints more than one, added: attendances "
    "add up, people do not, since one person may attend twice. Of an activity that is stated of "
    "all, no single audience is added.",
    filter_note=filter_note("The document gives training once, for the whole county"),
    chart=Panels(
        line=line,
        panel=panel,
        what=lambda row: f"{row['activity']}, {row['period']}",
        units=tuple(PANELS),
    ),
    finding=finding,
    subtitle="Each unit has a scale of its own: attendances (person-times) are not people",
    alt=alt,
    notes=notes,
)

TOPICS = (TRAINING,)
