"""What the page of sources shows: every figure of a dataset, its checks, and citations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from metrics.charts.words import records
from metrics.contents.rows import table
from metrics.contents.stamped import stamped
from metrics.contents.workings import Entry, Row
from metrics.exports import cite, tables
from metrics.topics.cross_checks import CHECKS
from metrics.topics.figures import FIGURES

FILTERS = ("paragraph", "status", "certainty", "garbling")
SAYS = (
    "Every number that the document prints, as printed and as read. The sidebar's filters do not "
    "narrow this list; the search and the choices below do."
)


def sources(
    figures: pd.DataFrame, entries: Mapping[str, Entry], document: Row, dataset: str
) -> bytes:
    """Return the list of figures as UTF-8 JSON; `entries` holds what each of them opens."""
    rows = records(figures)
    content = {
        "kind": "sources",
        "says": SAYS,
        "figures": [_line(row, entries[str(row["figure_id"])]) for row in rows],
        "filters": [_filter(name, rows) for name in FILTERS],
        "addresses": entries,
        "citations": _citations(document),
        "cite_note": cite.OWN_TITLE if document else "",
        "export": _files(dataset),
    }
    return stamped(content)


def _citations(document: Row) -> dict[str, str]:
    """Return the forms to cite a document in; {} when the dataset has no document."""
    if not document:
        return {}
    cited = cite.of_document(document)
    return {cite.LABELS[form]: write(cited) for form, write in cite.FORMS.items()}


def _files(dataset: str) -> dict[str, Any]:
    """Return what the URLs of a list's files are made of."""
    return {"dataset": dataset, "query": "", "tables": tables.LABELS}


def _line(row: Row, entry: Entry) -> dict[str, Any]:
    found = (row["figure_id"], row["printed"], row["counts"], row["unit"], row["value"])
    return {
        "id": row["figure_id"],
        "value": entry["title"],
        "counts": row["counts"],
        "printed": row["printed"] or "",
        "place": f"paragraph {row['paragraph']}, sentence {row['sentence']}",
        "certainty": row["certainty"],
        "search": " ".join([*(str(text) for text in found if text), str(entry["title"])]).lower(),
        "of": {name: _choice(row[name]) for name in FILTERS},
    }


def _choice(value: object) -> str:
    return "none" if value is None else str(value)


def _filter(name: str, rows: list[dict[str, object]]) -> dict[str, Any]:
    choices = dict.fromkeys(_choice(row[name]) for row in rows)
    return {"name": name, "label": FIGURES.columns[name], "choices": list(choices)}


def checks(found: pd.DataFrame, entries: Mapping[str, Entry], dataset: str) -> bytes:
    """Return the cross-checks as UTF-8 JSON, those that fail first."""
    content = {
        "kind": "checks",
        "verdicts": found["verdict"].value_counts().to_dict(),
        "table": table(CHECKS, found),
        "export": _files(dataset),
        "addresses": entries,
    }
    return stamped(content)
