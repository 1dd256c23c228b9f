"""Every topic, in the order of the pages, every card, and what the dataset lets a reader choose."""

from __future__ import annotations

import pandas as pd

from metrics import records
from metrics.selection import Choices
from metrics.store.open import Store
from metrics.topics import compare_places, compare_years, coverage, document, indicators, place
from metrics.topics.compile import topic
from metrics.topics.metric import Topic
from metrics.topics.options import measures, options

TOPICS: dict[str, Topic] = {record.name: topic(record) for record in records.TOPICS}
# The topics that a page is named after: its first chart.
PAGE_TOPICS = tuple(name for name, topic in TOPICS.items() if not topic.page)
_BESIDE: tuple[Topic, ...] = (
    coverage.TOPIC,
    compare_places.RANKING,
    compare_years.SIDE_BY_SIDE,
    compare_years.MAP,
)
_BESIDE += (*indicators.TOPICS, *place.TOPICS)
CARDS: dict[str, Topic] = {**TOPICS, **{topic.name: topic for topic in _BESIDE}}

_YEARS = " union ".join(
    f"select distinct year from {table.name} where year is not null"
    for table in records.TABLES
    if "year" in table.descriptive
)
_YEARS += " union select distinct year from periods"
MAX_PLACE_OPTIONS = 300  # places that a reader is offered at a time
_VILLAGES = f"""
select label from places
where named_in is distinct from 'outside' and (kind in ('administrative village', 'hamlet')
    or (select count(*) > {MAX_PLACE_OPTIONS} from places) or exists (from series))
order by label"""
_BELOW = f"""
with found as (
    select p.place_id, p.label from places p where {{where}}
    order by p.label limit {MAX_PLACE_OPTIONS}),
parents as (
    select distinct c.parent_id from places c where c.parent_id in (select place_id from found))
select f.label, p.parent_id is not null as parted
from found f left join parents p on p.parent_id = f.place_id order by f.label"""
_DIRECTLY = "p.parent_id in (select o.place_id from places o where o.label = $place)"
_NAMED = "contains(lower(p.label), lower($find))"
_ANYWHERE = f"""{_NAMED} and p.place_id in (
        select w.place_id from within w join places o on o.place_id = w.ancestor_id
        where o.label = $place)"""


def choices(store: Store) -> Choices:
    """Return the years, villages, figures and measures that the dataset has."""
    years = store.frame(f"select distinct year from ({_YEARS}) order by year")["year"].tolist()
    villages = store.frame(_VILLAGES)["label"].tolist()
    every = store.frame("select label from places order by label")["label"].tolist()
    figures = store.frame("select figure_id from figures order by figure_id")["figure_id"].tolist()
    series = store.frame("select series from series order by nth")["series"].tolist()
    own = (measures(store, one) for one in records.TOPICS if "measure" in one.filters)
    return Choices(
        tuple(map(int, years)),
        tuple(map(str, villages)),
        figure=tuple(figures),
        measure=tuple(dict.fromkeys(name for names in own for name in names)),
        compare=tuple(one.label for one in options(store)),
        indicators=tuple(map(str, series)),
        place=tuple(map(str, every)),
    )


def child_places(store: Store, place: str, find: str = "") -> pd.DataFrame:
    """Return up to FEW places: `label`, and `parted`, whether others lie in them; by label.

    They lie directly in `place` ("" for the topmost); with `find`, those anywhere in it whose name
    holds that.
    """
    if find:
        where = _ANYWHERE if place else _NAMED
    else:
        where = _DIRECTLY if place else "p.parent_id is null"
    return store.frame(_BELOW.format(where=where), {"place": place, "find": find})


def document_title(store: Store) -> str:
    """Return what the dataset's numbers are from: its document, or the dataset itself."""
    return document.source(store, document.about(store))
