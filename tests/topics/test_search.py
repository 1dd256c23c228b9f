"""Search finds indicators, places, figures, documents and pages by the beginnings of words."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from metrics.payloads.search import results
from metrics.store.open import Store
from metrics.topics.search import MOST_OF_A_KIND, page_entries, search
from metrics.ui.menu import TITLES

PAGES = page_entries(TITLES)
PLACES = "place_id,name,kind,parent_id\nc,Oak County,county,\n" + "".join(
    f"v{n},Elm {n},administrative village,c\n" for n in range(20)
)
INDICATORS = """indicator_id,label,label_zh,unit,kind,across_places,across_periods
hh,Households,户数,households,stock,sum,last
road,Paved road,硬化路里程,km,stock,sum,last
"""
OBSERVATIONS = "place_id,indicator_id,period,value\nv1,hh,2021,4\nv1,road,2021,2\n"


@pytest.fixture
def oak(dataset: Callable[..., Store]) -> Store:
    """Build a county of twenty villages and two indicators."""
    return dataset(places=PLACES, indicators=INDICATORS, observations=OBSERVATIONS)


def found(store: Store, text: str) -> list[tuple[str, str]]:
    """Return the kind and the name of each hit."""
    return [(hit.kind, hit.label) for hit in search(store, text, PAGES).hits]


@pytest.mark.slow
def test_the_name_itself_comes_before_those_that_begin_with_it(oak: Store) -> None:
    assert found(oak, "elm 1")[:2] == [("place", "Elm 1"), ("place", "Elm 10")]


@pytest.mark.slow
def test_of_many_the_best_are_given_and_all_are_counted(oak: Store) -> None:
    hits = search(oak, "elm")
    assert (len(hits.hits), hits.counts) == (MOST_OF_A_KIND, {"place": 20})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "label"),
    [("paved", "Paved road"), ("ROAD", "Paved road"), ("里程", "Paved road"), ("户", "Households")],
)
def test_an_indicator_is_found_in_english_and_in_chinese(oak: Store, text: str, label: str) -> None:
    assert ("indicator", label) in found(oak, text)


@pytest.mark.parametrize("text", ["2585", "2,585", "F10", "f10"])
def test_a_figure_is_found_by_its_value_and_its_id(store: Store, text: str) -> None:
    assert found(store, text)[0] == ("figure", "F10: people lifted out of poverty")


@pytest.mark.slow
def test_a_page_is_found_by_its_title_and_by_what_it_measures(oak: Store) -> None:
    assert found(oak, "verify") == [("page", "Verify a file")]
    assert ("page", "Exits from poverty") in found(oak, "脱贫")


@pytest.mark.slow
@pytest.mark.parametrize("text", ["", "   ", "-", "%", "lm", "'; drop table search", "zzz", "😀"])
def test_what_names_nothing_finds_nothing(oak: Store, text: str) -> None:
    assert search(oak, text, PAGES).hits == ()


@pytest.mark.slow
def test_every_place_is_found_by_its_name(oak: Store) -> None:
    labels = oak.frame("select label from places")["label"]
    assert [one for one in labels if ("place", one) not in found(oak, one)] == []


@pytest.mark.slow
def test_each_hit_has_a_link_that_names_it(oak: Store) -> None:
    [group] = json.loads(results(search(oak, "oak", PAGES), "oak & elm"))["groups"]
    assert group["heading"] == "Places"
    assert group["hits"] == [
        {
            "label": "Oak County",
            "detail": "county",
            "link": "place?dataset=oak+%26+elm&place=Oak+County",
            "page": False,
        }
    ]
