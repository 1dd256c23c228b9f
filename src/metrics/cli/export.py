"""village-metrics export: charts, tables, bundles and reports as files, without a browser."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from metrics.cli import places, terminal
from metrics.cli.places import DATASET, YANGBI
from metrics.errors import MetricsError, NoExportRequested, NothingToShow
from metrics.exports.image import SCALES, SIZES
from metrics.exports.lists import LISTS
from metrics.exports.make import (
    ALL,
    DOCUMENT,
    OF_ALL,
    OF_CITED,
    OF_ONE,
    ExportRequest,
    file_name,
    forms_of,
    render_export,
)
from metrics.exports.write import refuse_what_is_there, write
from metrics.selection import FILTERS, PLACE, Selection, parse_selection
from metrics.store.open import Store
from metrics.topics.catalog import CARDS, TOPICS, choices

FORMS = tuple(dict.fromkeys((*OF_ONE, *OF_ALL, *OF_CITED)))


def add_to(commands: Any) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "export", help="write charts, tables, bundles and reports", description=__doc__
    )
    parser.add_argument("what", nargs="*", metavar="WHAT", help=_what_help())
    parser.add_argument("--format", nargs="+", choices=FORMS, metavar="F", help=", ".join(FORMS))
    parser.add_argument("--all", action="store_true", help="every topic and all, in every format")
    parser.add_argument(
        "--topics", nargs="+", choices=CARDS, default=[], metavar="T", help="the charts of “all”"
    )
    filters = {
        "years": "YEAR",
        "villages": "VILLAGE",
        "status": "STATUS",
        "indicators": "INDICATOR",
    }
    for name, one in filters.items():
        parser.add_argument(f"--{name}", nargs="+", default=[], metavar=one)
    parser.add_argument("--measure", nargs=1, default=[], metavar="M", help="of exits, alone")
    parser.add_argument("--compare", nargs=1, default=[], metavar="M", help="compare places by M")
    parser.add_argument("--place", nargs=1, default=[], metavar="P", help="of place_numbers")
    parser.add_argument("--size", choices=SIZES, default="report", help="of images")
    parser.add_argument("--scale", type=int, choices=SCALES, default=2, help="of PNG images")
    parser.add_argument("--to", type=Path, default=Path(), metavar="FOLDER", help="default: here")
    parser.add_argument("--force", action="store_true", help="write over files that are there")
    parser.add_argument("--address", default="", metavar="URL", help="of your dashboard, for links")
    parser.add_argument("--data", type=Path, default=YANGBI, metavar="FOLDER", help=DATASET)
    parser.set_defaults(run=run)


def _what_help() -> str:
    return (
        f"topics ({', '.join(CARDS)}); lists ({', '.join(LISTS)}); what to cite ({DOCUMENT}, or a "
        f"figure such as F09); or {ALL}: a bundle or a report of all charts"
    )


def run(options: argparse.Namespace) -> int:
    """Write every file asked for, each whole or not at all; 1 when one could not be made."""
    name, built = places.built(options.data)
    store = Store(built.path, built.fingerprint)
    requests = list(_requests(options, _selection(store, options, name)))
    paths = [options.to / file_name(store, request) for request in requests]
    if not options.force:
        refuse_what_is_there(paths)
    failed = [
        path
        for number, (request, path) in enumerate(zip(requests, paths, strict=True), 1)
        if not _exported(store, request, path, f"[{number}/{len(requests)}] {path}", options.all)
    ]
    return int(bool(failed))


def _selection(store: Store, options: argparse.Namespace, dataset: str) -> Selection:
    query = {name: getattr(options, name) for name in (*FILTERS, PLACE)}
    return parse_selection(query, choices(store), dataset)


def _requests(options: argparse.Namespace, selection: Selection) -> Iterator[ExportRequest]:
    """Yield what is asked for; raise NoExportRequested when that is nothing."""
    names = (*TOPICS, ALL) if options.all else options.what
    if not names:
        raise NoExportRequested(f"Name what to export: {', '.join((*CARDS, ALL))}; or --all.")
    base = f"{options.address.rstrip('/')}/" if options.address else ""
    for name in names:
        of_it = forms_of(name)
        usual = of_it if options.all else (of_it[0],)
        asked = options.format or usual
        for form in (f for f in asked if f in of_it or not options.all):
            chosen_topics = tuple(options.topics) if name == ALL else ()
            yield ExportRequest(
                *(name, form, selection, options.size, options.scale, base),
                topics=chosen_topics,
                notice=places.notice_of(selection.dataset, options.data),
            )


def _exported(store: Store, request: ExportRequest, path: Path, line: str, of_all: bool) -> bool:
    """Write one file and say so; say why when it cannot be made.

    Of all topics, one that the dataset states nothing on is no failure.
    """

    def step(part: str, done: int, of: int) -> None:
        if part:
            terminal.step(f"{line}: {done}/{of} {part}")

    try:
        write(path, render_export(store, request, step))
    except MetricsError as error:
        terminal.err(f"{line}: {error}")
        return of_all and isinstance(error, NothingToShow)
    terminal.step("")
    terminal.err(line)
    return True
