"""How a document and a figure of it are cited: plain text, BibTeX, CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping

Row = Mapping[str, object]
MEANING = str.maketrans({c: f"\\{c}" for c in "{}%&$#_"} | {"\\": r"\textbackslash{}"})


def figure_text(row: Row, value: str, place: str, document: Row) -> str:
    """Return a figure as plain text: value with unit, what it counts, place, source, version."""
    printed = f"Printed as “{row['printed']}”. " if row["printed"] else ""
    status = f"Status: {row['status']}. " if row["status"] else ""
    period = f" ({row['period']})" if row["period"] else ""
    return (
        f"{row['counts']}{period}: {value}\n"
        f"{status}{printed}Certainty: {row['certainty']}.\n"
        f"Figure {row['figure_id']}: {place}.\n"
        f"Source: {document['title']}; sha256 {document['sha256']}; read {document['read_on']}."
    )


def bibtex(document: Row) -> str:
    """Return the document as a BibTeX entry; it carries no year, because it prints no date."""
    fields = {
        "title": str(document["title"]).translate(MEANING),
        "note": _note(document).translate(MEANING),
        "urldate": document["read_on"],
        "langid": document["language"],
    }
    lines = "".join(f"  {name} = {{{text}}},\n" for name, text in fields.items())
    return f"@misc{{{document['document_id']},\n{lines}}}\n"


def csl_json(*documents: Row) -> str:
    """Return documents as CSL-JSON, a list of one item each."""
    items = [_csl_item(document) for document in documents]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _csl_item(document: Row) -> dict[str, object]:
    day = [int(part) for part in str(document["read_on"]).split("-")]
    return {
        "id": document["document_id"],
        "type": "report",
        "title": document["title"],
        "language": document["language"],
        "accessed": {"date-parts": [day]},
        "note": _note(document),
    }


def _note(document: Row) -> str:
    return f"{document['how_read']}. sha256 {document['sha256']}"
