"""An indicator by place: ranked, changed, side by side, and as a grid of places and periods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from metrics.charts import border, matrix, small_multiples
from metrics.charts import indicator_parts as parts
from metrics.charts.border import Chart
from metrics.charts.chart_text import first_of, source
from metrics.charts.indicator_bars import horizontal
from metrics.charts.small_multiples import largest, least
from metrics.charts.style import GREY, Drawing
from metrics.model.notes import repaired
from metrics.model.rows import Row, Table, by, records, rows_of
from metrics.numbers import percent
from metrics.statuses import NOT_STATED

RANKED, PANELS, LINES, GRID_PX, SCALE_PX = 30, 12, 40, 22, 95
SCALE = [[0, "#DCE9F5"], [1, "#1B5E9E"]]


def ranking(rows: Table, derived: Table, document: str) -> Drawing:
    """Return the bars of the first places of the metric indicator_ranking, with their shares."""
    every = rows_of(rows)
    found = parts.stated(every)
    one, shares = every[0], by(rows_of(derived), "id")
    return Drawing(
        chart=_ranked(found[:RANKED], shares) if found else parts.nothing("indicator_ranking"),
        title=_most(found) if found else f"{one['indicator']}: no place shown states it",
        subtitle=f"{one['indicator']}, {one['unit']}, {one['period']}, {one['status']}; "
        + first_of(len(every), RANKED),
        source=source(document, rows),
        alt="Bars: " + "; ".join(f"{c['place']} {c.text}" for c in found[:RANKED]) + ".",
        notes=(*_shared(shares), *parts.silent(every), *_partly(found), *repaired(found)),
    )


def _shared(shares: Mapping[str, Row]) -> tuple[str, ...]:
    if "total" not in shares:
        return ()
    return (f"A share is of the sum of the places that state it: {shares['total'].with_unit()}.",)


def _partly(found: Sequence[Row]) -> tuple[str, ...]:
    partial = [f"{c['place']} ({c['added']})" for c in found if c["added"] and not c.whole]
    if not partial:
        return ()
    more = f" and {len(partial) - 5} more" if len(partial) > 5 else ""
    return (f"Not all that lies in these places states it: {'; '.join(partial[:5])}{more}.",)


def _most(found: Sequence[Row]) -> str:
    first, last = found[0], found[-1]
    name, when = first["indicator"], first["period"]
    tied = [c for c in found if c.value == first.value]
    if len(found) == 1:
        return f"{name} in {first['place']}: {parts.number(first)} in {when}"
    if len(tied) > 1:
        return f"{name}: {len(tied):,} places tie at {parts.number(first)} in {when}"
    said = f"{name} is highest in {first['place']}: {parts.number(first)} in {when}"
    return f"{said}; lowest in {last['place']}: {last.text}" if last.value != first.value else said


def _ranked(shown: Sequence[Row], shares: Mapping[str, Row]) -> Chart:
    def text(cell: Row) -> str:
        share = shares.get(f"share/{cell['place']}")
        if share is None:
            return cell.text
        return f"{cell.text} · {percent(share.amount, cell.amount, shares['total'].value)}"

    return horizontal(
        "indicator_ranking", shown, [c.amount for c in shown], [text(c) for c in shown]
    )


def _first(count: int, most: int) -> str:
    return f"{first_of(count, most)}, largest first"


def multiples(rows: Table, derived: Table, document: str) -> Drawing:
    """Return a small chart of each of the first places of the metric indicator_places."""
    found, count = _by_place(rows, PANELS)
    kept = {name: group for name, group in found.items() if parts.stated(group)}
    every = [c for group in kept.values() for c in group]
    one = rows_of(records(rows)[:1])[0]
    heights = least(every), largest(every)
    return Drawing(
        chart=small_multiples.figure(kept, parts.all_periods(every), "indicator_multiples", heights)
        if kept
        else parts.nothing("indicator_multiples"),
        title=f"{one['indicator']} in each place, on one scale",
        subtitle=f"{one['indicator']}, {one['unit']}; {_first(count, PANELS)}",
        source=source(document, rows),
        alt="Small bar charts: " + _values_in_words(kept),
        notes=(
            "A period without a bar is not stated, or zero: the table of the chart tells which.",
            *parts.break_notes(every, parts.all_periods(every)),
            *repaired(every),
        ),
    )


def grid(rows: Table, derived: Table, document: str) -> Drawing:
    """Return the grid of places and periods of the metric indicator_places, coloured by value."""
    found, count = _by_place(rows, LINES)
    every = [c for group in found.values() for c in group]
    said, one, whole = parts.stated(every), every[0], records(rows)
    given = sum(row["value"] is not None for row in whole)
    return Drawing(
        chart=_grid(found) if said else parts.nothing("indicator_grid"),
        title=f"{one['indicator']}: {given:,} of {len(whole):,} places and periods are stated",
        subtitle=f"{one['indicator']}, {one['unit']}; {_first(count, LINES)}",
        source=source(document, rows),
        alt="Grid of places and periods. " + _values_in_words(found),
        notes=(
            "A cell with a cross is not stated: it is not zero.",
            *parts.break_notes(every, parts.all_periods(every)),
            *repaired(every),
        ),
    )


def _by_place(rows: Table, most: int) -> tuple[dict[str, list[Row]], int]:
    """Return the rows of each of the first places, and how many places there are."""
    found = [{**row, "year": row["period"]} for row in records(rows)]
    names = list(dict.fromkeys(str(row["place"]) for row in found))
    first = set(names[:most])
    shown = rows_of([row for row in found if row["place"] in first])
    return {name: [c for c in shown if c["place"] == name] for name in names[:most]}, len(names)


def _values_in_words(found: Mapping[str, Sequence[Row]]) -> str:
    return "; ".join(
        f"{name}: " + ", ".join(f"{c['period']} {c.text}" for c in group)
        for name, group in list(found.items())[:PANELS]
    )


def _grid(found: Mapping[str, Sequence[Row]]) -> Chart:
    every = [c for group in found.values() for c in group]
    periods = parts.all_periods(every)
    names = {name: matrix.line_name(name) for name in found}
    of = {(c["place"], c["period"]): c for c in parts.stated(every)}
    layout = matrix.layout(periods, list(names.values()), GRID_PX, grid=False)
    axis = parts.period_axis(periods, "y", 6)
    layout["xaxis"] |= {"tickvals": axis["tickvals"]}
    layout["margin"] |= {"b": SCALE_PX}
    layout["coloraxis"] = _scale([c.amount for c in of.values()])
    layout["height"] += SCALE_PX - 32
    drawn = [[c["place"], c["period"], c.value] for c in every]
    layout["meta"] = {"topic": "indicator_grid", "drawn": drawn}
    empty = [(name, period) for name in found for period in periods if (name, period) not in of]
    crosses = [_crosses(empty, names)] if empty else []
    cut = [[of.get((name, period)) for period in periods] for name in found]
    return border.figure([_heat(cut, periods, names), *crosses], layout)


def _heat(
    cut: Sequence[Sequence[Row | None]],
    periods: Sequence[str],
    names: Mapping[str, str],
) -> dict[str, Any]:
    return {
        "type": "heatmap",
        "x": list(periods),
        "y": list(names.values()),
        "z": [[c.value if c else None for c in line] for line in cut],
        "hovertext": [[parts.hover(c) if c else "" for c in line] for line in cut],
        "hoverinfo": "text",
        **{"coloraxis": "coloraxis", "xgap": 1, "ygap": 2},
    }


def _scale(values: Sequence[float]) -> dict[str, Any]:
    """Return the scale of colours, which an image moves up to where its footer starts."""
    return {
        "colorscale": SCALE,
        **{"cmin": min(0.0, *values, 0.0), "cmax": max(*values, 0.0) or 1.0},
        # Below the periods, for a phone has no room beside the cells; the subtitle has its unit.
        "colorbar": {
            **{"orientation": "h", "len": 1, "thickness": 12, "tickformat": ",~r", "nticks": 4},
            **{"yref": "container", "y": 0, "yanchor": "bottom"},
        },
    }


def _crosses(empty: Sequence[tuple[str, str]], names: Mapping[str, str]) -> dict[str, Any]:
    """Return a cross on each cell that no number is stated for."""
    return {
        "type": "scatter",
        "x": [period for _, period in empty],
        "y": [names[name] for name, _ in empty],
        "mode": "markers",
        "name": NOT_STATED.name,
        "showlegend": True,
        "marker": {"symbol": "x-thin-open", "size": 7, "color": GREY, "line": {"width": 1.5}},
        "customdata": ["" for _ in empty],
        "hovertext": [f"{name}, {period}: {NOT_STATED.name}" for name, period in empty],
        "hoverinfo": "text",
    }
