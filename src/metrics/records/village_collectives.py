"""Village collectives: the pilot villages and the income target that they reached."""

from __future__ import annotations

from metrics.model.derived import Product
from metrics.model.schema import PLACE, Measure, Table
from metrics.model.topic import PROVENANCE, Measures, TopicRecord, filter_note

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
            synonyms=("村数",),
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
            synonyms=("目标收入",),
        ),
    ),
    ("place_id",),
    synonyms=("collectives", "集体经济"),
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
    derived=(
        Product(
            id="least-income",
            what="least collective income of the villages that reached the target",
            top="reaching_target",
            bottom="income_target",
            unit="yuan a year, at least",
            names=("villages that reached the target", "income target"),
        ),
    ),
    derived_says="The least that the villages that reached the target have together a year, if "
    "each has just the target: a lower bound.",
    filter_note=filter_note(
        "The document gives the village collectives once, without naming a village"
    ),
)

TOPICS = (VILLAGE_COLLECTIVES,)
