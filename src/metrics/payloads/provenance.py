"""What stands behind a number that is not printed: a formula, a cross-check, a statement.

An entry is a dict of plain values: `kind` (figure, formula, check, statement or several), `title`,
`counts` (what is counted), `facts` as [label, text] pairs, and `parts`, the addresses it is made of
(of several: those of which it is one).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from metrics.charts.chart_text import position_text, statement_id
from metrics.model.rows import Table, records, row_of
from metrics.model.schema import FIGURE_ID
from metrics.payloads.number_links import ONE_OF

Entry = dict[str, Any]
Row = Mapping[str, object]


def formula_entries(derived: Table, figures: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return an entry for each derived number, by its name: the column `what`.

    Columns read: what, value (in `unit`), unit, status, formula, arithmetic, rounding.
    """
    return {str(row["what"]): _formula(row, figures) for row in records(derived)}


def _formula(row: Row, figures: Mapping[str, Entry]) -> Entry:
    formula = str(row["formula"])

    def words(one: re.Match[str]) -> str:
        entry = figures.get(one[0])
        if entry is None:
            return one[0]
        return f"{', '.join(filter(None, (entry['counts'], entry['period'])))} ({one[0]})"

    return {
        "kind": "formula",
        "title": row_of(row).with_unit(),
        "counts": str(row["what"]),
        "facts": [
            ["Status", str(row["status"])],
            ["Formula", formula],
            ["In words", re.sub(FIGURE_ID, words, formula)],
            ["In numbers", str(row["arithmetic"])],
            ["Rounding", str(row["rounding"])],
        ],
        "parts": list(dict.fromkeys(re.findall(FIGURE_ID, formula))),
    }


def statement_entries(rows: Table) -> dict[str, Entry]:
    """Return an entry for each row that has no number but a place in the document, by its name."""
    return {statement_id(row): _statement(row) for row in records(rows) if "product" in row}


def _statement(row: Row) -> Entry:
    return {
        "kind": "statement",
        "title": statement_id(row),
        "counts": "named in the document, without a number",
        "place": position_text(row),
        "facts": [["Sector", f"{row['sector']} (our grouping)"], ["Status", str(row["status"])]],
        "parts": [],
    }


def several_entries(pieces: Iterable[tuple[str, str]]) -> dict[str, Entry]:
    """Return an entry for each linked number that may be any of several, by its address."""
    return {
        address: {
            "kind": "several",
            "title": text,
            "counts": "The sentence does not tell which of these it means.",
            "facts": [],
            "parts": address.split(ONE_OF),
        }
        for text, address in pieces
        if ONE_OF in address
    }


def check_entries(checks: Table) -> dict[str, Entry]:
    """Return an entry for each row of the metric checks, by check id.

    Columns read: check_id, says, left, relation, right, arithmetic, verdict.
    """
    return {str(row["check_id"]): _check(row) for row in records(checks)}


def _check(row: Row) -> Entry:
    return {
        "kind": "check",
        "title": str(row["verdict"]),
        "counts": str(row["says"]),
        "facts": [
            ["In figures", str(row["expression"])],
            ["In numbers", str(row["arithmetic"])],
        ],
        "parts": list(dict.fromkeys(re.findall(FIGURE_ID, str(row["expression"])))),
    }
