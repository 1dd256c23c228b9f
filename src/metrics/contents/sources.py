"""What the page of sources shows: every figure of a dataset, its checks, and citations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from metrics.charts.words import records
from metrics.contents.rows import table
from metrics.contents.stamped import stamped
from metrics.contents.workings import Entry, Row
from metrics.exports.cite import bibtex, csl_json
from metrics.topics.cross_checks import CHECKS
from metrics.topics.figures import FIGURES

FILTERS = ("paragraph", "status", "certainty", "garbling")
NO_DOCUMENT = (
    "This dataset names no document, so it has no printed numbers to list: what its charts show "
    "was given by whoever made its tables."
)


def sources(figures: pd.DataFrame, entries: Mapping[str, Entry], document: Row) -> bytes:
    """Return the list of figures as UTF-8 JSON; `entries` holds what each of them opens."""
    rows = records(figures)
    content = {
        "kind": "sources",
        "says": _says(rows),
        "figures": [_line(row, entries[str(row["figure_id"])]) for row in rows],
        "filters": [_filter(name, rows) for name in FILTERS],
        "addresses": entries,
        "citations": _citations(document),
    }
    return stamped(content)


def _says(rows: list[dict[str, object]]) -> str:
    """Say what the list holds: numbers, and slogans that hold one."""
    if not rows:
        return NO_DOCUMENT
    slogans = sum(row["kind"] == "slogan" for row in rows)
    parts = f"{len(rows) - slogans} numbers"
    if slogans:
        parts += f" and {slogans} slogan{'s' if slogans > 1 else ''} that count nothing"
    return f"Every number that the document prints, as printed and as read: {parts}."


def _citations(document: Row) -> dict[str, str]:
    """Return the forms to cite a document in; {} when the dataset has no document."""
    return {"BibTeX": bibtex(document), "CSL-JSON": csl_json(document)} if document else {}


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


def checks(found: pd.DataFrame, entries: Mapping[str, Entry]) -> bytes:
    """Return the cross-checks as UTF-8 JSON, those that fail first."""
    content = {
        "kind": "checks",
        "verdicts": found["verdict"].value_counts().to_dict(),
        "table": table(CHECKS, found),
        "addresses": entries,
    }
    return stamped(content)
