"""What the charts of indicators share: periods, axes, colours, words, what is not stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from metrics.charts.border import Chart
from metrics.charts.style import BLUE, GREEN, GREY, ORANGE, nothing_drawn
from metrics.model.periods import between, parse
from metrics.model.rows import Row, Table, rows_of
from metrics.numbers import as_text, unit_of
from metrics.statuses import NOT_STATED, STATUSES

COLOURS = (BLUE, ORANGE, GREEN, "#7B4FA3", "#B8860B", GREY)
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "solid")
MOST_TICKS = 8
BREAK = "break in the series"


def shown(rows: Table) -> list[Row]:
    """Return the rows of a metric of indicators as cells."""
    return rows_of(rows)


def stated(found: Sequence[Row]) -> list[Row]:
    """Return the cells that state a number."""
    return [cell for cell in found if cell.value is not None]


def number(cell: Row) -> str:
    """Return a value with its unit; percent as a sign."""
    return amount(cell.text, cell["unit"])


def amount(text: str, unit: str) -> str:
    """Return a number's text with its unit as in a sentence."""
    if text == NOT_STATED.name:
        return text
    unit = unit_of(text, unit)
    if unit[:1].isdigit():  # 10,000 yuan: two numbers side by side would be read as one
        return f"{text} x {unit}"
    return f"{text} %" if unit == "percent" else f"{text} {unit}"


def change(value: float, unit: str) -> str:
    """Return a difference with its sign and unit."""
    sign = "+" if value > 0 else "-" if value < 0 else ""
    return amount(sign + as_text(abs(value)), unit)


def all_periods(found: Sequence[Row]) -> list[str]:
    """Return every period from the first to the last, gaps filled."""
    given = [one for cell in found if (one := parse(cell["period"]))]
    return [one.label for one in between(given)]


def period_ticks(periods: Sequence[str], slots: int) -> dict[str, Any]:
    """Return which periods an axis names: no more than there is room for."""
    step = -(-len(periods) // slots) if periods else 1
    return {"tickvals": list(periods)[::step]}


def period_axis(periods: Sequence[str], anchor: str, slots: int = MOST_TICKS) -> dict[str, Any]:
    """Return an axis of periods as categories, with no more names than there is room for."""
    return {
        **{"type": "category", "categoryarray": list(periods), "anchor": anchor},
        **{"range": [-0.6, len(periods) - 0.4], "fixedrange": True, "tickangle": 0},
        **period_ticks(periods, slots),
    }


def where(cell: Row) -> str:
    """Return of what and when a cell is, for its hover text."""
    return f"in {cell['place']}, {cell['period']}"


def hover(cell: Row) -> str:
    """Return what a mark says when pointed at."""
    text = cell.hover(where(cell))
    return text if cell["how"] in ("", "as stated") else f"{text}\n{cell['how']}"


def address(cell: Row) -> str:
    """Return what a mark opens: its figure, or how the number of several places was worked out."""
    return cell.figure or cell["what"]


@dataclass(frozen=True)
class Break:
    """A break in a series: the period that its indicator names, why, and where it is drawn."""

    named: str
    why: str
    at: str


def breaks(found: Sequence[Row], periods: Sequence[str]) -> list[Break]:
    """Return the breaks of a series that lie among the periods, which may be of another kind.

    A break is drawn at the first period whose last day is not before it; none is at the first of
    all, which has nothing before it.
    """
    text = next((cell["breaks"] for cell in found if cell["breaks"]), "")
    named = [one.partition(":") for one in text.split(" | ") if one]
    known = [one for label in periods if (one := parse(label))]
    at = []
    for name, _, why in named:
        if start := parse(name):
            later = [one.label for one in known if one.last >= start.first]
            if later and later[0] in periods[1:]:
                at.append(Break(start.label, why.strip(), later[0]))
    return at


def break_marks(
    found: Sequence[Break], periods: Sequence[str], xref: str, yref: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the dotted lines of breaks in a series, and the word beside each."""
    lines, words = [], []
    for label in dict.fromkeys(one.at for one in found):
        x = list(periods).index(label) - 0.5
        line = {"color": GREY, "width": 1.5, "dash": "dot"}
        lines.append(
            {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "line": line}
            | {"xref": xref, "yref": f"{yref} domain"}
        )
        words.append(
            {"text": "break", "x": x, "y": 1, "xref": xref, "yref": f"{yref} domain"}
            | {"showarrow": False, "xanchor": "left", "yanchor": "top", "xshift": 3}
            | {"font": {"size": 12}}
        )
    return lines, words


def break_notes(found: Sequence[Row], periods: Sequence[str], name: str = "") -> tuple[str, ...]:
    """Say from when on the values cannot be compared with earlier ones, and why.

    `name` is what is called so, where the cells do not name their indicator.
    """
    name = name or (found[0]["indicator"] if found else "")
    return tuple(
        f"{name}: {BREAK} in {one.named} ({one.why}). Values before it cannot be compared with "
        "later ones."
        for one in breaks(found, periods)
    )


def coverage(found: Sequence[Row]) -> str:
    """Say of how many places a sum or mean is, "" where all state it."""
    return next((cell["added"] for cell in found if cell["added"] and not cell.whole), "")


def silent(found: Sequence[Row]) -> tuple[str, ...]:
    """Say how many of the places shown state no number."""
    count, every = len(found) - len(stated(found)), len(found)
    if not count:
        return ()
    if found[0]["kind"] == "category":
        return (f"{count:,} of {every:,} places are not said to be of this category.",)
    return (f"{count:,} of {every:,} places state no number: not stated is not zero.",)


def marks(status: str) -> str:
    """Return what stands after a name in the legend for a status that is not an observation."""
    return f", {status}" if STATUSES[status].word else ""


def nothing(topic: str) -> Chart:
    """Return a chart without marks that says so."""
    return nothing_drawn(topic, "No number is stated for what is chosen.")
