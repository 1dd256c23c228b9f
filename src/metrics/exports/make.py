"""Every file there is, by its name: what the dashboard's addresses and the command line share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlencode

from metrics.errors import NothingToShow, TooManyRows, UnknownChoice
from metrics.exports import cite
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
from metrics.topics.catalog import CARDS, TOPICS
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
    charts that "all" holds, () for those of every page; `base` is the address of the dashboard;
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
    store: Store, wish: ExportRequest, said: FileProgress = no_file_progress
) -> bytes:
    """Return the file that was wished for.

    `said` is told of each part of a bundle. Raises NothingToShow, NoChrome, NotAnImage and
    TooManyRows.
    """
    if wish.name == ALL:
        return _of_all(store, wish, said)
    if wish.form in OF_CITED:
        return _citation(store, wish)
    if wish.name in LISTS:
        _refuse_longer(store, LISTS[wish.name], Selection(), wish)
        listed = list_record(store, wish.name, wish.selection, wish.base)
        return table_file(listed, wish.form)
    one = _view(store, wish.name, wish)
    if wish.form == "zip":
        return bundle([require_rows(one)], wish.drawn, said=said)
    if wish.form in FORMS:
        return table_file(record(require_rows(one)), wish.form)
    if drawn := wish.drawn.get(wish.form):
        return embed(require_rows(one), wish.form, drawn, wish.scale)
    return image_file(one, wish.form, wish.size, wish.scale)


def _view(store: Store, topic: str, wish: ExportRequest) -> View:
    check_stopped()
    found = view(store, topic, wish.selection, base=wish.base, notice=wish.notice)
    _refuse_longer(store, found.topic.rows, wish.selection, wish)
    return found


def _refuse_longer(store: Store, rows: Metric, selection: Selection, wish: ExportRequest) -> None:
    if wish.most_rows is not None and rows.is_longer(store, selection, wish.most_rows):
        raise TooManyRows(wish.name, wish.form, wish.most_rows)


def _of_all(store: Store, wish: ExportRequest, said: FileProgress) -> bytes:
    views = [_view(store, topic, wish) for topic in wish.topics or TOPICS]
    if wish.form == "zip":
        full = [v for v in views if len(v.rows)] or [require_rows(views[0])]
        return bundle(full, wish.drawn, [("report.html", partial(report, store, views))], said)
    html = report(store, views)
    return html if wish.form == "html" else report_pdf(html, views)


def _citation(store: Store, wish: ExportRequest) -> bytes:
    """Return the citation of the document, or of one of its figures."""
    documents, write = document.documents(store), cite.FORMS[wish.form]
    if not documents:
        raise NothingToShow("a document", "This dataset names none")
    if wish.name == DOCUMENT:
        return write(*map(cite.of_document, documents)).encode()
    rows = {row["figure_id"]: row for row in records(FIGURES.rows(store, Selection()))}
    known("figure", wish.name, tuple(map(str, rows)))
    query = urlencode([*Selection(wish.selection.dataset).query(), ("figure", wish.name)])
    link = f"{wish.base.rstrip('/')}/sources?{query}" if wish.base else ""
    about = document.of_figures(store)[wish.name]
    return write(cite.of_figure(rows[wish.name], about, link)).encode()


def file_name(store: Store, wish: ExportRequest) -> str:
    """Return the name of the file, by its content and filters; of an image, its size and scale."""
    if wish.form in OF_CITED:
        ending = "-csl.json" if wish.form == "csl" else f".{wish.form}"
        return f"{wish.selection.dataset}-{wish.name}{ending}"
    parts = [filename(_content(wish), wish.selection, _uses(store, wish.name, wish.selection))]
    if wish.name in CARDS and wish.form in STAMPS:
        parts += [wish.size, *([f"{wish.scale:g}x"] if wish.form == "png" else [])]
    return f"{'-'.join(parts)}.{wish.form}"


def _uses(store: Store, name: str, selection: Selection) -> tuple[str, ...]:
    """Return the filters that a file follows."""
    if name in LISTS:
        return ()
    return FILTERS if name == ALL else CARDS[name].chosen(store, selection).active_filters(store)


def _content(wish: ExportRequest) -> str:
    """Return what a file is of, in its name; of chosen charts which one, or how many."""
    if wish.name != ALL:
        return wish.name
    name = "report" if wish.form in ("html", "pdf") else ALL
    if not wish.topics:
        return name
    count = len(wish.topics)
    return f"{name}-{wish.topics[0] if count == 1 else f'{count}-charts'}"
