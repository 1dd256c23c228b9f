"""What the page of sources shows: every figure of a dataset, its checks, and citations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from metrics.exports import cite, tables
from metrics.model.rows import Record, records
from metrics.numbers import how_many
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
        "parts": _parts(parts, _held_by_part(rows), NO_DOCUMENT),
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
    return f"Every number that the document prints, as printed and as read: {_held(rows)}."


def _held(rows: Sequence[Record]) -> str:
    slogans = sum(row["kind"] == "slogan" for row in rows)
    numbers = how_many(len(rows) - slogans, "number")
    count = "counts" if slogans == 1 else "count"
    return numbers + (f" and {how_many(slogans, 'slogan')} that {count} nothing" * bool(slogans))


def _held_by_part(rows: Sequence[Record]) -> dict[str, str]:
    """Return what each dataset joined holds, by its letter."""
    by: dict[str, list[Record]] = {}
    for row in rows:
        by.setdefault(str(row["figure_id"]).partition(":")[0], []).append(row)
    return {letter: _held(found) for letter, found in by.items()}


def _files(dataset: str) -> dict[str, Any]:
    """Return what the URLs of a list's files are made of."""
    labels = {"tables": tables.LABELS, "citations": cite.LABELS}
    return {"dataset": dataset, "query": "", **labels}


def _parts(parts: Parts, held: Mapping[str, str], nothing: str) -> list[str]:
    """Say of each dataset joined what its letter is, and which figures or checks it has."""
    said = []
    for part in parts:
        has = f"{held[part['letter']]}." if part["letter"] in held else nothing
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
    count = Counter(str(one).partition(":")[0] for one in found["check_id"])
    held = {letter: how_many(many, "cross-check") for letter, many in count.items()}
    content = {
        "kind": "checks",
        "parts": _parts(parts, held, NO_CHECKS),
        "verdicts": [_verdict(*one) for one in found["verdict"].value_counts().items()],
        "table": table(CHECKS, found),
        "export": _files(dataset),
        "addresses": entries,
    }
    return to_json_with_etag(content)
