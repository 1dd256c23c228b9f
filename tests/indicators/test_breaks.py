"""A break in a series stands where the periods shown meet it, and is said on every card."""

from __future__ import annotations

import pytest
from declared import built

from metrics.exports.view import view
from metrics.selection import Selection
from metrics.store.open import Store

BREAKS = """indicator_id,label,unit,kind,across_places,across_periods,decimals,breaks
q,Quarterly,people,flow,sum,sum,0,2022: a new law
m,Midyear,people,flow,sum,sum,0,2022-Q3: another law
y,Yearly,people,flow,sum,sum,0,2022-Q1: a new law
s,Started,people,flow,sum,sum,0,2021-Q2: before it all
"""
AFTER = "Values before it cannot be compared with later ones."


@pytest.fixture(scope="module")
def broken(cache: None, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Build series whose breaks name periods of another kind than theirs."""
    years = "".join(
        f"{place},{name},{year},{number}\n"
        for place, number in (("a", 10), ("b", 20))
        for name in "ys"
        for year in (2021, 2022)
    )
    quarters = "".join(
        f"a,{name},{year}-Q{quarter},10\n"
        for name in "qm"
        for year in (2021, 2022)
        for quarter in (1, 2, 3, 4)
    )
    rows = f"place_id,indicator_id,period,value\n{years}{quarters}"
    folder = tmp_path_factory.mktemp("broken") / "oak"
    return built(folder, {"indicators": BREAKS, "observations": rows})


@pytest.mark.parametrize(
    ("topic", "label", "at"),
    [
        ("indicator_trend", "Quarterly", "2022-Q1"),
        ("indicator_trend", "Midyear", "2022-Q3"),
        ("indicator_years", "Quarterly", "2022"),
        ("indicator_years", "Midyear", "2022"),
        ("indicator_trend", "Yearly", "2022"),
    ],
)
def test_a_break_is_drawn_at_the_first_period_that_does_not_end_before_it(
    broken: Store, topic: str, label: str, at: str
) -> None:
    drawing = view(broken, topic, Selection("oak", indicators=(label,))).drawing
    [line] = drawing.figure.to_plotly_json()["layout"]["shapes"]
    periods = list(drawing.figure.to_plotly_json()["layout"]["xaxis"]["categoryarray"])
    assert periods[int(line["x0"] + 0.5)] == at


@pytest.mark.parametrize("topic", ["compare_places", "compare_years", "compare_map"])
def test_a_break_is_said_where_places_are_compared(broken: Store, topic: str) -> None:
    notes = view(broken, topic, Selection("oak", compare=("Yearly",))).drawing.notes
    assert f"Yearly: break in the series in 2022-Q1 (a new law). {AFTER}" in notes


@pytest.mark.parametrize("topic", ["indicator_trend", "compare_years"])
def test_a_break_within_the_first_period_has_nothing_before_it(broken: Store, topic: str) -> None:
    chosen = Selection("oak", indicators=("Started",), compare=("Started",))
    assert not any("break" in note for note in view(broken, topic, chosen).drawing.notes)
