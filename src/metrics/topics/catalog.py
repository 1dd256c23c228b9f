"""Every topic, in the order of the pages, every card, and what the dataset lets a reader choose."""

from __future__ import annotations

from metrics.selection import Choices
from metrics.store.open import Store
from metrics.topics import (
    coverage,
    document,
    exits_context,
    paired_assistance,
    party_members,
    poverty_exits,
    training,
    village_collectives,
    village_industry,
)
from metrics.topics.assistance_given import LOAN, MONEY
from metrics.topics.metric import Topic

TOPICS: dict[str, Topic] = {
    topic.name: topic
    for topic in (
        poverty_exits.TOPIC,
        exits_context.TOPIC,
        paired_assistance.TOPIC,
        MONEY,
        party_members.TOPIC,
        LOAN,
        training.TOPIC,
        village_collectives.TOPIC,
        village_industry.TOPIC,
    )
}
# The topics that a page is named after: its first chart.
LEADING = tuple(name for name, topic in TOPICS.items() if not topic.page)
CARDS: dict[str, Topic] = {**TOPICS, coverage.TOPIC.name: coverage.TOPIC}

_YEARS = "select distinct year from poverty_exits where year is not null order by year"
_VILLAGES = """
select label from places
where kind in ('administrative village', 'hamlet') and named_in is distinct from 'outside'
order by label"""


def choices(store: Store) -> Choices:
    """Return the years, villages and figures that the dataset has."""
    years = store.frame(_YEARS)["year"].tolist()
    villages = store.frame(_VILLAGES)["label"].tolist()
    figures = store.frame("select figure_id from figures order by figure_id")["figure_id"].tolist()
    return Choices(tuple(map(int, years)), tuple(map(str, villages)), figure=tuple(figures))


def document_title(store: Store) -> str:
    """Return what the dataset's numbers are from: its document, or the dataset itself."""
    return document.source(store, document.about(store))
