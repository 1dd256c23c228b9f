"""What topics share whose numbers the document gives once, for the whole county."""

from __future__ import annotations

from collections.abc import Callable

from metrics.selection import Selection, joined

FILTERS = {"years": "year", "villages": "village", "status": "status"}
# How a cell is read whose number stands in column `figure` of a table; the figure is joined as f.
STATUS = (
    "case when f.certainty = 'ambiguous' then 'ambiguous' else coalesce(f.status, 'standing') end"
)


def scope(says: str) -> Callable[[Selection], tuple[str, ...]]:
    """Return what tells which filters cannot change numbers that are given once."""

    def told(selection: Selection) -> tuple[str, ...]:
        on = [noun for name, noun in FILTERS.items() if getattr(selection, name)]
        if not on:
            return ()
        plural = "filters do" if len(on) > 1 else "filter does"
        return (f"{says}: the {joined(on)} {plural} not change these numbers.",)

    return told
