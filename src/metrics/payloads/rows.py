"""A metric's rows as texts for a table, each number with its address."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from metrics.charts.chart_text import statement_id
from metrics.model.rows import Record, Table, records
from metrics.numbers import as_text
from metrics.payloads.search import link
from metrics.statuses import NOT_COMBINED, NOT_STATED
from metrics.topics.metric import Metric

MOST_ROWS = 500
# Which column of a row names the figure that a cell is read from.
SOURCE = {"value": "figure", "figure": "figure", "printed": "figure"}
SOURCE |= {"because": "figure", "repair": "figure", "year": "year_figure", "period": "year_figure"}

# What a column holds, where that changes how a page shows it.
ROLES = {"value": "number", "verdict": "verdict", "check_id": "id"}
ROLES |= {"period": "label", "indicator": "label", "place": "place", "village": "place"}
ROLES |= dict.fromkeys(("paragraph", "sentence", "first_character", "last_character"), "position")


def table(
    metric: Metric, rows: Table, places: Collection[str] = (), dataset: str = ""
) -> dict[str, Any]:
    """Return rows as [text, address or ""] cells under their labels.

    A value that the document does not give says so. At most MOST_ROWS rows are given; `rows` says
    how many there are, `roles` what each column holds: one of ROLES or "". `pages` gives
    the link of each cell that names one of `places`, those of the dataset.
    """
    head = records(rows[:MOST_ROWS])
    names, labels = list(metric.columns), list(metric.columns.values())
    named = {str(row[name]) for name in names if ROLES.get(name) == "place" for row in head}
    return {
        "pages": {name: link("place", name, dataset) for name in sorted(named) if name in places},
        "labels": labels,
        "cells": [[[_text(row, name), _address(name, row)] for name in names] for row in head],
        "rows": len(rows),
        "roles": [ROLES.get(name, "") for name in names],
    }


def _text(row: Record, name: str) -> str:
    if row[name] is None:
        apart = row.get("status") == NOT_COMBINED.name
        return (NOT_COMBINED if apart else NOT_STATED).name if name == "value" else ""
    if name != "value":
        return str(row[name])
    return as_text(float(str(row[name])), str(row.get("rounding", "")))


def _address(name: str, row: Record) -> str:
    """Return what a cell's number opens: its figure, its formula, or its place in the document."""
    what = row.get("what")
    if name in ("what", "value", "formula", "arithmetic") and isinstance(what, str):
        return what
    if name == "check_id":
        return str(row["check_id"])
    if name == "product":
        return statement_id(row)
    source = row.get(SOURCE.get(name, ""))
    return source if isinstance(source, str) else ""
