"""Bars in panels: a bar stands under the whole of its name, and inside its line."""

from __future__ import annotations

import pytest

from metrics.charts.panels import BAR_PX, TEXT_LINE_PX, Bar, figure
from metrics.model.rows import Row

LONG = "professional and practical technical training of the rural labourers"


@pytest.mark.parametrize("names", [("short",), ("short", LONG), (LONG, f"{LONG} {LONG}")])
def test_a_bar_stands_under_its_whole_name_and_inside_its_line(names: tuple[str, ...]) -> None:
    cell = Row(3, status="achieved")
    drawn = figure([Bar("People", name, "", cell, name) for name in names], "a test")
    for trace in drawn.figure.data:
        line_px = BAR_PX / trace.width
        more = trace.y[0].count("<br>") * TEXT_LINE_PX / 2
        assert trace.offset * line_px == pytest.approx(2 + more)
        assert trace.offset + trace.width <= 0.5 + 1e-9


def test_a_bar_of_several_parts_says_what_they_are_together() -> None:
    parts = [
        Bar("People", "lifted", "in 2014", Row(n, status="achieved"), "lifted") for n in (3, 4)
    ]
    alone = Bar("People", "planned", "in 2020", Row(5, status="planned"), "planned")
    total = Row(7, words={"what": "lifted, all years", "arithmetic": "3 + 4 = 7"})
    drawn = figure([*parts, alone], "a test", {"lifted": total, "planned": total})
    ends = [(t.x[0], t.y[0], t.text[0], t.customdata[0]) for t in drawn.figure.data[3:]]
    assert ends == [(0, "lifted", "7 in all", "lifted, all years")]
