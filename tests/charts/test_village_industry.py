"""One mark where the document names an industry of a village, none elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from metrics.charts.style import Drawing
from metrics.store.open import Store

Draw = Callable[..., Drawing]
Own = Callable[[str, str], Store]


def marks(drawing: Drawing) -> dict[str, list[tuple[str, str]]]:
    """Return village and product of each mark by sector."""
    return {t.name: list(zip(t.y, t.x, strict=True)) for t in drawing.figure.data}


def test_every_mark_is_an_industry_named(store: Store, draw: Draw) -> None:
    drawing = draw(store, "village_industry")
    assert marks(drawing) == {
        "fruit": [("Lijiazhuang", "apples"), ("Lingxiu", "yuxiang pears")],
        "vegetables and spices": [("Shiping", "ginger"), ("Xiangyang", "cucumbers")],
        "tourism": [("no village named", "rural eco-tourism")],
    }
    looks = {(t.marker.color, t.marker.symbol) for t in drawing.figure.data}
    assert len(looks) == 3


def test_the_words_around_the_matrix(store: Store, draw: Draw) -> None:
    drawing = draw(store, "village_industry")
    assert drawing.title == "Each of the 4 villages named has a product of its own"
    assert drawing.subtitle == (
        "Industries that the document names, by village; it gives no quantities"
    )
    assert drawing.source == (
        "Source: Party organizations and targeted poverty alleviation in Yangbi county "
        "(paragraph 3, sentence 5)"
    )
    assert drawing.alt == (
        "Matrix of villages and products. Lijiazhuang: apples; Lingxiu: yuxiang pears; "
        "Shiping: ginger; Xiangyang: cucumbers; no village named: rural eco-tourism."
    )
    assert drawing.notes == ("The document names no village for rural eco-tourism.",)


def test_both_axes_are_categories_and_the_first_village_stands_on_top(
    store: Store, draw: Draw
) -> None:
    layout = draw(store, "village_industry").figure.layout
    assert (layout.xaxis.type, layout.yaxis.type) == ("category", "category")
    assert layout.yaxis.categoryarray[0] == "Lijiazhuang"
    assert list(layout.yaxis.range) == [4.5, -0.5]


def test_pointing_at_a_mark_gives_its_place_in_the_document(store: Store, draw: Draw) -> None:
    assert draw(store, "village_industry").figure.data[0].hovertext[0] == (
        "<b>apples</b> · Lijiazhuang<br>sector: fruit (our grouping)"
        "<br>paragraph 3, sentence 5, characters 4409 to 4430"
    )


TITLES = [
    (",eco-tourism,tourism", "The document names no village for this industry"),
    ("meixi,apples,fruit\nmeixi,pears,fruit", "Meixi: apples and pears"),
    (
        "meixi,apples,fruit\nlingxiu,apples,fruit\nlingxiu,pears,fruit",
        "2 villages are named with 2 products",
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("rows", "title"), TITLES)
def test_the_title_counts_only_what_is_named(own: Own, draw: Draw, rows: str, title: str) -> None:
    drawing = draw(
        own("village_industry.csv", f"place_id,product,sector\n{rows}\n"), "village_industry"
    )
    assert drawing.title == title
    assert sum(map(len, marks(drawing).values())) == len(rows.splitlines())


@pytest.mark.slow
def test_no_two_sectors_look_alike_and_many_products_have_small_marks(own: Own, draw: Draw) -> None:
    rows = "\n".join(f"meixi,product {n},sector {n}" for n in range(44))
    store = own("village_industry.csv", f"place_id,product,sector\n{rows}\n")
    found = draw(store, "village_industry").figure.data
    assert len({(one.marker.color, one.marker.symbol) for one in found}) == 44
    assert {one.marker.size for one in found} == {8}
