"""What a file holds and says of itself: tables, an account of them, and a checksum over both.

The checksum is over the values, not the bytes: every format of one view, written again by another
program, still has it as long as no value and no word of the account was changed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from metrics.exports.view import View
from metrics.selection import OF_SOME

Cell = str | None
LARGEST = 2**63  # what a 64-bit whole number cannot hold stays a decimal one
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
NOTICE = "notice"  # of an account: what to know of the data in any case
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class ExportContent:
    """An account (names to plain JSON values) and the tables it is about, by metric name."""

    about: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]

    @property
    def checksum(self) -> str:
        """The SHA-256 over account and tables."""
        tables = {name: cells(table) for name, table in self.tables.items()}
        text = json.dumps([_plain(self.about), tables], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def record(view: View) -> ExportContent:
    """Return the account of a view with its rows and its derived numbers."""
    return ExportContent(provenance(view), tables(view))


def tables(view: View) -> dict[str, pd.DataFrame]:
    """Return the rows and the derived numbers of a view, tidy, by metric name.

    The columns are those that the metric shows, under their names; a row is one of its grain.
    """
    return {metric.name: tidy(frame) for metric, frame in metrics(view)}


def metrics(view: View) -> list[tuple[Any, pd.DataFrame]]:
    """Return each metric of a view with its rows: the columns shown, without the typed ones."""
    both = ((view.topic.rows, view.rows), (view.topic.derived, view.derived))
    return [(metric, rows[list(metric.columns)]) for metric, rows in both]


def provenance(view: View) -> dict[str, Any]:
    """Say what a file of a view is: title, unit, filters, statuses, notes, source, version."""
    drawing = view.drawing
    return {
        "dataset": view.selection.dataset,
        "topic": view.topic.name,
        "title": drawing.title,
        "subtitle": drawing.subtitle,
        "about": view.worded(view.topic.about),
        "filters": view.filters,
        "selection": _acting(view),
        "status": view.statuses,
        "notes": [*view.scope, *drawing.notes],
        **said_of_data(view.notice),
        "source": drawing.source,
        "data_version": view.version,
        "link": view.link,
        "made_with": "village-metrics",
    }


def _acting(view: View) -> dict[str, list[Any]]:
    """Return what was chosen of the filters that change the rows; notes say it of the others."""
    return {
        name: list(chosen)
        for name, chosen in view.selection.values().items()
        if (name in view.uses if chosen else name not in OF_SOME)
    }


def said_of_data(notice: str) -> dict[str, str]:
    """Return the part of an account that says what to know of the data in any case, if anything."""
    return {NOTICE: notice} if notice else {}


def tidy(frame: pd.DataFrame) -> pd.DataFrame:
    """Return rows with numbers as numbers, years too, missing cells as None, and clean texts."""
    columns = {str(name): _typed(str(name), frame[name]) for name in frame.columns}
    return pd.DataFrame(columns, index=range(len(frame)))


def _typed(name: str, column: pd.Series[Any]) -> pd.Series[Any]:
    numeric = pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
    if numeric or name == "year":
        numbers = pd.to_numeric(column).reset_index(drop=True)
        return numbers.astype("Int64" if _is_whole(numbers) else "Float64")
    texts = [None if _is_missing(one) else CONTROL.sub("", str(one)) for one in column.tolist()]
    return pd.Series(texts, dtype="object")


def _is_whole(numbers: pd.Series[Any]) -> bool:
    """Say whether all numbers are whole and fit into 64 bits."""
    if pd.api.types.is_signed_integer_dtype(numbers):
        return True
    given = numbers.dropna()
    return bool((given % 1 == 0).all() and (given.abs() < LARGEST).all())


def _is_missing(value: Any) -> bool:
    return not isinstance(value, str) and bool(pd.isna(value))


def cells(table: pd.DataFrame) -> dict[str, list[list[Cell]]]:
    """Return a table as texts that are the same whatever a file format makes of its cells."""
    rows = table.astype("object").itertuples(index=False, name=None)
    return {
        "columns": [[str(name) for name in table.columns]],
        "rows": [[cell(value) for value in row] for row in rows],
    }


def cell(value: Any) -> Cell:
    """Return a value as text: numbers in one form only, nothing as None."""
    text = "" if _is_missing(value) else str(value)
    if not text:
        return None
    return f"{Decimal(text).normalize():f}" if NUMBER.fullmatch(text) else text


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return cell(value)
