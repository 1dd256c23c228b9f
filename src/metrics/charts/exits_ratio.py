"""People per household of the exits, year by year, planned hatched: worked out, and how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from metrics.charts import poverty_exits
from metrics.charts.border import Chart
from metrics.charts.chart_text import source
from metrics.charts.style import Drawing, nothing_drawn
from metrics.model.notes import repaired
from metrics.model.rows import Row, Table, rows_of
from metrics.statuses import PLANNED

NAME = "people per household"
TICKS = ",~r"  # as many decimals as a tick needs


def draw(rows: Table, derived: Table, document: str) -> Drawing:
    """Return the chart of the ratios in the derived numbers of the metric poverty_exits.

    The id of a ratio ends with its year and the status of its parts.
    """
    parts, found = rows_of(rows), [_ratio(one) for one in rows_of(derived)]
    places = " or ".join(dict.fromkeys(c["place"] for c in parts if c.value is not None))
    shown = ", ".join(f"{c['year']} {c['status']}: {c.text}" for c in found)
    return Drawing(
        chart=_with_fractions(poverty_exits.figure(found, {}))
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


def _with_fractions(chart: Chart) -> Chart:
    """Return a chart whose ticks are true also between whole numbers, on a phone too."""
    meta = chart.layout["meta"]
    phone = {**meta["narrow"], "layout": _ticked(meta["narrow"]["layout"])}
    return Chart(chart.data, {**_ticked(chart.layout), "meta": {**meta, "narrow": phone}})


def _ticked(layout: Mapping[str, Any]) -> dict[str, Any]:
    return {**layout, "yaxis": {**layout["yaxis"], "tickformat": TICKS}}


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
