"""What takes the place of parts of a chart on a phone, and what stays as it is."""

from __future__ import annotations

import pytest

from metrics.charts import border, matrix

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


@pytest.mark.parametrize("name", ("松林彝族乡大河沿村委会", "dried mushrooms of the mountains"))
def test_names_below_a_matrix_are_in_one_line(name: str) -> None:
    columns = [matrix.column_name(name), "pears"]
    assert "\n" in columns[0]
    assert narrow(matrix.layout(columns, ["Elm"], 24)["meta"]["narrow"]["layout"])["xaxis"] == {
        "tickvals": [columns[0].replace("\n", "<br>"), "pears"],
        "ticktext": [name, "pears"],
    }


def test_of_many_names_below_a_matrix_some_are_shown() -> None:
    columns = [matrix.column_name(f"a product with the number {nth}") for nth in range(31)]
    shown = matrix.layout(columns, ["Elm"], 24)["meta"]["narrow"]["layout"]["xaxis"]["ticktext"]
    assert shown == [f"a product with the number {nth}" for nth in range(0, 31, 4)]


def test_names_in_one_line_stay_as_they_are() -> None:
    assert matrix.layout(["pears"], ["Elm"], 24)["meta"] == {}
    assert matrix.layout([], ["Elm"], 24)["meta"] == {}
