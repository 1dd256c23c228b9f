"""What a reader did to the tables of a file before they were loaded, to be stated with the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from metrics.intake.kept_answers import MAPPINGS, as_mapping
from metrics.intake.match import Matched
from metrics.intake.totals import Total
from metrics.numbers import how_many

NAMED = 3  # cells that a remark names; datapackage.json lists all


@dataclass(frozen=True)
class Remarks:
    """What is said under each chart, and the same in full for datapackage.json."""

    said: tuple[str, ...]
    listed: dict[str, Any]


def remarks(matched: Sequence[Matched], totals: Sequence[tuple[Matched, Total]]) -> Remarks:
    """Return what the reader changed, gave once for all rows, and left out as totals."""
    changes = [
        {
            "file": one.sheet.file,
            "table": one.table.name,
            "row": change.row,
            "column": one.sheet.name(change.column),
            "before": change.before,
            "after": change.after,
        }
        for one in matched
        for change in one.sheet.changes
    ]
    given = [
        {"file": one.sheet.file, "table": one.table.name, "column": name, "value": value}
        for one in matched
        for name, value in one.given.items()
        if value and name not in one.columns
    ]
    left, notes = (_rows_left(totals, kind) for kind in ("total", "note"))
    said = [*_changed(changes), *_given(given), *_left(left, "totals"), *_left(notes, "notes")]
    said += [note for one in matched for note in one.notes]
    mappings = [as_mapping(one.plan) for one in matched if one.plan is not None]
    every: dict[str, list[dict[str, Any]]] = {
        "changed_by_uploader": changes,
        "given_by_uploader": given,
        "totals_left_out": left,
        "notes_left_out": notes,
        MAPPINGS: mappings,
    }
    return Remarks(tuple(said), {name: rows for name, rows in every.items() if rows})


def _changed(changes: Sequence[dict[str, Any]]) -> list[str]:
    if not changes:
        return []
    named = [
        f"row {one['row']}, {one['column']}: “{one['before']}” is {one['after'] or 'empty'}"
        for one in changes[:NAMED]
    ]
    more = [f"and {len(changes) - NAMED} more"] if len(changes) > NAMED else []
    cells = how_many(len(changes), "cell")
    return [f"{cells} changed by the uploader ({', '.join([*named, *more])})"]


def _given(given: Sequence[dict[str, Any]]) -> list[str]:
    return [f"{one['column']} {one['value']} given by the uploader for all rows" for one in given]


def _rows_left(rows: Sequence[tuple[Matched, Total]], kind: str) -> list[dict[str, Any]]:
    return [
        {"file": one.sheet.file, "table": one.table.name, "row": each.row, "label": each.label}
        for one, each in rows
        if each.kind == kind
    ]


def _left(left: Sequence[dict[str, Any]], what: str) -> list[str]:
    if not left:
        return []
    return [
        f"1 row of {what} left out" if len(left) == 1 else f"{len(left)} rows of {what} left out"
    ]
