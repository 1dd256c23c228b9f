"""What the page of sources shows: every figure of a dataset, its checks, and citations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from metrics.exports import cite, tables
from metrics.model.rows import Record, records
from metrics.payloads.etag import to_json_with_etag
from metrics.payloads.provenance import Entry, Row
from metrics.payloads.rows import table
from metrics.store.checks import FAILS, HOLDS, OPEN
from metrics.topics.cross_checks import CHECKS
from metrics.topics.figures import FIGURES

FILTERS = ("paragraph", "status", "certainty", "garbling")
NO_DOCUMENT = (
    "No document is named here, so there is no list of printed numbers: every number is as the "
    "dataset's own tables give it."
)
NO_CHECKS = "No cross-checks."
COLUMNS = ("Figure", "Value", "What it counts", "Printed as", "Place", "Certainty")
# How a page counts the checks of a verdict, and the sign before it.
VERDICTS = {HOLDS: ("hold", "✓"), FAILS: ("fail", "✗"), OPEN: (OPEN, "?")}
Parts = Sequence[Mapping[str, str]]


def sources(
    figures: pd.DataFrame,
    entries: Mapping[str, Entry],
    documents: Sequence[Row],
    parts: Parts,
    dataset: str,
) -> bytes:
    """Return the list of figures as UTF-8 JSON; `entries` holds what each of them opens.

    `parts` are the datasets joined: letter, name and source; a figure's id names its own.
    """
    rows = records(figures)
    names = {part["letter"]: part["name"] for part in parts}
    lines = [_line(row, entries[str(row["figure_id"])], names) for row in rows]
    content = {
        "kind": "sources",
        "says": _says(rows) if documents else NO_DOCUMENT,
        "parts": _parts(parts, [str(row["figure_id"]) for row in rows], "number", NO_DOCUMENT),
        "columns": COLUMNS,
        "figures": lines,
        "filters": [_filter(name, lines) for name in ("dataset",) * bool(parts) + FILTERS],
        "addresses": entries,
        "citations": _citations(documents),
        "cite_note": cite.OWN_TITLE if documents else "",
        "export": _files(dataset),
    }
    return to_json_with_etag(content)


def _says(rows: Sequence[Record]) -> str:
    """Say what the list holds: numbers, and slogans that hold one."""
    slogans = sum(row["kind"] == "slogan" for row in rows)
    held = f"{len(rows) - slogans} numbers"
    if slogans:
        held += f" and {slogans} slogan{'s' if slogans > 1 else ''} that count nothing"
    return f"Every number that the document prints, as printed and as read: {held}."


def _files(dataset: str) -> dict[str, Any]:
    """Return what the URLs of a list's files are made of."""
    labels = {"tables": tables.LABELS, "citations": cite.LABELS}
    return {"dataset": dataset, "query": "", **labels}


def _parts(parts: Parts, ids: Sequence[str], what: str, nothing: str) -> list[str]:
    """Say of each dataset joined what its letter is, and how many figures or checks it has."""
    count = Counter(id_.partition(":")[0] for id_ in ids)
    said = []
    for part in parts:
        many = count[part["letter"]]
        has = f"{many} {what}{'s' * (many != 1)}." if many else nothing
        said.append(f"{part['letter']}: {part['name']} ({part['source']}). {has}")
    return said


def _citations(documents: Sequence[Row]) -> dict[str, str]:
    """Return the forms to cite the documents in; {} when the dataset has none."""
    if not documents:
        return {}
    cited = [cite.of_document(document) for document in documents]
    return {cite.LABELS[form]: write(*cited) for form, write in cite.FORMS.items()}


def _line(row: Row, entry: Entry, parts: Mapping[str, str]) -> dict[str, Any]:
    part = parts.get(str(row["figure_id"]).partition(":")[0])
    found = (row["figure_id"], row["printed"], row["counts"], row["unit"], row["value"])
    return {
        "id": row["figure_id"],
        "value": entry["title"],
        "counts": row["counts"],
        "printed": row["printed"] or "",
        "place": f"paragraph {row['paragraph']}, sentence {row['sentence']}",
        "certainty": row["certainty"],
        "search": " ".join([*(str(text) for text in found if text), str(entry["title"])]).lower(),
        "of": {**({"dataset": part} if part else {}), **{n: _choice(row[n]) for n in FILTERS}},
    }


def _choice(value: object) -> str:
    return "none" if value is None else str(value)


def _filter(name: str, lines: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    choices = dict.fromkeys(line["of"][name] for line in lines)
    return {"name": name, "label": FIGURES.columns.get(name, "Dataset"), "choices": list(choices)}


def _verdict(verdict: Hashable, count: int) -> dict[str, Any]:
    words, sign = VERDICTS[str(verdict)]
    return {"verdict": verdict, "words": words, "sign": sign, "count": count}


def checks(found: pd.DataFrame, entries: Mapping[str, Entry], parts: Parts, dataset: str) -> bytes:
    """Return the cross-checks as UTF-8 JSON, those that fail first."""
    content = {
        "kind": "checks",
        "parts": _parts(parts, list(found["check_id"]), "cross-check", NO_CHECKS),
        "verdicts": [_verdict(*one) for one in found["verdict"].value_counts().items()],
        "table": table(CHECKS, found),
        "export": _files(dataset),
        "addresses": entries,
    }
    return to_json_with_etag(content)
