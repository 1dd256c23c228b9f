"""All that a chart card shows, as one JSON document: chart, file layouts, words, rows, SQL."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from metrics.charts.chart_text import statement_id
from metrics.exports import charts_of_all, chrome, cite
from metrics.exports.image import SCALES, SIZES, file_layout
from metrics.exports.tables import LABELS
from metrics.exports.view import View
from metrics.payloads.addresses import of_topic
from metrics.payloads.etag import to_json_with_etag
from metrics.payloads.number_links import Meanings, Piece, link_numbers, meanings
from metrics.payloads.provenance import Entry, several_entries
from metrics.payloads.rows import table
from metrics.topics.catalog import CARDS, PAGE_TOPICS
from metrics.topics.indicators import BELOW, ONE_BY_ONE
from metrics.topics.indicators import PAGE as INDICATOR_CARDS

# Cards whose finding is the headline of their page; `metrics.payloads.heading` is cut from them.
HEADED = {*PAGE_TOPICS, "compare_places", "place_numbers", *INDICATOR_CARDS} - {*BELOW}

SEVERAL = ("scope", "notes")  # parts of a card that are several texts

NOTHING_STATED = (
    "This dataset states nothing that this chart shows. Choose another dataset, or load a table of "
    "it on the page Your data, which has one to fill in."
)
NOTHING_TO_COMPARE = (
    "Each number of this dataset is stated for one place only. "
    "Any measure can be compared that two counties, or two villages of one county, state: exits, "
    "work teams, training, collectives and what else a table gives by place. Choose a second "
    "dataset under “Compare with other datasets” above, or load a table with a row for each "
    "village on the page Your data."
)

NO_NUMBER = (
    "This dataset gives no number for {place} by itself. Numbers of a place above it are not "
    "divided among the places inside."
)


def _making(view: View) -> list[dict[str, Any]]:
    values = view.selection.values()
    return [
        {
            "says": view.worded(metric.says),
            "sql": metric.sql,
            "values": {k: list(v) for k, v in values.items() if f"${k}" in metric.sql},
        }
        for metric in (view.topic.rows, view.topic.derived)
    ]


def _chart(view: View) -> dict[str, Any]:
    drawing = view.drawing
    return {
        "title": drawing.title,
        "subtitle": drawing.subtitle,
        "source": drawing.source,
        "says": view.filters,
        "notes": [*view.scope, *drawing.notes],
        "alt": drawing.alt,
        "data": drawing.chart.data,
        "layout": drawing.chart.layout,
        "files": {name: file_layout(drawing, view.footer, size) for name, size in SIZES.items()},
    }


def _nothing(view: View, everything: int) -> dict[str, Any]:
    chosen = (
        f"The dataset states nothing for this choice. {view.filters} "
        "Choose another year, village or status, or reset the filters."
    )
    missing = NOTHING_TO_COMPARE if view.topic.page == "compare" else NOTHING_STATED
    if view.selection.place:
        chosen = NO_NUMBER.format(place=view.selection.place[0])
    return {
        "title": "Nothing to compare yet"
        if view.topic.page == "compare" and not everything
        else f"{view.topic.title}: nothing to show",
        "empty": chosen if everything or view.selection.place else missing,
        "notes": list(view.scope),
    }


def _choices(view: View) -> dict[str, list[str]]:
    """Return by its address what a mark can narrow the view to: a filter's name and its value."""
    found: dict[str, list[str]] = {}
    for row in view.numbers[0]:
        if "years" in view.uses and "year" in row and row["figure"]:
            found[str(row["figure"])] = ["years", str(row["year"])]
        if "villages" in view.uses and row.get("kind") and "product" in row:
            found[statement_id(row)] = ["villages", str(row["village"])]
    return found


def _of_all(view: View) -> dict[str, Any]:
    """Return the charts of a bundle or a report, and of which indicators some of them are each."""
    usual = charts_of_all.usual(view.store)
    of = charts_of_all.indicators(view.store, view.selection)
    return {
        "topics": usual,
        "one_by_one": [name for name in usual if name in ONE_BY_ONE] if of else [],
        "indicators": of,
    }


def _export(view: View, everything: int) -> dict[str, Any]:
    """Return what the view's files can be, what their URLs hold, and why there is no PDF, if so."""
    return {
        "dataset": view.selection.dataset,
        "query": urlencode(view.selection.query()),
        **_of_all(view),
        "charts": {name: topic.title for name, topic in CARDS.items()},
        "everything": everything,
        "pdf": chrome.missing(),
        "sizes": {name: size.label for name, size in SIZES.items()},
        "scales": SCALES,
        "tables": LABELS,
        "citations": cite.LABELS,
    }


def card(
    view: View, figures: Mapping[str, Entry], everything: int, places: Collection[str] = ()
) -> bytes:
    """Return the card of a view as UTF-8 JSON.

    `figures` holds each figure's entry by its id; `everything` is how many rows there are without
    filters; `places` are the names of those that have a page.
    """
    rows, derived = view.numbers
    frames = {"rows": rows, "derived": derived}
    content = {
        **(_chart(view) if rows else _nothing(view, everything)),
        "kind": "card",
        "name": view.topic.name,
        "about": view.worded(view.topic.about),
        "leads": view.topic.name in HEADED,
        "scope": list(view.scope),
        "filename": view.filename,
        "link": view.link,
        "export": _export(view, everything),
        "choices": _choices(view),
        "rows": table(view.topic.rows, rows, places, view.selection.dataset),
        "derived": table(view.topic.derived, derived),
        "making": _making(view),
    }
    texts = _linked(content, meanings(frames, view.selection.names()))
    entries = of_topic(view.topic, frames, figures) | several_entries(_pieces(texts))
    return to_json_with_etag({**content, "addresses": entries, "linked": texts})


def _pieces(texts: Mapping[str, Any]) -> Iterator[Piece]:
    """Yield the pieces of all texts of a card; notes and scope hold several texts each."""
    for name, found in texts.items():
        yield from (piece for one in found for piece in one) if name in SEVERAL else found


def _linked(content: Mapping[str, Any], known: Meanings) -> dict[str, Any]:
    """Return the texts of a card cut at their numbers, each with its address."""
    found: dict[str, Any] = {
        name: link_numbers(str(content[name]), known)
        for name in ("title", "subtitle", "about", "says", "empty")
        if name in content
    }
    # Its numbers are of titles, of positions and of rows left out: none is a number of the card.
    if "source" in content:
        found["source"] = link_numbers(str(content["source"]), {})
    return found | {name: [link_numbers(text, known) for text in content[name]] for name in SEVERAL}
