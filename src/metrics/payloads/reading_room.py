"""What the reading room shows: the reader's text with every figure lit up in place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from metrics.model.rows import records
from metrics.payloads.etag import to_json_with_etag
from metrics.payloads.provenance import Entry, Row
from metrics.reading.find import Printed
from metrics.reading.identity import Document
from metrics.reading.match import Reading, read
from metrics.reading.segments import pieces

SAME = "This is the document: its checksum is the same. Every figure stands where it should."
OTHER = (
    "This is not the text that was read: its checksum is another. Each printed form was looked for "
    "again near its place; where it was found, that shows the same words, not the same statement."
)


def match_figures(text: str, figures: pd.DataFrame, about: Row) -> Reading:
    """Return a reader's text with the figures of the document found in it."""
    document = Document(str(about["sha256"]), int(str(about["characters"])))
    return read(text, document, [_printed(row) for row in records(figures)])


def _printed(row: Row) -> Printed:
    start, last = int(str(row["first_character"])), int(str(row["last_character"]))
    return Printed(str(row["figure_id"]), str(row["printed"] or ""), start, last + 1)


def to_json(reading: Reading, encoding: str, entries: Mapping[str, Entry]) -> bytes:
    """Return a reading as UTF-8 JSON; each piece of its text is [text, kind, figure id]."""
    moved = [one for one in reading.found if one.state == "moved"]
    missing = [one.figure_id for one in reading.found if one.state == "missing"]
    in_place = len(reading.found) - len(moved) - len(missing)
    content: dict[str, Any] = {
        "kind": "reading",
        "same": reading.same,
        "says": SAME if reading.same else OTHER,
        "read_as": f"Read as {encoding}, {len(reading.text):,} characters.",
        "counts": {"in place": in_place, "moved": len(moved), "missing": len(missing)},
        "moved": [[one.figure_id, _by(one.moved)] for one in moved],
        "missing": missing,
        "unused": [reading.text[one.start : one.end] for one in reading.unused],
        "unused_count": reading.unused_count,
        "pieces": pieces(reading),
        "addresses": entries,
    }
    return to_json_with_etag(content)


def _by(characters: int) -> str:
    way = "later" if characters > 0 else "earlier"
    return f"{abs(characters):,} characters {way}"
