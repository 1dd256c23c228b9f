"""What takes the place of parts of a chart on a phone, and what stays as it is."""

from __future__ import annotations

from metrics.charts import border

WORDS = {"text": "a title", "x": 0, "y": 1}


def narrow(layout: dict[str, object]) -> dict[str, object]:
    """Return what a phone replaces in a chart with one title."""
    meta = {"narrow": {"below": 600, "height": 200, "layout": layout}}
    chart = border.figure([], {"annotations": [WORDS], "meta": meta})
    return dict(chart.layout["meta"]["narrow"]["layout"])


def test_a_title_stays_where_a_phone_has_no_other() -> None:
    assert "annotations" not in narrow({"xaxis": {"nticks": 3}})


def test_a_title_goes_where_a_phone_has_none() -> None:
    assert narrow({"annotations": []})["annotations"] == []
