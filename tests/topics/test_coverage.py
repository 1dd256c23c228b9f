"""Where a number is stated, where it is not, and what the filter hides: three different things."""

from __future__ import annotations

from metrics.selection import Selection
from metrics.store.open import Store
from metrics.topics.coverage import TOPIC


def states(store: Store, **chosen: object) -> dict[tuple[str, str, str], str]:
    rows = TOPIC.rows.rows(store, Selection(**chosen))  # type: ignore[arg-type] # its filters
    keys = zip(rows["measure"], rows["period"], rows["place"], strict=True)
    return dict(zip(keys, rows["state"], strict=True))


def test_a_grid_of_every_measure_period_and_place(store: Store) -> None:
    found = states(store)
    assert len(found) == 144  # 24 measures with their periods, 6 places
    assert found["households", "2015", "Yangbi county"] == "stated"
    assert found["households", "2016", "Yangbi county"] == "not stated"
    assert found["people", "2016", "Yangbi county"] == "stated"
    assert found["people", "2015", "Lingxiu"] == "not stated"
    assert found["product", "undated", "Lingxiu"] == "stated"
    assert found["product", "undated", "no place named"] == "stated"
    assert found["Party members", "at writing", "Yangbi county"] == "stated"
    assert found["quantity: training", "2016 to date", "Yangbi county"] == "stated"
    assert found["quantity: training", "2016 to date", "Lingxiu"] == "not stated"


def test_a_filter_hides_and_never_makes_unstated(store: Store) -> None:
    found = states(store, years=(2014,), villages=("Lingxiu",), status=("achieved",))
    assert found["people", "2014", "Yangbi county"] == "stated"
    assert found["people", "2015", "Yangbi county"] == "hidden by the filter"
    assert found["product", "undated", "Shiping"] == "hidden by the filter"
    assert found["product", "undated", "Lingxiu"] == "stated"
    assert states(store, status=("achieved",))["people", "2016", "Yangbi county"] == (
        "hidden by the filter"
    )


def test_the_cells_are_counted_by_state(store: Store) -> None:
    derived = TOPIC.derived.rows(store, Selection(years=(2014,)))
    assert derived[["what", "value", "arithmetic"]].to_numpy().tolist() == [
        ["cells hidden by the filter", 24.0, "24 of 144 cells"],
        ["cells not stated", 96.0, "96 of 144 cells"],
        ["cells stated", 24.0, "24 of 144 cells"],
    ]
