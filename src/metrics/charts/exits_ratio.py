"""People per household of the exits, year by year, planned hatched: worked out, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from metrics.charts import poverty_exits
from metrics.charts.chart_text import source
from metrics.charts.style import Drawing, nothing_drawn
from metrics.model.notes import repaired
from metrics.model.rows import Row, Table, rows_of
from metrics.statuses import PLANNED

NAME = "people per household"


def draw(rows: Table, derived: Table, document: str) -> Drawing:
    """Return the chart of the ratios in the derived numbers of the metric poverty_exits.

    The id of a ratio ends with its year and the status of its parts.
    """
    parts, found = rows_of(rows), [_ratio(one) for one in rows_of(derived)]
    places = " or ".join(dict.fromkeys(c["place"] for c in parts if c.value is not None))
    shown = ", ".join(f"{c['year']} {c['status']}: {c.text}" for c in found)
    return Drawing(
        chart=poverty_exits.figure(found, {})
        if found
        else nothing_drawn("poverty_exits", f"No year states both parts of {NAME}."),
        title=_title(found, places),
        subtitle=f"{NAME.capitalize()} among those lifted out of poverty, worked out · {places}",
        source=source(document, rows),
        alt=f"Bar chart, {NAME}. {shown or 'nothing to draw'}.",
        notes=(
            "People divided by households of the same year and status, over the places that "
            "state both.",
            *_planned(found),
            *_without(parts, found),
            *repaired(parts),
        ),
    )


def _ratio(one: Row) -> Row:
    _, year, status = one["id"].split("/")
    added = f"worked out: {one['arithmetic']}"
    return replace(
        one, measure=NAME, status=status, words={**one.words, "year": year, "added": added}
    )


def _title(found: Sequence[Row], places: str) -> str:
    if not found:
        return f"{NAME.capitalize()}: no year states both parts"
    last = found[-1]
    lifted = "planned to be lifted" if last["status"] == PLANNED.name else "lifted"
    return f"{places}: {last.text} {NAME} {lifted} out of poverty in {last['year']}"


def _planned(found: Sequence[Row]) -> tuple[str, ...]:
    if not any(c["status"] == PLANNED.name for c in found):
        return ()
    return ("Hatched: planned, not achieved; never added to what was achieved.",)


def _without(parts: Sequence[Row], found: Sequence[Row]) -> tuple[str, ...]:
    """Say for which years there is no ratio."""
    years = dict.fromkeys(c["year"] for c in parts)
    lacking = [year for year in years if year not in {c["year"] for c in found}]
    if not lacking:
        return ()
    return (f"No number for {', '.join(lacking)}: households or people are not stated.",)
