"""Places ranked: bars with each one's share, the first of them where there are many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from metrics.charts import border, matrix
from metrics.charts import compared_words as words
from metrics.charts.chart_text import first_of, source
from metrics.charts.small_multiples import largest, least
from metrics.charts.style import BLUE, NARROW_BELOW_PX, Drawing, patterns
from metrics.charts.text_size import widest
from metrics.model.notes import repaired
from metrics.model.rows import Row, Table, by, rows_of
from metrics.numbers import percent
from metrics.topics.compare_numbers import ALL
from metrics.topics.compare_sql import RANKED

LINE_PX, BAR_ROOM = 26, 1.6
NARROW_PX, LEAST_BAR_PX = 340, 12


def draw(rows: Table, derived: Table, document: str) -> Drawing:
    """Return the bars of the first places of the metric compare_places, with their shares."""
    every = rows_of(rows)
    stated = [c for c in every if c.value is not None]
    shown = stated[:RANKED]
    found = by(rows_of(derived), "what")
    shares = [_share(found.get(f"share of {c['place']}"), c, found.get(ALL)) for c in shown]
    total = found[ALL].text if ALL in found else ""
    return Drawing(
        chart=_bars(shown, shares),
        title=_title(stated, shares[0], total),
        subtitle=f"{words.scope(stated)}; {first_of(len(stated), RANKED)}",
        source=source(document, rows),
        alt="Bars: " + "; ".join(f"{c['place']} {words.number(c)}" for c in shown) + ".",
        notes=(
            *words.stated_by(
                [c["place"] for c in stated], [c["place"] for c in every if c.value is None]
            ),
            *words.differing(every),
            *(["A share is of what the places compared state, added up."] if any(shares) else []),
            *_periods(stated),
            *words.in_part(stated),
            *words.breaks(stated),
            *repaired(stated),
        ),
    )


def _share(share: Row | None, of: Row, whole: Row | None) -> str:
    if share is None:
        return ""
    return percent(share.amount, of.amount, whole.value if whole else None)


def _title(stated: Sequence[Row], share: str, total: str) -> str:
    """Return the finding: the place with the most; where several have as many, none of them."""
    first, name = stated[0], words.measure(stated)
    if len(stated) == 1:
        return f"{words.capital(name)}: {first['place']}, {words.number(first)}"
    lead = words.lead(stated)
    tied = [c for c in stated if c.value == first.value]
    if len(tied) > 1:
        return f"{lead}: {len(tied):,} places tie at {words.number(first)}"
    unit = f" {first.unit}" if first["indicator"] else ""
    said = f"{first.text} of {total}{unit}, {share}" if share and total else words.number(first)
    return f"{lead}: {first['place']}, {said}"


def _periods(stated: Sequence[Row]) -> tuple[str, ...]:
    """Say that numbers are of different periods, where they are."""
    name = "years" if stated[0]["years"] else "periods"
    if len({c[name] + _count(c) for c in stated}) < 2:
        return ()
    return (f"The places do not all state the same {name}: each number is of those its row names.",)


def _count(cell: Row) -> str:
    return cell["counted"] if cell["years"] else ""


def _bars(shown: Sequence[Row], shares: Sequence[str]) -> border.Chart:
    names = [matrix.line_name(c["place"]) for c in shown]
    layout = matrix.layout([], names, LINE_PX, grid=False)
    layout["height"] = 60 + matrix.line_px(names, LINE_PX) * len(names)
    percent_sign = " %" if shown[0]["unit"] == "percent" else ""
    texts = [
        " · ".join(filter(None, (c.text + percent_sign, share)))
        for c, share in zip(shown, shares, strict=True)
    ]
    layout["xaxis"] = _scale(shown, BAR_ROOM)
    plot = NARROW_PX - layout["margin"]["l"]
    narrow = {"xaxis": _scale(shown, _room(plot, widest(texts))), "annotations": []}
    layout["meta"] = {
        "topic": "compare_places",
        "drawn": [[c["place"], c.value] for c in shown],
        "narrow": {"below": NARROW_BELOW_PX, "height": layout["height"], "layout": narrow},
    }
    bars = {
        "type": "bar",
        "x": [c.amount for c in shown],
        "y": names,
        "orientation": "h",
        "text": texts,
        "textposition": "outside",
        "cliponaxis": False,
        "marker": patterns(list(map(words.status, shown)), BLUE),
        "customdata": [c["what"] or c.figure for c in shown],
        "hovertext": [c.hover(_where(c)) for c in shown],
        "hoverinfo": "text",
        "showlegend": False,
    }
    return border.figure([bars], layout)


def _where(cell: Row) -> str:
    return f"in {cell['place']}, {cell['years'] or cell['periods']}"


def _scale(shown: Sequence[Row], room: float) -> dict[str, Any]:
    ends = [room * least(shown), room * largest(shown)]
    return {"visible": False, "fixedrange": True, "range": ends}


def _room(plot_px: float, label_px: float) -> float:
    """Return how many times the longest bar the scale is, so that its label fits beside it."""
    return max(BAR_ROOM, plot_px / max(plot_px - label_px, LEAST_BAR_PX))
