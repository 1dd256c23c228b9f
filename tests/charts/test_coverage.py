"""The grid of coverage: not stated is drawn, and is neither zero nor hidden."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from metrics.charts import coverage
from metrics.charts.style import Drawing
from metrics.store.open import Store

Draw = Callable[..., Drawing]


@pytest.mark.slow
def test_each_state_has_its_own_mark(store: Store, draw: Draw) -> None:
    traces = draw(store, "coverage", years=(2014,)).figure.data
    assert [(t.name, t.marker.symbol, len(t.x)) for t in traces] == [
        ("stated", "square", 24),
        ("not stated", "square-open", 96),
        ("hidden by the filter", "x-thin-open", 24),
    ]


def test_many_places_are_strokes_that_leave_room_for_each_other() -> None:
    cells = [
        {"measure": "people", "period": "2014", "place": f"place {n}", "state": state, "figure": ""}
        for n, state in enumerate(["stated"] * 20 + ["not stated"])
    ]
    stated, unstated = coverage.draw(cells, [], "x").figure.data
    assert (stated.marker.symbol, stated.marker.line.width) == ("line-ns-open", 1.5)
    assert (unstated.marker.symbol, unstated.marker.size) == ("circle", 3)


def test_the_words_around_the_grid(store: Store, draw: Draw) -> None:
    drawing = draw(store, "coverage")
    assert drawing.title == "Numbers are printed for Yangbi county only"
    assert drawing.alt == ("Grid of measures and places. 117 cells not stated; 27 cells stated.")
    assert drawing.notes[0] == "Not stated is not zero: the document gives no number there."


def test_pointing_at_a_cell_gives_state_period_place_and_figure(store: Store, draw: Draw) -> None:
    stated, unstated = draw(store, "coverage").figure.data
    assert stated.hovertext[0] == (
        "<b>stated</b><br>households, 2014<br>Yangbi county<br>figure F06"
    )
    assert (stated.customdata[0], unstated.customdata[0]) == ("F06", "")
