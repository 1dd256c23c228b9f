"""What the dataset's document is and how far its numbers are to be trusted."""

from __future__ import annotations

from collections.abc import Mapping

from metrics.store.open import Store
from metrics.topics.metric import Metric

ABOUT = Metric(
    "document",
    "The document, how it was read, how many numbers it prints, how many of them were garbled "
    "and repaired, how many have more than one possible reading, and how many cross-checks hold.",
    "one row per document",
    """
select d.document_id, d.title,
       (select string_agg(p.name, ', ' order by list_position(['county', 'prefecture', 'province'],
        p.kind)) from places p where p.kind in ('county', 'prefecture', 'province')) as place,
 d.language, d.characters, d.how_read,
       cast(d.read_on as varchar) as read_on, d.sha256,
       d.publisher, d.url, d.published,
       (select count(*) from figures f
        where f.document_id = d.document_id and f.kind <> 'slogan') as numbers,
       (select count(*) from figures f
        where f.document_id = d.document_id and f.garbling is not null) as repaired,
       (select count(*) from figures f
        where f.document_id = d.document_id and f.certainty = 'ambiguous') as ambiguous,
       (select count(*) from checks) as checks,
       (select count(*) from checks where verdict = 'holds') as holding,
       (select count(*) from checks where verdict = 'fails') as failing
from documents d order by d.document_id""".strip(),
    {
        "document_id": "Document",
        "title": "Title",
        "place": "Place",
        "language": "Language",
        "characters": "Characters",
        "how_read": "How it was read",
        "read_on": "Read on",
        "sha256": "Checksum of the text",
        "publisher": "Publisher",
        "url": "Web address",
        "published": "Published",
        "numbers": "Numbers printed",
        "repaired": "Garbled and read by a stated rule",
        "ambiguous": "More than one possible reading",
        "checks": "Cross-checks",
        "holding": "Cross-checks that hold",
        "failing": "Cross-checks that fail",
    },
    ("document_id",),
)


DATASET = "select title, standing, remark from dataset"


def source(store: Store, of: Mapping[str, str]) -> str:
    """Return what the numbers are from: the document, as `about` gives it, or the dataset itself.

    A dataset without a document says how far it is to be trusted; one that was uploaded, or lacks
    rows, says so in any case.
    """
    if parts := joined_parts(store):
        return "; ".join(f"{part['letter']}: {part['source']}" for part in parts)
    dataset = store.cached_records(DATASET)[0]
    said = of["title"] if of else f"{dataset['title']}: {dataset['standing']}"
    return f"{said}; {dataset['remark']}" if dataset["remark"] else said


def headline(store: Store, of: Mapping[str, str]) -> tuple[str, str]:
    """Return what a dataset is called, and how far it is to be trusted where it has no document."""
    if of or joined_parts(store):
        return source(store, of), ""
    dataset = store.cached_records(DATASET)[0]
    parts = [str(dataset["standing"]), *([str(dataset["remark"])] if dataset["remark"] else [])]
    said = "; ".join(parts)
    return str(dataset["title"]), f"{said[:1].upper()}{said[1:]}."


def about(store: Store) -> dict[str, str]:
    """Return the first document of a dataset by the columns of ABOUT; {} when it has none.

    Datasets that are joined have no document of their own.
    """
    found = [] if joined_parts(store) else documents(store)
    return found[0] if found else {}


def documents(store: Store) -> list[dict[str, str]]:
    """Return every document of a dataset by the columns of ABOUT; a cell that is empty is ""."""
    return [
        {name: "" if value is None else str(value) for name, value in row.items()}
        for row in store.cached_records(ABOUT.sql)
    ]


def of_figures(store: Store) -> dict[str, dict[str, str]]:
    """Return the document of each figure, by the figure's id."""
    found = {one["document_id"]: one for one in documents(store)}
    rows = store.frame("select figure_id, document_id from figures")
    pairs = zip(rows["figure_id"], rows["document_id"], strict=True)
    return {str(figure): found[str(of)] for figure, of in pairs}


def joined_parts(store: Store) -> list[dict[str, str]]:
    """Return letter, name and source of each dataset that is joined; [] of a single one."""
    rows = store.cached_records("from parts order by letter")
    return [{name: str(value) for name, value in row.items()} for row in rows]
