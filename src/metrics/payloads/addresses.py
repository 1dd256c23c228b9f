"""What the address of a figure opens, and all that a chart's card can open.

An entry is as in `metrics.payloads.provenance`; a figure's also has `place`, its candidate
`readings`, its `checks`, the pages that use it (`uses`), `copy`, the figure as plain text, and
`history`, the lines of the dataset's ledger on it, where it has one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from metrics.charts.chart_text import position_text, readings, value
from metrics.exports.cite import figure_text
from metrics.model.rows import Record, Table
from metrics.numbers import as_text
from metrics.payloads.provenance import (
    Entry,
    Row,
    check_entries,
    formula_entries,
    statement_entries,
)
from metrics.reading import repairs
from metrics.selection import Selection
from metrics.store.open import Store
from metrics.topics import document
from metrics.topics.catalog import TOPICS
from metrics.topics.cross_checks import CHECKS
from metrics.topics.figures import FIGURES, named, uses
from metrics.topics.history import history
from metrics.topics.metric import Topic

IN_TITLE = ("figure_id", "value", "unit", "counts")
IN_PLACE = ("paragraph", "sentence", "first_character", "last_character")


def figure_entries(
    figures: Sequence[Record], documents: Mapping[str, Row], parts: Mapping[str, str]
) -> dict[str, Entry]:
    """Return an entry for each row of the metric figures, by figure id.

    `documents` gives the document of each figure, `parts` the name of each dataset that is joined,
    by its letter.
    """
    found = {}
    for row in figures:
        name = str(row["figure_id"])
        found[name] = _figure(row, documents[name])
        if part := parts.get(name.partition(":")[0]):
            found[name]["facts"].insert(0, ["Dataset", part])
    return found


def _figure(row: Row, about: Row) -> Entry:
    plain = {
        label: row[name]
        for name, label in FIGURES.columns.items()
        if name not in (*IN_TITLE, *IN_PLACE, "candidates", "checks") and row[name] is not None
    }
    return {
        "kind": "figure",
        "title": value(row),
        "counts": str(row["counts"]),
        "period": str(row["period"] or ""),
        "place": position_text(row),
        "facts": [*([label, str(text)] for label, text in plain.items()), *_by_rule(row)],
        "readings": readings(row),
        "checks": str(row["checks"] or "").split(),
        "parts": [],
        "copy": figure_text(row, value(row), position_text(row), about),
    }


def _by_rule(row: Row) -> list[list[str]]:
    """Return what the rules of repair make of a garbled printed form, likeliest first."""
    if row["garbling"] is None:
        return []
    found = (
        f"{as_text(one.value)} ({', '.join(one.rules) or 'as printed'})"
        for one in repairs.readings(str(row["printed"]))
    )
    return [["Readings by rule", "; ".join(found) or "no rule applies"]]


def of_topic(
    topic: Topic, frames: Mapping[str, Table], figures: Mapping[str, Entry]
) -> dict[str, Entry]:
    """Return every entry that the card of a topic can open."""
    used = {name: figures[name] for name in named(frames.values()) if name in figures}
    checks = {c: figures[c] for entry in used.values() for c in entry["checks"] if c in figures}
    formulas = formula_entries(frames["derived"], figures)
    return {**used, **checks, **formulas, **statement_entries(frames["rows"])}


def of_dataset(store: Store) -> dict[str, Entry]:
    """Return an entry for each figure and each cross-check of a dataset, by its id."""
    parts = {one["letter"]: one["name"] for one in document.joined_parts(store)}
    rows = FIGURES.records(store, Selection())
    figures = figure_entries(rows, document.of_figures(store), parts)
    used, decided = uses(store, TOPICS), history(store)
    for name, entry in figures.items():
        entry["uses"] = [[page, TOPICS[page].title] for page in used.get(name, ())]
        if lines := decided.get(name):
            entry["history"] = lines
    return {**figures, **check_entries(CHECKS.records(store, Selection()))}
