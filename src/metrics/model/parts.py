"""Rows that are parts of others (`part_of`), of one helper and unit: which of them are drawn."""

from __future__ import annotations

from metrics.model.rows import Row, Rows


def innermost(helped: Rows) -> list[Row]:
    """Return of each whole the row itself, or its parts where they make it up; never both."""
    shown = [c for c in helped if not is_made_up(c, helped) and not _is_inside(c, helped)]
    return shown or list(helped)


def _parts(whole: Row, helped: Rows) -> list[Row]:
    same = ("helper_kind", "unit")
    return [
        part
        for part in helped
        if part["part_of"] == whole["counted"] != part["counted"]
        and all(part[name] == whole[name] for name in same)
    ]


def is_made_up(whole: Row, helped: Rows) -> bool:
    """Say whether a whole is the sum of its parts: of several counties, one may give no parts."""
    parts = _parts(whole, helped)
    return bool(parts) and sum(part.amount for part in parts) == whole.amount


def _is_inside(part: Row, helped: Rows) -> bool:
    """Say whether a row is a part of a whole that is drawn itself."""
    wholes = [row for row in helped if part in _parts(row, helped)]
    return any(not is_made_up(row, helped) for row in wholes)
