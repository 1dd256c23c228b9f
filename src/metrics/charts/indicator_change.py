"""What an indicator has changed by place, from one period to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from metrics.charts import indicator_parts as parts
from metrics.charts.border import Chart
from metrics.charts.chart_text import source
from metrics.charts.indicator_bars import horizontal
from metrics.charts.style import Drawing, nothing_drawn
from metrics.model.notes import repaired
from metrics.model.rows import Row, Table, by, rows_of
from metrics.numbers import how_many
from metrics.selection import joined

CHANGED = 30


def change(rows: Table, derived: Table, document: str) -> Drawing:
    """Return the bars of the differences of the metric indicator_change."""
    every, moved = rows_of(rows), by(rows_of(derived), "id")
    ends = {c["place"]: c for c in every if _moved(moved, c) is not None}
    shown = sorted(ends.values(), key=lambda c: -(_moved(moved, c) or 0.0))
    periods = list(dict.fromkeys(c["period"] for c in sorted(every, key=lambda c: c["period"])))
    name, places = every[0]["indicator"], list(dict.fromkeys(c["place"] for c in every))
    most = len(shown) > CHANGED
    drawn = [*shown[: CHANGED // 2], *shown[-CHANGED // 2 :]] if most else shown
    notes = [*parts.break_notes(every, parts.all_periods(every)), *_unlike(every, ends)]
    notes += _missing(every, places, ends) if shown else []
    notes += repaired(parts.stated(every))
    return Drawing(
        chart=_differences(drawn, moved) if drawn else _one_period(every),
        title=_moves(shown, moved) if shown else f"{name}: one period only, so no change to show",
        subtitle=f"{name}, {' to '.join(dict.fromkeys([periods[0], periods[-1]]))}, difference; "
        + (
            f"the largest and smallest of {len(shown):,} places" if most else f"{len(shown)} places"
        ),
        source=source(document, rows),
        alt="Bars of change: "
        + ("; ".join(f"{c['place']} {_text(moved, c)}" for c in drawn) or "none")
        + ".",
        notes=tuple(notes),
    )


def _one_period(every: Sequence[Row]) -> Chart:
    """Return a chart without a mark that says in which period alone numbers are stated."""
    stated = joined([*dict.fromkeys(c["period"] for c in parts.stated(every))] or ["no period"])
    says = f"Numbers are stated for {stated} only. A change needs two periods of one place."
    return nothing_drawn("indicator_change", says)


def _missing(every: Sequence[Row], places: Sequence[str], ends: Mapping[str, Row]) -> Iterator[str]:
    """Yield how many places state one of the two periods only, and how many neither."""
    said = {cell["place"] for cell in parts.stated(every)} - ends.keys()
    of = f"of {len(places):,} places"
    if said:
        states = "states" if len(said) == 1 else "state"
        yield f"{len(said):,} {of} {states} one of the two only."
    if silent := len(places) - len(said) - len(ends):
        yield f"{silent:,} {of} {'states' if silent == 1 else 'state'} neither."


def _unlike(every: Sequence[Row], ends: Mapping[str, Row]) -> tuple[str, ...]:
    """Say where two sums may be of other places: their difference is not change alone."""
    cells = [cell for cell in parts.stated(every) if cell["place"] in ends]
    unlike = list(dict.fromkeys(cell["place"] for cell in cells if not cell.whole))
    if not unlike:
        return ()
    named = ", ".join(unlike[:3]) + (f" and {len(unlike) - 3} more" if len(unlike) > 3 else "")
    return (
        f"In {named} not all places state it in both periods: part of the difference may be "
        "places that were silent. The table of the chart tells of how many each number is.",
    )


def _moved(moved: Mapping[str, Row], cell: Row) -> float | None:
    found = moved.get(f"change/{cell['indicator']}/{cell['place']}")
    return None if found is None else found.value


def _text(moved: Mapping[str, Row], cell: Row) -> str:
    found = moved[f"change/{cell['indicator']}/{cell['place']}"]
    text = parts.change(found.value or 0.0, "").strip()
    share = moved.get(f"relative/{cell['indicator']}/{cell['place']}")
    return f"{text} ({parts.change(share.value or 0.0, 'percent')})" if share else text


def _moves(shown: Sequence[Row], moved: Mapping[str, Row]) -> str:
    values = [_moved(moved, c) or 0.0 for c in shown]
    up, down = sum(v > 0 for v in values), sum(v < 0 for v in values)
    name = shown[0]["indicator"]
    if len(shown) == 1:
        return f"{name} in {shown[0]['place']}: {_text(moved, shown[0])}"
    if not up + down:
        return f"{name} is the same in both periods in all {len(values):,} places"
    most = f"most in {shown[0]['place']}, {_text(moved, shown[0])}"
    if down == len(values):
        least = f"most in {shown[-1]['place']}, {_text(moved, shown[-1])}"
        return f"{name} fell in all {down:,} places, {least}"
    if up == len(values):
        return f"{name} rose in all {up:,} places, {most}"
    return f"{name} rose in {how_many(up, 'place')} and fell in {down:,}; {most}"


def _differences(shown: Sequence[Row], moved: Mapping[str, Row]) -> Chart:
    values = [_moved(moved, c) or 0.0 for c in shown]
    return horizontal("indicator_change", shown, values, [_text(moved, c) for c in shown])
