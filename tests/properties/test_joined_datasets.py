"""What must hold of two datasets as one: drawn ones, and those that showed a fault."""

from __future__ import annotations

import pytest
from conditions import CONDITIONS
from joining import joined, joined_datasets
from strategies import Dataset
from test_any_dataset import BLOCKS, EXAMPLES, all_hold
from test_known_datasets import EXITS, PAIRED, dataset
from world import world


@pytest.mark.slow
@pytest.mark.parametrize("block", range(BLOCKS))
def test_all_hold_of_two_joined(block: int) -> None:
    all_hold(joined_datasets(), block, max(EXAMPLES // 4 // BLOCKS, 1))


@pytest.mark.slow
def test_all_hold_of_one_more() -> None:
    all_hold(joined_datasets(), BLOCKS, 1)


def _with_document(name: str, columns: str, *rows: str, figures: tuple[str, ...]) -> Dataset:
    """Return a dataset whose numbers have figures: each id, kind, value, unit, as a row."""
    head = "figure_id,document_id,paragraph,sentence,start,end,kind,printed,value,unit,counts,"
    head += "period,status,place_id,certainty,candidates"
    cells = []
    for nth, text in enumerate(figures):
        figure, kind, value, unit = text.split(",")
        place = f"report,1,2,{10 * nth},{10 * nth + 5},{kind},{value} x,{value},{unit},what is,"
        cells.append(tuple(f"{figure},{place},standing,c,certain,".split(",")))
    document = "document_id,title,language,characters,sha256,read_on,how_read"
    about = ("report", "A report", "en", "999", "0" * 64, "2020-01-31", "by hand")
    return Dataset(
        (
            *dataset(name, columns, *rows).tables,
            ("figures", tuple(head.split(",")), tuple(cells)),
            ("documents", tuple(document.split(",")), (about,)),
        )
    )


KNOWN = {
    "helpers of one kind, helped of two": joined(
        dataset("paired_assistance", PAIRED, "c,leaders,36,people,poor villages,31,villages"),
        dataset("paired_assistance", PAIRED, "c,leaders,40,people,villages,30,villages"),
    ),
    "a year of a figure and the same year without": joined(
        _with_document(
            "poverty_exits",
            f"{EXITS},year_figure,people_figure",
            "2016,c,planned,6000,F01,F02",
            figures=("F01,year,2016,year", "F02,statistic,6000,people"),
        ),
        dataset("poverty_exits", EXITS, "2016,c,achieved,50", "2015,c,achieved,40"),
    ),
    "the same number, printed by one of the two": joined(
        _with_document(
            "poverty_exits",
            f"{EXITS},people_figure",
            "2016,c,planned,40,F01",
            figures=("F01,statistic,40,people",),
        ),
        dataset("poverty_exits", EXITS, "2016,c,achieved,40", "2015,c,achieved,40"),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", KNOWN)
def test_every_condition_holds(name: str) -> None:
    found = world(KNOWN[name])
    for holds in CONDITIONS.values():
        holds(found)


@pytest.mark.slow
def test_the_helpers_of_each_county_stand_before_its_own_helped() -> None:
    (card,) = world(KNOWN["helpers of one kind, helped of two"]).of("paired_assistance")
    parts = sorted(str(card.card["title"]).split("; "))
    assert parts == ["36 leaders for 31 poor villages", "40 leaders for 30 villages"]


@pytest.mark.slow
def test_a_number_of_both_counties_leads_to_the_figure_of_neither() -> None:
    card = world(KNOWN["the same number, printed by one of the two"]).of("poverty_exits")[0].card
    linked = [piece for pieces in card["linked"]["notes"] for piece in pieces]
    linked += card["linked"]["title"]
    assert ["40", "A:F01"] not in linked
    assert card["addresses"]["A:F01"]["kind"] == "figure"  # its bar leads there
