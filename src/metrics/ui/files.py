"""The file that an address of /export names, from the dataset and the caches of the dashboard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from metrics.exports.image import SCALES
from metrics.exports.make import MIME, ExportRequest, file_name, known, render_export
from metrics.payloads.etag import stamp_of
from metrics.selection import ASKED, FILTERS, Selection, parse_selection, unknown_values
from metrics.store.dataset_index import discover_datasets
from metrics.store.joined import canonical
from metrics.topics.catalog import CARDS, PAGE_TOPICS, TOPICS
from metrics.ui import caches, datasets, filters, uploads
from metrics.ui.base_path import base_of_request
from metrics.ui.headers import FILES_POLICY, attachment
from metrics.ui.menu import HOME, TITLES
from metrics.ui.routes import CARD, OPTIONS
from metrics.ui.visitors import visitor_of

PRIVATE = "no-store"
MOST_ROWS = 100_000  # of a chart or list in a file that is made for a visitor
LONGEST_FIND = 80  # characters of a name that is looked for
SHARED_CARD, OWN_CARD = "no-cache", "private, no-cache"  # asked for again each time, by its etag


def file(request: Request, drawn: Mapping[str, bytes]) -> Response:
    """Return the file asked for; `drawn` holds what the reader's browser has drawn."""
    opened = _opened(request, request.path_params["dataset"])
    if make := CONTENTS.get(request.path_params["form"]):
        return _unless_same(request, make(request, opened.dataset), opened.own)
    dataset = opened.dataset
    asked_for = _export_request(request, dataset, drawn)
    store = caches.store(*dataset.state)
    headers = {
        **attachment(file_name(store, asked_for)),
        "Cache-Control": PRIVATE,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": FILES_POLICY,
    }
    if dataset.problems:
        headers["X-Village-Metrics-Notice"] = datasets.OLDER
    data = render_export(store, asked_for)
    return Response(data, media_type=MIME[asked_for.form], headers=headers)


def search_results(request: Request) -> Response:
    """Return what a text finds in the dataset that the address names."""
    opened = _opened(request, request.path_params["dataset"])
    text = request.query_params.get("text", "")
    return _unless_same(request, opened.dataset.search(text), opened.own)


def page_contents(request: Request) -> Response:
    """Return what a page of charts shows, from its headline on, as a JSON list of contents.

    No content where the page says more: of its dataset, or of what its URL asks for.
    """
    query, there = request.query_params, discover_datasets()
    dataset = _opened(request, query.get("dataset") or there.name(None)).dataset
    of_dataset = dataset.problems or dataset.newer or there.left_out
    asked = {name: query.getlist(name) for name in ASKED}
    if of_dataset or "version" in query or unknown_values(asked, dataset.choices):
        return Response(status_code=204, headers={"Cache-Control": PRIVATE})
    page = request.path_params["page"]
    make = _overview if page == HOME else _cards
    content = b"[" + b",".join(make(request, dataset, page)) + b"]"
    return Response(content, media_type=MIME["json"], headers={"Cache-Control": PRIVATE})


def _overview(request: Request, dataset: datasets.Dataset, _: str) -> list[bytes]:
    return [dataset.overview(Selection(dataset.name), base_of_request(request))]


def _cards(request: Request, dataset: datasets.Dataset, page: str) -> list[bytes]:
    known("page", page, PAGE_TOPICS)
    below = (one.name for one in TOPICS.values() if one.page == page)
    topics = dataset.topics_shown((page, *below))
    asked = {name: request.query_params.getlist(name) for name in FILTERS}
    selection, line = filters.chosen(dataset, topics, asked)
    base = base_of_request(request)
    heading = dataset.heading(page, selection, TITLES[page], base)
    cards = (dataset.card(topic, selection, base) for topic in topics)
    return [one for one in (heading, line, *cards) if one]


@dataclass(frozen=True)
class _Opened:
    """A dataset, and whether it is the visitor's own upload."""

    dataset: datasets.Dataset
    own: bool


def _opened(request: Request, named: str) -> _Opened:
    """Open the dataset that an address names. Raises UnknownValue."""
    name = canonical(named, discover_datasets().datasets)
    visitor = visitor_of(request.cookies)
    available, mine = uploads.available_datasets(visitor, name), uploads.uploads_of(visitor)
    known("dataset", name, tuple(available.datasets))
    dataset = datasets.open_dataset(name, available, mine)
    return _Opened(dataset, name in mine)


def _unless_same(request: Request, content: bytes, own: bool) -> Response:
    """Return content, or that the browser's is the same; `own` says whether it is a visitor's own.

    The etag is a weak one, for the answer may be compressed.
    """
    etag = f'W/"{stamp_of(content)}"'
    headers = {
        "Cache-Control": OWN_CARD if own else SHARED_CARD,
        "Content-Security-Policy": FILES_POLICY,
        "ETag": etag,
    }
    held = [one.strip() for one in request.headers.get("if-none-match", "").split(",")]
    if etag in held or etag.removeprefix("W/") in held:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=MIME["json"], headers=headers)


def _card(request: Request, dataset: datasets.Dataset) -> bytes:
    """Return a chart's card, for a browser that draws charts of other pages for a bundle."""
    topic = request.path_params["name"]
    known("topic", topic, tuple(CARDS))
    return dataset.card(topic, _filters(request, dataset), base_of_request(request))


def _options(request: Request, dataset: datasets.Dataset) -> bytes:
    """Return some places of a dataset, for a reader who chooses one of very many."""
    known("list", request.path_params["name"], ("places",))
    query = request.query_params
    return dataset.place_options(query.get("within", ""), query.get("find", "")[:LONGEST_FIND])


# What a browser shows and asks for again: by its form.
CONTENTS = {CARD: _card, OPTIONS: _options}


def _filters(request: Request, dataset: datasets.Dataset) -> Selection:
    query = request.query_params
    asked = {name: query.getlist(name) for name in ASKED}
    return parse_selection(asked, dataset.choices, dataset.name)


def _export_request(
    request: Request, dataset: datasets.Dataset, drawn: Mapping[str, bytes]
) -> ExportRequest:
    query, path = request.query_params, request.path_params
    scale = query.get("scale", "2")
    known("scale", scale, [str(one) for one in SCALES])
    everything = query.get("rows") == "everything"
    return ExportRequest(
        path["name"],
        path["form"],
        Selection(dataset.name) if everything else _filters(request, dataset),
        query.get("size", "report"),
        int(scale),
        base_of_request(request),
        drawn,
        tuple(dict.fromkeys(query.getlist("topics"))),
        dataset.notice,
        MOST_ROWS,
    )
