"""Every file there is, by its name: what the dashboard's addresses and the command line share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlencode

from metrics.errors import NothingToShow, TooManyRows, UnknownChoice
from metrics.exports import charts_of_all, cite
from metrics.exports.bundle import FileProgress, bundle, no_file_progress
from metrics.exports.embedded_metadata import STAMPS, embed
from metrics.exports.image import SIZES
from metrics.exports.lists import LISTS, list_record
from metrics.exports.record import record
from metrics.exports.render import image_file, require_rows
from metrics.exports.report import report, report_pdf
from metrics.exports.stop import check_stopped
from metrics.exports.tables import FORMS, table_file
from metrics.exports.view import View, filename, view
from metrics.model.rows import records
from metrics.model.schema import FIGURE_ID
from metrics.selection import FILTERS, Selection
from metrics.store.open import Store
from metrics.topics import document
from metrics.topics.catalog import CARDS
from metrics.topics.figures import FIGURES
from metrics.topics.metric import Metric

ALL, DOCUMENT = "all", "document"
OF_ALL = ("zip", "html", "pdf")
OF_ONE = (*STAMPS, *FORMS, "zip")
OF_LIST, OF_CITED = tuple(FORMS), tuple(cite.FORMS)
MIME = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
    "zip": "application/zip",
    "html": "text/html; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json",
}


@dataclass(frozen=True)
class ExportRequest:
    """A file asked for: what it is of, a form, the filters, and what images take.

    `name` is a topic, "all", a list (figures, checks), a figure id or "document"; `topics` are the
    charts that "all" holds, () for the usual ones; `base` is the address of the dashboard;
    `drawn` holds images drawn by the reader's browser; `notice` is
    what the file says of the data in any case; `most_rows` is how many rows a chart or list may
    have, None for any number.
    """

    name: str
    form: str
    selection: Selection = field(default_factory=Selection)
    size: str = "report"
    scale: float = 1
    base: str = ""
    drawn: Mapping[str, bytes] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    notice: str = ""
    most_rows: int | None = None

    def __post_init__(self) -> None:
        """Raise UnknownChoice for what there is not."""
        known(f"file of {self.name}", self.form, forms_of(self.name))
        known("size", self.size, tuple(SIZES))
        for topic in self.topics:
            known("topic", topic, tuple(CARDS))


def forms_of(name: str) -> tuple[str, ...]:
    """Return the forms that files of a name can have; raise UnknownChoice for no such name."""
    if name == DOCUMENT or re.fullmatch(FIGURE_ID, name):
        return OF_CITED
    if name in LISTS:
        return OF_LIST
    known("topic", name, (*CARDS, *LISTS, DOCUMENT, ALL))
    return OF_ALL if name == ALL else OF_ONE


def known(what: str, value: str, among: Sequence[str]) -> None:
    """Raise UnknownChoice unless a value is among those there are."""
    if value not in among:
        raise UnknownChoice(what, value, among)


def render_export(
    store: Store, request: ExportRequest, progress: FileProgress = no_file_progress
) -> bytes:
    """Return the file asked for.

    `progress` is told of each part of a bundle. Raises NothingToShow, NoChrome, NotAnImage and
    TooManyRows.
    """
    if request.name == ALL:
        return _of_all(store, request, progress)
    if request.form in OF_CITED:
        return _citation(store, request)
    if request.name in LISTS:
        _refuse_longer(store, LISTS[request.name], Selection(), request)
        listed = list_record(store, request.name, request.selection, request.base, request.notice)
        return table_file(listed, request.form)
    one = _view(store, request.name, request.selection, request)
    if request.form == "zip":
        return bundle([require_rows(one)], request.drawn, progress=progress)
    if request.form in FORMS:
        return table_file(record(require_rows(one)), request.form)
    if drawn := request.drawn.get(request.form):
        return embed(require_rows(one), request.form, drawn, request.scale)
    return image_file(one, request.form, request.size, request.scale)


def _view(store: Store, topic: str, selection: Selection, request: ExportRequest) -> View:
    check_stopped()
    found = view(store, topic, selection, base=request.base, notice=request.notice)
    _refuse_longer(store, found.topic.rows, selection, request)
    return found


def _refuse_longer(
    store: Store, rows: Metric, selection: Selection, request: ExportRequest
) -> None:
    if request.most_rows is not None and rows.is_longer(store, selection, request.most_rows):
        raise TooManyRows(request.name, request.form, request.most_rows)


def _of_all(store: Store, request: ExportRequest, progress: FileProgress) -> bytes:
    chosen, topics = request.selection, request.topics or charts_of_all.usual(store)
    views = [_view(store, *one, request) for one in charts_of_all.each(store, topics, chosen)]
    lacks = charts_of_all.left_out(store, topics, chosen)
    if request.form == "zip":
        full = [v for v in views if len(v.rows)] or [require_rows(views[0])]
        whole = ("report.html", partial(report, store, views, chosen, lacks))
        return bundle(full, request.drawn, [whole], progress, lacks)
    html = report(store, views, chosen, lacks)
    return html if request.form == "html" else report_pdf(html, views, chosen)


def _citation(store: Store, request: ExportRequest) -> bytes:
    """Return the citation of the document, or of one of its figures."""
    documents, write = document.documents(store), cite.FORMS[request.form]
    if not documents:
        raise NothingToShow("a document", "This dataset names none")
    if request.name == DOCUMENT:
        return write(*map(cite.of_document, documents)).encode()
    rows = {row["figure_id"]: row for row in records(FIGURES.rows(store, Selection()))}
    known("figure", request.name, tuple(map(str, rows)))
    query = urlencode([*Selection(request.selection.dataset).query(), ("figure", request.name)])
    link = f"{request.base.rstrip('/')}/sources?{query}" if request.base else ""
    about = document.of_figures(store)[request.name]
    return write(cite.of_figure(rows[request.name], about, link)).encode()


def file_name(store: Store, request: ExportRequest) -> str:
    """Return the name of the file, by its content and filters; of an image, its size and scale."""
    if request.form in OF_CITED:
        ending = "-csl.json" if request.form == "csl" else f".{request.form}"
        return f"{request.selection.dataset}-{request.name}{ending}"
    parts = [
        filename(
            _content(request), request.selection, _uses(store, request.name, request.selection)
        )
    ]
    if request.name in CARDS and request.form in STAMPS:
        parts += [request.size, *([f"{request.scale:g}x"] if request.form == "png" else [])]
    return f"{'-'.join(parts)}.{request.form}"


def _uses(store: Store, name: str, selection: Selection) -> tuple[str, ...]:
    """Return the filters that a file follows."""
    if name in LISTS:
        return ()
    return FILTERS if name == ALL else CARDS[name].chosen(store, selection).active_filters(store)


def _content(request: ExportRequest) -> str:
    """Return what a file is of, in its name; of chosen charts which one, or how many."""
    if request.name != ALL:
        return request.name
    name = "report" if request.form in ("html", "pdf") else ALL
    if not request.topics:
        return name
    count = len(request.topics)
    return f"{name}-{request.topics[0] if count == 1 else f'{count}-charts'}"
