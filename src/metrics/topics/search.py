"""Search of a dataset: its indicators, places, figures and documents, and the dashboard's pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metrics import records
from metrics.model.topic import TopicRecord
from metrics.store.open import Store

LONGEST, MOST_WORDS, MOST_OF_A_KIND = 80, 6, 5
KINDS = ("indicator", "place", "figure", "document")
FAR = 10**12  # more than a dataset has entries: the nearness of a match stands before it
COLUMNS = ("kind", "label", "detail", "target")
BETWEEN_WORDS = re.compile(r"[\W_]+")
_ASKED = "select search_words($text) as words"


@dataclass(frozen=True)
class Hit:
    """What a search finds: its kind, its name, which one it is, and what its link names."""

    kind: str
    label: str
    detail: str
    target: str


@dataclass(frozen=True)
class Found:
    """The best hits of each kind, in the order shown, and how many there are of each kind."""

    hits: tuple[Hit, ...]
    counts: dict[str, int]


@dataclass(frozen=True)
class PageEntry:
    """A page that can be searched for: its name, its title, and the words that find it."""

    name: str
    title: str
    words: str = ""


def page_entries(titles: Mapping[str, str]) -> tuple[PageEntry, ...]:
    """Return the pages by title; those of topics are found by what their tables measure too."""
    topics = {record.name: _words(record) for record in records.TOPICS}
    return tuple(
        PageEntry(name, title, _plain(f"{title} {topics.get(name, '')}"))
        for name, title in titles.items()
    )


def _plain(text: str) -> str:
    """Return the words of a page as those of a dataset's entries stand in the table."""
    return f" {BETWEEN_WORDS.sub(' ', text.lower()).strip()}"


def _words(record: TopicRecord) -> str:
    found = [record.summary]
    for table in record.tables:
        found += [table.name, *table.synonyms]
        for measure in table.combined:
            found += [measure.name, measure.shown, *measure.synonyms]
    return " ".join(found)


def search(store: Store, text: str, pages: Sequence[PageEntry] = ()) -> Found:
    """Return what a text finds: entries in which each of its words begins a word.

    A word in a script without spaces may stand anywhere. First come those whose name begins with
    the text; of a kind at most MOST_OF_A_KIND are given, and all are counted.
    """
    asked = str(store.records(_ASKED, {"text": text[:LONGEST]})[0]["words"])
    if not asked:
        return Found((), {})
    words = asked.split()[:MOST_WORDS]
    needles = [f" {word}" if word.isascii() else word for word in words]
    found = [page for page in pages if all(one in page.words for one in needles)]
    titled = [page for page in found if f" {asked}" in page.words[: len(page.title) + 1]]
    rows = store.records(_sql(len(needles)), {"asked": asked, **_bound(needles)})
    hits = [Hit(*(str(row[name]) for name in COLUMNS)) for row in rows]
    counts = {str(row["kind"]): int(str(row["n"])) for row in rows}
    if not found:
        return Found(tuple(hits), counts)
    shown = [Hit("page", one.title, "", one.name) for one in found[:MOST_OF_A_KIND]]
    ordered = [*shown, *hits] if titled else [*hits, *shown]
    return Found(tuple(ordered), {**counts, "page": len(found)})


def _bound(needles: Sequence[str]) -> dict[str, str]:
    return {f"word{n}": needle for n, needle in enumerate(needles)}


def _sql(words: int) -> str:
    """Return the query for so many words."""
    every = " and ".join(f"contains(words, $word{n})" for n in range(words))
    order = ", ".join(f"'{kind}'" for kind in KINDS)
    return f"""
with kinds as (
    select kind, count(*) as n, unnest(min(case
               when starts_with(words, ' ' || $asked || ' ') then 0
               when starts_with(words, ' ' || $asked) then 1
               when contains(words, ' ' || $asked) then 2 else 3 end * {FAR} + nth,
           {MOST_OF_A_KIND})) as rank
    from search where {every} group by kind),
best as (select *, min(rank // {FAR}) over (partition by kind) as nearest from kinds)
select s.kind, label, detail, target, n from best b join search s on s.nth = b.rank % {FAR}
order by nearest, list_position([{order}], s.kind), rank"""
