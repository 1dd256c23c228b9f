"""Every file there is, by its name: what the dashboard's addresses and the command line share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from metrics.errors import UnknownChoice
from metrics.exports.bundle import Said, bundle, quiet
from metrics.exports.image import SIZES
from metrics.exports.inside import STAMPS, embed
from metrics.exports.render import image_file, shown
from metrics.exports.report import report, report_pdf
from metrics.exports.stop import check_stopped
from metrics.exports.tables import FORMS, table_file
from metrics.exports.view import View, filename, view
from metrics.selection import Selection
from metrics.store.open import Store
from metrics.topics.catalog import CARDS, TOPICS

ALL = "all"
OF_ALL = ("zip", "html", "pdf")
OF_ONE = (*STAMPS, *FORMS, "zip")
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
}


@dataclass(frozen=True)
class Wish:
    """A file asked for: a topic or "all", a form, the filters, and what images take.

    `base` is the address of the dashboard; `drawn` holds images drawn by the reader's browser;
    `notice` is what the file says of the data in any case.
    """

    name: str
    form: str
    selection: Selection = field(default_factory=Selection)
    size: str = "report"
    scale: float = 1
    base: str = ""
    drawn: Mapping[str, bytes] = field(default_factory=dict)
    notice: str = ""

    def __post_init__(self) -> None:
        """Raise UnknownChoice for what there is not."""
        known("topic", self.name, (*CARDS, ALL))
        known(f"file of {self.name}", self.form, OF_ALL if self.name == ALL else OF_ONE)
        known("size", self.size, tuple(SIZES))


def known(what: str, value: str, among: Sequence[str]) -> None:
    """Raise UnknownChoice unless a value is among those there are."""
    if value not in among:
        raise UnknownChoice(what, value, among)


def made(store: Store, wish: Wish, said: Said = quiet) -> bytes:
    """Return the file that was wished for.

    Raises NothingToShow, NoChrome, NotAnImage; `said` is told of each part of a bundle.
    """
    if wish.name == ALL:
        return _of_all(store, wish, said)
    one = _view(store, wish.name, wish)
    if wish.form == "zip":
        return bundle([shown(one)], wish.drawn, said=said)
    if wish.form in FORMS:
        return table_file(shown(one), wish.form)
    if drawn := wish.drawn.get(wish.form):
        return embed(shown(one), wish.form, drawn, wish.scale)
    return image_file(one, wish.form, wish.size, wish.scale)


def _view(store: Store, topic: str, wish: Wish) -> View:
    check_stopped()
    return view(store, topic, wish.selection, base=wish.base, notice=wish.notice)


def _of_all(store: Store, wish: Wish, said: Said) -> bytes:
    views = [_view(store, topic, wish) for topic in TOPICS]
    if wish.form == "zip":
        full = [v for v in views if len(v.rows)] or [shown(views[0])]
        return bundle(full, wish.drawn, [("report.html", partial(report, store, views))], said)
    html = report(store, views)
    return html if wish.form == "html" else report_pdf(html, views)


def file_name(store: Store, wish: Wish) -> str:
    """Return the name of the file, by its content and filters; of an image, its size and scale."""
    uses = tuple(wish.selection.values()) if wish.name == ALL else CARDS[wish.name].follows(store)
    name = "report" if wish.form in ("html", "pdf") and wish.name == ALL else wish.name
    parts = [filename(name, wish.selection, uses)]
    if wish.name != ALL and wish.form in STAMPS:
        parts += [wish.size, *([f"{wish.scale:g}x"] if wish.form == "png" else [])]
    return f"{'-'.join(parts)}.{wish.form}"
