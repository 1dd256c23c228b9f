"""Bars of households and people lifted out of poverty, side by side, planned hatched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from metrics.charts import border, exits_places
from metrics.charts.style import BLUE, NARROW_BELOW_PX, heading, pattern, template
from metrics.charts.text_size import text_width, widest
from metrics.model.rows import Row, Rows
from metrics.model.topic import ById
from metrics.records.poverty_exits import beside
from metrics.statuses import STATUSES

AXES = (("x", "y"), ("x2", "y2"))  # of the panels: one a measure, two at most
# Where each panel lies, as shares of the plot (left, right, bottom, top): on a phone, one on top.
Panel = tuple[float, float, float, float]
WIDE: tuple[Panel, ...] = ((0.0, 0.46, 0.0, 0.9), (0.54, 1.0, 0.0, 0.9))
NARROW: tuple[Panel, ...] = ((0.0, 1.0, 0.56, 0.93), (0.0, 1.0, 0.0, 0.37))
ALONE: Panel = (0.0, 1.0, 0.0, 0.9)
NARROW_PANEL_PX, NARROW_HEIGHT_PX, ALONE_HEIGHT_PX = 300, 620, 360
BAR_WIDTH, LABEL_PX, SMALL_PX, MANY_YEARS = 0.62, 14, 12, 4
ABREAST = 0.84  # of a year's room: two upright labels then stand a line's height apart


def figure(found: Rows, derived: ById) -> border.Chart:
    """Return the bars of rows with year, measure, status and value: a panel a measure."""
    years = list(dict.fromkeys(c["year"] for c in found))
    shown = _axes(found)
    turned = {m: _turned([c for c in found if c["measure"] == m], years) for m in shown}
    drawn = [[c["year"], c["status"], c["measure"], c.value] for c in found]
    height = NARROW_HEIGHT_PX if len(shown) > 1 else ALONE_HEIGHT_PX
    narrow = {"below": NARROW_BELOW_PX, "height": height}
    layout = {
        "template": template(),
        "height": 400,
        "bargap": 0.35,
        **_panels(found, years, WIDE, turned),
        "shapes": _lines(found, years),
        "meta": {
            "topic": "poverty_exits",
            "drawn": drawn,
            "narrow": {**narrow, "layout": _panels(found, years, NARROW, turned)},
        },
    }
    traces = [
        _bars([c for c in found if c["measure"] == m], axes, s, years, turned[m])
        for m, axes in shown.items()
        for s in STATUSES
    ]
    last = list(shown.values())[-1][0]
    traces = [{**trace, "showlegend": trace["xaxis"] == last} for trace in traces]
    return border.figure([t for t in traces if t["x"]], layout)


def _axes(found: Rows) -> dict[str, tuple[str, str]]:
    """Return the axes of each measure."""
    return dict(zip(dict.fromkeys(c["measure"] for c in found), AXES, strict=False))


def _slot(years: Sequence[str]) -> float:
    """Return the room of one year on a phone, in pixels."""
    return NARROW_PANEL_PX / len(years)


def _label_px(years: Sequence[str]) -> int:
    return SMALL_PX if len(years) > MANY_YEARS else LABEL_PX


def _turned(found: Rows, years: Sequence[str]) -> bool:
    """Say whether the numbers must stand upright: side by side they would overlap on a phone."""
    for year in years:
        texts = [c.text for c in found if c.value is not None and c["year"] == year]
        if widest(texts, _label_px(years)) > _room(years, len(texts)):
            return True
    return False


def _room(years: Sequence[str], abreast: int) -> float:
    """Return the room of a label on a phone, in pixels, where so many bars of a year stand abreast.

    Their middles are a bar's width apart.
    """
    return _slot(years) * (ABREAST / abreast if abreast > 1 else 1)


def _panels(
    found: Rows,
    years: Sequence[str],
    where: Sequence[Panel],
    turned: Mapping[str, bool],
) -> dict[str, Any]:
    """Return the axes of both panels, and their titles and what is not stated."""
    layout: dict[str, Any] = {}
    axis = {"type": "category", "categoryarray": years, "range": [-0.5, len(years) - 0.5]}
    shown = _axes(found)
    panels = dict(zip(shown, where if len(shown) > 1 else [ALONE], strict=True))
    for measure, (x, y) in shown.items():
        left, right, bottom, top = panels[measure]
        layout[f"xaxis{x[1:]}"] = {**axis, "domain": (left, right), "anchor": y, "fixedrange": True}
        layout[f"yaxis{y[1:]}"] = {
            "anchor": x,
            "fixedrange": True,
            "range": [0, _top(found, measure) * (1.6 if turned[measure] else 1.22)],
            "nticks": 5,
            "domain": [bottom, top],
        }
    titles = [heading(m.capitalize(), top + 0.04, left) for m, (left, _, _, top) in panels.items()]
    empty = [
        _not_stated(c, shown[c["measure"]], years)
        for c in found
        if c.value is None and not beside(c, found)
    ]
    return {**layout, "annotations": [*titles, *empty]}


def _lines(found: Rows, years: Sequence[str]) -> list[dict[str, Any]]:
    """Return a dotted line wherever the bars of a panel begin to be of other places."""
    lines = []
    for measure, (x, y) in _axes(found).items():
        before = exits_places.breaks([c for c in found if c["measure"] == measure], years)
        lines += exits_places.lines(before, x, y)
    return lines


def _bars(
    found: Rows, axes: tuple[str, str], status: str, years: Sequence[str], turned: bool
) -> dict[str, Any]:
    stated = [c for c in found if c.value is not None and c["status"] == status]
    x, y = axes
    size, word = _label_px(years), STATUSES[status].word
    if turned or text_width(word, size) > _room(years, _most_abreast(found)):
        word = ""  # then the hatching says it
    return {
        "type": "bar",
        "x": [c["year"] for c in stated],
        "y": [c.amount if c.amount % 1 else int(c.amount) for c in stated],
        "xaxis": x,
        "yaxis": y,
        "name": status,
        "legendgroup": status,
        "marker": pattern(status, BLUE),
        "text": [f"{c.text}\n{word}" if word else c.text for c in stated],
        "textposition": "outside",
        "textfont": {"size": size},
        "textangle": -90 if turned else 0,
        "cliponaxis": False,
        "constraintext": "none",
        **_slots(stated, found),
        "customdata": [c["what"] or c.figure for c in stated],
        "hovertext": [c.hover(f"lifted out of poverty, {c['year']}") for c in stated],
        "hoverinfo": "text",
    }


def _most_abreast(found: Rows) -> int:
    stated = [c["year"] for c in found if c.value is not None]
    return max((stated.count(year) for year in stated), default=1)


def _slots(stated: Rows, found: Rows) -> dict[str, Any]:
    """Return width and offset of bars: those of one year, achieved and planned, stand abreast."""
    abreast = [[o for o in found if o.value is not None and o["year"] == c["year"]] for c in stated]
    if all(len(others) == 1 for others in abreast):
        return {"width": BAR_WIDTH, "offset": -BAR_WIDTH / 2}
    share = [ABREAST if len(others) > 1 else BAR_WIDTH for others in abreast]
    widths = [one / len(others) for one, others in zip(share, abreast, strict=True)]
    nth = [others.index(cell) for others, cell in zip(abreast, stated, strict=True)]
    starts = [-one / 2 + n * width for one, n, width in zip(share, nth, widths, strict=True)]
    return {"width": widths, "offset": starts}


def _top(found: Rows, measure: str) -> float:
    return max((c.amount for c in found if c["measure"] == measure and c.value), default=1)


def _not_stated(row: Row, axes: tuple[str, str], years: Sequence[str]) -> dict[str, Any]:
    x, y = axes
    words, size = row["status"], _label_px(years)
    upright = widest(words.split(), size) > _slot(years)
    return {
        # Upright: in italics two words would cost the first page a font of 139 kB.
        "text": words if upright else words.replace(" ", "\n"),
        "textangle": -90 if upright else 0,
        "font": {"size": size},
        "showarrow": False,
        "xref": x,
        "yref": y,
        "x": years.index(row["year"]),
        "y": 0,
        "yanchor": "bottom",
    }
