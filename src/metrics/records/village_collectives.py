"""Village collectives: the pilot villages and the income target that they reached."""

from __future__ import annotations

from collections.abc import Iterator

from metrics.model.derived import Derived, Product
from metrics.model.notes import repaired, stated, unstated
from metrics.model.rows import Rows, by
from metrics.model.schema import PLACE, Measure, Table
from metrics.model.topic import PROVENANCE, ById, Measures, Panels, TopicRecord, filter_note

TABLE = Table(
    "village_collectives",
    "one row per place",
    (
        PLACE,
        Measure(
            "pilot_villages",
            "villages in the pilot",
            unit="administrative villages",
            label="in the pilot",
            panel="Villages",
            synonyms=("试点村", "试点村数"),
        ),
        Measure(
            "villages",
            "villages whose collective is reported on",
            unit="administrative villages",
            label="reported on",
            panel="Villages",
            synonyms=("村数", "行政村数"),
        ),
        Measure(
            "reaching_target",
            "villages that reached the target",
            unit="administrative villages",
            label="reached the target",
            panel="Villages",
            synonyms=("达标村", "达标村数"),
        ),
        Measure(
            "income_target",
            "collective income set as the target",
            unit="yuan per village per year",
            label="income target",
            combine="same",
            panel="Yuan a year for each village",
            synonyms=("目标收入", "收入目标"),
        ),
    ),
    ("place_id",),
    synonyms=("collectives", "集体经济"),
)


LEAST = Product(
    id="least-income",
    what="least collective income of the villages that reached the target",
    top="reaching_target",
    bottom="income_target",
    unit="yuan a year, at least",
    names=("villages that reached the target", "income target"),
)


def least_income(rows: Rows) -> Iterator[Derived]:
    """Yield what the villages that reached the target have at least, if it is the target of all."""
    target = by(rows, "column").get("income_target")
    if target and target.whole:
        yield from LEAST(rows)


def finding(rows: Rows, derived: ById) -> str:
    """Say how many of the villages reported on reached which target."""
    by_column = by(stated(rows), "column")
    reached, villages = by_column.get("reaching_target"), by_column.get("villages")
    target = by_column.get("income_target")
    if not (reached and villages and target and reached.whole and villages.whole and target.whole):
        return "Village collectives: what is stated"
    if not 0 < villages.amount >= reached.amount:
        return "Village collectives: what is stated"
    same = reached.value == villages.value
    every = f"All {villages.text}" if same else f"{reached.text} of {villages.text}"
    goal = f"the collective income target of {target.text} yuan a year"
    return f"{every} pilot villages reached {goal}"


def notes(rows: Rows, derived: ById) -> tuple[str, ...]:
    """Say what must not be read out of the numbers."""
    return (
        "The target is a lower bound: a village that reached it has at least that much. "
        "The document gives the income of no village.",
        "The villages of the pilot, those reported on and those that reached the target are "
        "the same villages: they are never added.",
        *unstated(rows, lambda row: row.measure),
        *repaired(stated(rows)),
    )


VILLAGE_COLLECTIVES = TopicRecord(
    name="village_collectives",
    title="Village collectives",
    summary="The pilot villages of the joint-stock cooperative economy and their income target.",
    order=50,
    tables=(TABLE,),
    rows=Measures(
        table=TABLE,
        says="The villages in the pilot, those reported on, those that reached the target, and "
        "the target itself, as the document prints them. The income of a village is not given. "
        "Numbers of several places are added up, and say of how many; the target is no sum.",
        grain="one row per measure",
        columns={
            "place": "Place",
            "panel": "Chart panel",
            "measure": "Measure",
            "value": "Value",
            "unit": "Unit",
            "added": "Added up from",
            "status": "Status",
            **PROVENANCE,
        },
        key=("measure",),
    ),
    derived=(least_income,),
    derived_says="The least that the villages that reached the target have together a year, if "
    "each has just the target: a lower bound. None where not all places state the target.",
    filter_note=filter_note(
        "The document gives the village collectives once, without naming a village"
    ),
    chart=Panels(
        line=lambda row: row.measure,
        panel=lambda row: row["panel"],
        what=lambda row: f"village collectives, {row.measure}",
    ),
    finding=finding,
    subtitle="Villages, and yuan a year for each village: two units, two scales",
    alt=lambda rows, derived: f"Bars: {'; '.join(f'{row.measure}: {row.text}' for row in rows)}.",
    notes=notes,
)

TOPICS = (VILLAGE_COLLECTIVES,)
