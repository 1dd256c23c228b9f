"""The charts of one place: where each of its numbers stands among the places beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from metrics.charts import border
from metrics.charts import indicator_parts as parts
from metrics.charts.border import Chart
from metrics.charts.chart_text import source
from metrics.charts.indicator_bars import horizontal
from metrics.charts.style import BLUE, GREY, Drawing, template
from metrics.charts.text_size import wrapped
from metrics.emphasis import bold
from metrics.model.rows import Row, Table, by, rows_of
from metrics.selection import joined
from metrics.statuses import STATUSES
from metrics.topics.place_numbers import (
    is_ranked,
    latest,
    plural,
    rank_name,
    rank_of,
    ranks,
)

NAME, COLUMNS = "place_numbers", 52
ROOM_PX, TEXT_LINE_PX = 32, 17  # of a number beside its label, and of a line of that
MOST_NAMED = 12  # numbers that a note names
FIRSTS = 2  # numbers in which a place is first that its finding names
SYMBOLS = {
    **{"achieved": "circle", "standing": "square", "derived": "triangle-up"},
    **{"planned": "diamond-open", "target": "square-open", "ambiguous": "x"},
}


def numbers(rows: Table, derived: Table, document: str) -> Drawing:
    """Return the numbers of a place, each on a line from the least to the most beside it."""
    every, worked = rows_of(rows), by(rows_of(derived), "what")
    shown = latest(every)
    place = shown[0].place
    return Drawing(
        chart=_figure(shown, every),
        title=_title(shown, place),
        subtitle=_subtitle(shown, place),
        source=source(document, rows),
        alt=f"Numbers of {place}: " + "; ".join(map(_words, shown[:60])) + ".",
        notes=(*_gaps(shown, place), *_bare(shown), *_broken(every), *_changes(shown, worked)),
    )


def _title(shown: Sequence[Row], place: str) -> str:
    stated = [row for row in shown if row.value is not None]
    first = [row["indicator"] for row in stated if is_ranked(row) and _leads(row)]
    count = f"{place} states {len(stated):,} of {len(shown):,} numbers"
    if not first:
        return count
    more = " among others" if len(first) > FIRSTS else ""
    return f"{count}; it is first in {joined(first[:FIRSTS])}{more}"


def _leads(row: Row) -> bool:
    return rank_of(row) == 1 and int(row["tied"]) == 1 and row["better"] != "neither"


def _subtitle(shown: Sequence[Row], place: str) -> str:
    compared = [row for row in shown if is_ranked(row)]
    if not compared:
        return f"Latest value of each number; no place beside {place} states the same"
    kinds, above = plural(compared[0]["kind"]), compared[0]["parent"]
    where = f" in {above}" if above else ""
    return (
        f"Latest value of each number. Each line is a scale of its own, from the least to the most "
        f"of the {kinds}{where} that state it; the stroke is their middle value"
    )


def _words(row: Row) -> str:
    return f"{row['indicator']}, {row['period']}: {parts.number(row)}"


def _rank(row: Row) -> str:
    """Return the rank of a number in words; "" where it has none."""
    if not is_ranked(row):
        return ""
    rank, tied = rank_of(row), int(row["tied"])
    end = "lowest" if row["better"] == "down" else "highest"
    shared = f", shared with {tied - 1}" if tied > 1 else ""
    nth = "" if rank == 1 else f"{_ordinal(rank)} "
    return f"{nth}{end} of {row['rivals']}{shared}"


def _ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th."""
    ends = {1: "st", 2: "nd", 3: "rd"}
    end = "th" if 10 <= number % 100 <= 20 else ends.get(number % 10, "th")
    return f"{number:,}{end}"


def _gaps(shown: Sequence[Row], place: str) -> tuple[str, ...]:
    silent = [row for row in shown if row.value is None]
    apart = [row["indicator"] for row in silent if row["how"].startswith("not combined")]
    names = [row["indicator"] for row in silent if row["indicator"] not in apart]
    notes = []
    if names:
        notes.append(f"{place} does not state: {_named(names)}. Not stated is not zero.")
    if apart:
        notes.append(f"Its places make no number together: {_named(apart)}.")
    return tuple(notes)


def _bare(shown: Sequence[Row]) -> tuple[str, ...]:
    """Say what a mark without a line is."""
    if all(_has_scale(row) for row in shown if row.value is not None):
        return ()
    return ("A mark without a line: no place beside it states the number, or all state the same.",)


def _named(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return "; ".join(names[:MOST_NAMED]) + (f"; and {more} more" if more > 0 else "")


def _broken(every: Sequence[Row]) -> tuple[str, ...]:
    """Say which series have a break among the periods of the place."""
    found: dict[str, list[Row]] = {}
    for row in every:
        if row["breaks"]:
            found.setdefault(row["indicator"], []).append(row)
    return tuple(
        note for rows in found.values() for note in parts.break_notes(rows, parts.all_periods(rows))
    )


def _changes(shown: Sequence[Row], worked: Mapping[str, Row]) -> tuple[str, ...]:
    if not any(name.startswith("change of ") for name in worked):
        return ()
    return (
        "The difference of each number from its first to its last period is in the table of "
        "numbers worked out, with its formula.",
    )


def _figure(shown: Sequence[Row], every: Sequence[Row]) -> Chart:
    at = {row["indicator"]: -nth for nth, row in enumerate(shown)}
    ranked = [row for row in shown if _has_scale(row)]
    stated = [row for row in shown if row.value is not None]
    names = {rank_name(row) for row in shown if is_ranked(row)}
    opens = [one.what for one in ranks(shown) if one.what in names]
    traces = [
        _lines(ranked, at, opens),
        _middles(ranked, at),
        *(
            _marks([row for row in stated if row["status"] == status], at, status)
            for status in dict.fromkeys(row["status"] for row in stated)
        ),
    ]
    line_px = ROOM_PX + TEXT_LINE_PX * (1 + max(len(_name(row)) for row in shown))
    first_px = ROOM_PX + TEXT_LINE_PX * (1 + len(_name(shown[0])))
    axis = {"visible": False, "fixedrange": True, "rangemode": "normal"}
    layout = {
        "template": template(),
        "height": 90 + line_px * len(shown),
        "margin": {"l": 8, "r": 8, "t": 40, "b": 8},
        "xaxis": {**axis, "range": [-0.02, 1.02]},
        "yaxis": {**axis, "range": [-len(shown) + 0.4, first_px / line_px]},
        "annotations": [_label(row, at[row["indicator"]]) for row in shown],
        "meta": {"topic": NAME, "drawn": [[row["indicator"], row.value] for row in shown]},
    }
    return border.figure([trace for trace in traces if trace["x"]], layout)


def _lines(ranked: Sequence[Row], at: Mapping[str, int], opens: Sequence[str]) -> dict[str, Any]:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for row in ranked:
        xs += [0, 1, None]
        ys += [at[row["indicator"]], at[row["indicator"]], None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "name": "least to most",
        "line": {"color": GREY, "width": 3},
        "hoverinfo": "skip",
        "customdata": list(opens) or [""],
    }


def _middles(ranked: Sequence[Row], at: Mapping[str, int]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [_share(row, float(row["middle"])) for row in ranked],
        "y": [at[row["indicator"]] for row in ranked],
        "name": "middle value",
        "marker": {"symbol": "line-ns-open", "size": 12, "color": GREY, "line": {"width": 2}},
        "customdata": ["" for _ in ranked],
        "hovertext": [f"middle value of {row['rivals']} places" for row in ranked],
        "hoverinfo": "text",
    }


def _has_scale(row: Row) -> bool:
    """Say whether places beside it state a number of another size."""
    return is_ranked(row) and row["least"] != row["most"]


def _share(row: Row, value: float) -> float:
    """Return where a value stands from the least (0) to the most (1) of the places beside it.

    One without a scale stands under its label.
    """
    if not _has_scale(row):
        return 0
    least, most = float(row["least"]), float(row["most"])
    return round((value - least) / (most - least), 4)


def _marks(found: Sequence[Row], at: Mapping[str, int], status: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [_share(row, row.amount) for row in found],
        "y": [at[row["indicator"]] for row in found],
        "name": STATUSES[status].name,
        "marker": {"symbol": SYMBOLS[status], "size": 13, "color": BLUE, "line": {"width": 2}},
        "customdata": [parts.address(row) for row in found],
        "hovertext": ["\n".join(filter(None, (parts.hover(row), _rank(row)))) for row in found],
        "hoverinfo": "text",
    }


def _name(row: Row) -> list[str]:
    """Return what a number is, and when, in lines of a phone's width."""
    said = row["indicator"].endswith(f"({row['period']})")
    return wrapped(row["indicator"] + ("" if said else f", {row['period']}"), COLUMNS)


def _label(row: Row, at: int) -> dict[str, Any]:
    """Return the name, value and rank that stand above the line of a number."""
    name = _name(row)
    value = bold(parts.number(row) + parts.marks(row["status"]))
    if row.value is None:
        value = row["status"]
    return {
        "text": "\n".join([*name, " · ".join(filter(None, (value, _rank(row))))]),
        "showarrow": False,
        "align": "left",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": at,
        "yanchor": "bottom",
        "yshift": 5,
        "font": {"size": 13},
    }


def similar(rows: Table, derived: Table, document: str) -> Drawing:
    """Return the bars of the places most like one."""
    every = rows_of(rows)
    one = every[0]
    return Drawing(
        chart=horizontal(
            "place_similar", every, [row.amount for row in every], [row.text for row in every]
        ),
        title=f"{one['mine']} is most like {one.place}",
        subtitle=f"Mean difference of rank over the numbers both state, points of 100; the nearest "
        f"of {int(one['compared']) - 1:,} places of its kind",
        source=source(document, rows),
        alt="Bars: " + "; ".join(f"{row.place} {row.text}" for row in every) + ".",
        notes=(
            "Each number of the latest period puts the places in an order from the least, 0, to "
            "the most, 100. Compared are numbers that both places state, at least half of them.",
        ),
    )
