"""Every number a document prints, with its place, and where the app uses it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from metrics.model.rows import Table, records
from metrics.model.schema import FIGURE_ID
from metrics.selection import Selection
from metrics.statuses import status_sql
from metrics.store.open import Store
from metrics.topics.metric import Metric, Topic

FIGURES = Metric(
    "figures",
    "Every number that the document prints, as printed and as read, with its place in the text, "
    "its status, how far to trust it, and the cross-checks it takes part in; slogans too, "
    "which count nothing.",
    "one row per figure",
    f"""
select f.figure_id, f.value, f.unit, f.counts, f.period, p.name as place,
       case when f.kind <> 'slogan' then {status_sql("f.value", "f.status")} end as status,
       f.kind, f.printed,
       f.paragraph, f.sentence, f.start as first_character, f."end" - 1 as last_character,
       f.garbling, f.repair, f.certainty, f.candidates, f.evidence, f.note,
       (select string_agg(c.check_id, ' ' order by c.check_id) from checks c
        where list_contains(
            regexp_extract_all(c."left" || ' ' || c."right", '{FIGURE_ID}'), f.figure_id)) as checks
from figures f left join places p using (place_id)
order by f.document_id, f.kind = 'slogan', f.start, f."end", f.figure_id""".strip(),
    {
        "figure_id": "Figure",
        "value": "Value",
        "unit": "Unit",
        "counts": "What it counts",
        "period": "When it holds",
        "place": "Place",
        "status": "Status",
        "kind": "Kind",
        "printed": "Printed as",
        "paragraph": "Paragraph",
        "sentence": "Sentence",
        "first_character": "First character",
        "last_character": "Last character",
        "garbling": "Damage",
        "repair": "Repair",
        "certainty": "Certainty",
        "candidates": "Candidate readings",
        "evidence": "Evidence",
        "note": "Note",
        "checks": "Cross-checks",
    },
    ("figure_id",),
)


def named(frames: Iterable[Table]) -> list[str]:
    """Return the ids of the figures that the cells of these frames name, in order, once each.

    Columns read: formula, and every one whose name ends with "figure".
    """
    cells = (
        str(cell)
        for frame in frames
        for row in records(frame)
        for name, cell in row.items()
        if name == "formula" or name.endswith("figure")
    )
    return list(dict.fromkeys(one for cell in cells for one in re.findall(FIGURE_ID, cell)))


def uses(store: Store, topics: Mapping[str, Topic]) -> dict[str, tuple[str, ...]]:
    """Return for each figure that a topic's page shows or works with, the names of those topics."""
    found: dict[str, tuple[str, ...]] = {}
    for name, topic in topics.items():
        for figure in named(topic.records(store, Selection())):
            found[figure] = (*found.get(figure, ()), name)
    return found
