"""Every chart is one that Plotly takes as it is: what it would refuse or change, no card holds."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import plotly.graph_objects as go
import pytest
from stores import KeptStore

from metrics.exports.view import view
from metrics.selection import Selection
from metrics.store import build_cache
from metrics.store.open import Store
from metrics.topics.catalog import CARDS, choices

ROOT = Path(__file__).parents[2]
DATASETS = ("yangbi", "fictional-county", "monitoring-prefecture")


@cache
def opened(name: str) -> Store:
    built = build_cache.ensure(ROOT / "data" / name)
    return KeptStore(built.path, built.fingerprint)


@pytest.fixture(params=DATASETS)
def dataset(request: pytest.FixtureRequest) -> Store:
    return opened(request.param)


def selections(store: Store) -> list[Selection]:
    found = choices(store)
    one = [Selection(years=found.years[-1:]), Selection(villages=found.villages[:1])]
    one += [Selection(indicators=found.indicators[:2]), Selection(place=found.villages[:1])]
    one += [Selection(indicators=found.indicators[4:5])]  # where there is one, it is by quarter
    return [Selection(), *one, *(Selection(measure=(name,)) for name in found.measure)]


@pytest.mark.slow
@pytest.mark.parametrize("topic", CARDS)
def test_plotly_takes_every_chart_as_it_is(topic: str) -> None:
    charts = [
        shown.drawing.chart
        for name in DATASETS
        for store in [opened(name)]
        for selection in selections(store)
        if (shown := view(store, topic, selection)).numbers[0]
    ]
    assert charts
    for chart in charts:
        plain = json.loads(json.dumps({"data": chart.data, "layout": chart.layout}))
        checked = go.Figure(plain).to_plotly_json()
        assert json.loads(json.dumps(checked)) == plain


@pytest.mark.slow
@pytest.mark.parametrize("topic", CARDS)
def test_what_a_card_and_what_a_file_is_made_of_are_the_same(dataset: Store, topic: str) -> None:
    for selection in selections(dataset):
        shown = view(dataset, topic, selection)
        for found, frame in zip(shown.numbers, (shown.rows, shown.derived), strict=True):
            assert len(found) == len(frame)
            for name in frame.columns if found else ():
                plain = frame[name].astype(object)
                kept = plain.where(frame[name].notna(), None).tolist()
                assert [one[name] for one in found] == kept


def test_a_property_that_plotly_does_not_know_is_found() -> None:
    with pytest.raises(ValueError, match="colour"):
        go.Figure({"data": [{"type": "bar", "marker": {"colour": "red"}}], "layout": {}})
