"""Indicators over time: a panel a unit of measure, lines or bars, gaps left open, breaks marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from metrics.charts import border
from metrics.charts import indicator_parts as parts
from metrics.charts.border import Chart
from metrics.charts.chart_text import source
from metrics.charts.style import NARROW_BELOW_PX, Drawing, heading, nothing_drawn, pattern, template
from metrics.charts.text_size import wrapped
from metrics.model.notes import repaired
from metrics.model.rows import Row, Table, by, rows_of
from metrics.selection import joined

PANEL_PX, HEAD_PX, FOOT_PX = 210, 34, 34
NARROW_COLUMNS = 36  # of a title on a phone
MOST_LINES, MOST_PANELS, NARROW_TICKS = 6, 6, 4
NAME = "indicator_trend"


def draw(rows: Table, derived: Table, document: str) -> Drawing:
    """Return the chart of the rows of the metric indicator_trend."""
    return over_time(NAME, rows, derived, document)


def by_year(rows: Table, derived: Table, document: str) -> Drawing:
    """Return the chart of the rows of the metric indicator_years, and how each year is made."""
    drawing = over_time("indicator_years", rows, derived, document)
    return replace(drawing, notes=(*_ways_of_years(rows_of(rows)), *drawing.notes))


def _ways_of_years(every: Sequence[Row]) -> Iterator[str]:
    """Say how the years of each indicator are made, and which of them are not complete."""
    for name, group in groupby(every, lambda c: c["indicator"]):
        by_how: dict[str, dict[str, None]] = {}
        for cell in group:
            how = cell["how"]
            same = how.partition(", ")[0] if "of the year" in how else how
            by_how.setdefault(same, {})[cell["period"]] = None
        said = "; ".join(f"{', '.join(years)}: {how}" for how, years in by_how.items())
        yield f"{name}. {said}."


def over_time(topic: str, rows: Table, derived: Table, document: str) -> Drawing:
    """Return the chart of rows of indicators, period by period."""
    every = rows_of(rows)
    found = {name: list(group) for name, group in groupby(every, lambda c: c["indicator"])}
    panels = dict(list(found.items())[:MOST_PANELS])
    return Drawing(
        chart=_figure(topic, panels),
        title=_title(every, derived),
        subtitle="; ".join(f"{name} ({f[0]['unit']})" for name, f in panels.items()),
        source=source(document, rows),
        alt="Charts over time. " + "; ".join(map(_values, panels.values())) + ".",
        notes=(*_notes(found), *repaired(every)),
    )


def _title(every: Sequence[Row], derived: Table) -> str:
    first = [c for c in every if c["indicator"] == every[0]["indicator"]]
    own = [c for c in first if c["status"] == c["main"] and c["place"] == first[0]["place"]]
    name, place = first[0]["indicator"], first[0]["place"]
    if not own:
        apart = any(c["how"].startswith("not combined") for c in first)
        return f"{name}: " + (
            "choose places, they make no number together" if apart else "no value"
        )
    last = own[-1]
    now = f"{name} in {place}: {parts.number(last)} in {last['period']}"
    moved = by(rows_of(derived), "id").get(f"change/{name}/{place}")
    if moved is None or moved.value is None:
        return now
    words = parts.change(moved.value, moved["unit"]) if moved.value else "the same as"
    return f"{now}, {words} {'since' if moved.value else 'in'} {own[0]['period']}"


def _notes(found: dict[str, list[Row]]) -> tuple[str, ...]:
    notes: list[str] = []
    for name, group in found.items():
        notes += parts.break_notes(group, parts.all_periods(group))
        notes += [f"{name}: {how}." for how in {c["how"] for c in group} if "not comb" in how]
        partial = [c for c in group if c.value is not None and not c.whole]
        if partial:
            notes.append(f"{name}: {partial[-1]['added']} in {partial[-1]['period']}.")
        places = list(dict.fromkeys(c["place"] for c in group))
        if len(places) > MOST_LINES:
            notes.append(f"Drawn are the first {MOST_LINES} of {len(places)} places.")
    if len(found) > MOST_PANELS:
        notes.append(f"Drawn are the first {MOST_PANELS} of {len(found)} indicators.")
    return tuple(dict.fromkeys(notes))


def _values(group: Sequence[Row]) -> str:
    said = parts.stated(group)
    ends = [said[0], said[-1]] if len(said) > 1 else said
    return f"{group[0]['indicator']}: " + ", ".join(
        f"{c['place']} {c['period']} {c.text}" for c in ends
    )


def _figure(topic: str, panels: dict[str, list[Row]]) -> Chart:
    if not any(parts.stated(group) for group in panels.values()):
        return nothing_drawn(topic, "No number is stated for what is chosen.")
    each = PANEL_PX + HEAD_PX + FOOT_PX
    layout: dict[str, Any] = {
        "template": template(),
        "height": 40 + each * len(panels),
        "margin": {"l": 64, "r": 12, "t": 36, "b": 4},
        "barmode": "group",
        "shapes": [],
        "annotations": [],
        "meta": {
            "topic": topic,
            "drawn": [
                [c["indicator"], c["place"], c["period"], c.value]
                for p in panels.values()
                for c in p
            ],
        },
    }
    traces, names, titles = [], set[str](), dict[float, str]()
    fewer: dict[str, Any] = {}
    for nth, (name, group) in enumerate(panels.items()):
        _axes(layout, nth, len(panels), group)
        periods = parts.all_periods(group)
        fewer[f"xaxis{nth + 1 if nth else ''}"] = parts.period_ticks(periods, NARROW_TICKS)
        top = 1 - nth / len(panels) - HEAD_PX / (each * len(panels))
        titles[top] = f"{name}, {group[0]['unit']}"
        for trace in _traces(nth, group):
            traces.append({**trace, "showlegend": trace["name"] not in names})
            names.add(trace["name"])
    two_lines = {y: "\n".join(wrapped(title, NARROW_COLUMNS)) for y, title in titles.items()}
    fewer["annotations"] = [*layout["annotations"], *_headings(two_lines)]
    layout["annotations"] += _headings(titles)
    narrow = {"below": NARROW_BELOW_PX, "height": layout["height"], "layout": fewer}
    layout["meta"]["narrow"] = narrow
    if len(names) == 1:
        traces = [{**trace, "showlegend": False} for trace in traces]
    return border.figure(traces, layout)


def _headings(titles: Mapping[float, str]) -> list[dict[str, object]]:
    """Return the title of each panel at its height."""
    return [heading(title, y) for y, title in titles.items()]


def _axes(layout: dict[str, Any], nth: int, count: int, group: Sequence[Row]) -> None:
    suffix = str(nth + 1) if nth else ""
    each = PANEL_PX + HEAD_PX + FOOT_PX
    top, share = 1 - nth / count, 1 / (each * count)
    periods = parts.all_periods(group)
    layout[f"xaxis{suffix}"] = parts.period_axis(periods, f"y{suffix}")
    layout[f"yaxis{suffix}"] = {
        **{"anchor": f"x{suffix}", "fixedrange": True, "nticks": 5, "tickformat": ",~r"},
        "domain": [top - 1 / count + FOOT_PX * share, top - HEAD_PX * share],
        "rangemode": "tozero",
    }
    lines, words = parts.break_marks(
        parts.breaks(group, periods), periods, f"x{suffix}", f"y{suffix}"
    )
    layout["shapes"] += lines
    layout["annotations"] += words


def _traces(nth: int, group: Sequence[Row]) -> list[dict[str, Any]]:
    """Return a line or bars for each place and status of a panel."""
    places = list(dict.fromkeys(c["place"] for c in group))[:MOST_LINES]
    periods = parts.all_periods(group)
    statuses = list(dict.fromkeys(c["status"] for c in parts.stated(group)))
    bars = group[0]["kind"] in ("flow", "category") and len(places) <= 2
    draw = _bars if bars else _line
    found = []
    for at, place in enumerate(places):
        for status in statuses:
            own = {c["period"]: c for c in parts.stated(group) if c["place"] == place}
            own = {p: c for p, c in own.items() if c["status"] == status}
            if own:
                name = joined([place]) + parts.marks(status)
                suffix = str(nth + 1) if nth else ""
                axes = {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}", "name": name}
                found.append({**axes, **draw(at, status, periods, own)})
    return found


def _bars(at: int, status: str, periods: Sequence[str], own: dict[str, Row]) -> dict[str, Any]:
    return {
        "type": "bar",
        "x": list(own),
        "y": [c.value for c in own.values()],
        "marker": pattern(status, parts.COLOURS[at]),
        "customdata": [parts.address(c) for c in own.values()],
        "hovertext": [parts.hover(c) for c in own.values()],
        "hoverinfo": "text",
    }


def _line(at: int, status: str, periods: Sequence[str], own: dict[str, Row]) -> dict[str, Any]:
    """Return a line that is open where no number is stated."""
    colour = parts.COLOURS[at]
    hollow = {"symbol": "circle-open"} if parts.marks(status) else {}
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(periods),
        "y": [own[p].value if p in own else None for p in periods],
        "connectgaps": False,
        "line": {"color": colour, "width": 2, "dash": parts.DASHES[at]},
        "marker": {"size": 7, "color": colour, **hollow},
        "customdata": [parts.address(own[p]) if p in own else "" for p in periods],
        "hovertext": [parts.hover(own[p]) if p in own else "" for p in periods],
        "hoverinfo": "text",
    }
