"""Notes that topics share: what is not stated, stated in part, or read by a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from metrics.model.rows import Row, Rows

DIFFERENT = ", its places give different numbers, which are not added up"


def repaired(rows: Rows) -> tuple[str, ...]:
    """Return a note for each figure whose printed form was garbled."""
    return tuple(
        f"{row.figure} is printed as “{row['printed']}”, read as {row.text} "
        f"({row['repair']}; {row['certainty']})."
        for row in rows
        if row["repair"] and row.value is not None
    )


def unstated(rows: Rows, line: Callable[[Row], str]) -> Iterator[str]:
    """Yield what is not stated or combined, and of how many places a number is that not all state.

    `line` is what a row is called in the chart.
    """
    for row in rows:
        if row.value is None:
            yield f"{line(row)}: {row.text}{DIFFERENT if row.stated > 1 else ''}."
        elif not row.whole and row["combine"] == "same":
            yield f"{line(row)}: only {row['added']}, so it may not hold of the others."
        elif not row.whole:
            yield f"{line(row)}: only {row['added']}, so the true sum is at least this."


def stated(rows: Rows) -> list[Row]:
    """Return the rows that state a value."""
    return [row for row in rows if row.value is not None]
