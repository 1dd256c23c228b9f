"""Every topic, in the order of the pages; and what the dataset lets a reader choose."""

from __future__ import annotations

from metrics.selection import Choices, Selection
from metrics.store.open import Store
from metrics.topics import document, party_members, poverty_exits, village_industry
from metrics.topics.metric import Topic

TOPICS: dict[str, Topic] = {
    topic.name: topic
    for topic in (poverty_exits.TOPIC, party_members.TOPIC, village_industry.TOPIC)
}

_YEARS = "select distinct year from poverty_exits where year is not null order by year"
_VILLAGES = """
select name from places
where kind in ('administrative village', 'hamlet') and named_in is distinct from 'outside'
order by name"""


def choices(store: Store) -> Choices:
    """Return the years and villages that the dataset has."""
    years = store.frame(_YEARS)["year"].tolist()
    villages = store.frame(_VILLAGES)["name"].tolist()
    return Choices(tuple(int(year) for year in years), tuple(str(v) for v in villages))


def document_title(store: Store) -> str:
    """Return the title of the dataset's document, or that it has none."""
    titles = document.ABOUT.rows(store, Selection())["title"].tolist()
    return str(titles[0]) if titles else "no document: your data, unverified"
