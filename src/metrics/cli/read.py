"""village-metrics read: the numbers of a report with their possible readings."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from metrics.cli import terminal
from metrics.cli.check import step
from metrics.errors import MetricsError
from metrics.reports.edition import Change, Figure, compare, known_of
from metrics.reports.extract import extract
from metrics.reports.extracted import Extracted
from metrics.reports.limits import MEGABYTE, MEGABYTES, DocumentUnreadable
from metrics.reports.report import Report, read_report
from metrics.reports.rows import COLUMNS, as_csv, as_json, as_row, digits
from metrics.store import package as packages
from metrics.store.remote.files import RemoteFiles

TO_READ = 3  # exit code: the next edition differs from the last
CODES = (
    "Exit codes: 0 read; 1 the document or the dataset cannot be read; 2 the command is wrong; "
    "3 with --edition, a number is changed, gone or new."
)
CHANGES = ("state", "found_by", "figure_id", "counts", "last_printed", "last_value", *COLUMNS)


def add_to(commands: Any) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "read",
        help="print the numbers of a report with their possible readings",
        description="Print every number of a report, one row each: where it stands, as printed, "
        "its readings, unit, noun, period, place and status, and the evidence for it.",
        epilog=CODES,
    )
    parser.add_argument(
        "document",
        metavar="DOCUMENT",
        help=f"a text, HTML, DOCX or PDF file in English or Chinese, at most {MEGABYTES} MB, "
        'or "-" for standard input',
    )
    parser.add_argument(
        "--format",
        choices=("csv", "json"),
        default="csv",
        help="CSV, or JSON with the characters of every word that says something (default: csv)",
    )
    parser.add_argument(
        "--edition", type=Path, metavar="DATASET", help="compare with the last edition's dataset"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the numbers of a document, or how they differ from a dataset's; see CODES."""
    figures, names = _last(options.edition) if options.edition else ([], [])
    step(f"Taking the text out of {options.document}", 0)
    found = extract(options.document, _content(options.document))
    report = read_report(found.text, found.blocks, names, known_of(figures), step)
    _summary(options.document, found, report)
    if not options.edition:
        _print(options.format, COLUMNS, [*map(as_row, report.candidates)], _whole(found, report))
        return 0
    changes = compare(report, figures)
    rows = [_change_row(one) for one in changes]
    _print(options.format, CHANGES, rows, {**_whole(found, report), "changes": rows})
    return TO_READ if any(one.to_read for one in changes) else 0


def _content(document: str) -> bytes:
    """Return at most one byte more than is taken, so that a larger file is refused."""
    most = MEGABYTES * MEGABYTE + 1
    if document == "-":
        return sys.stdin.buffer.read(most)
    try:
        with Path(document).open("rb") as file:
            return file.read(most)
    except OSError as error:
        do = "Name a text, HTML, DOCX or PDF file that you may read."
        raise DocumentUnreadable(document, f"cannot be opened: {error.strerror}", do) from error


def _last(folder: Path) -> tuple[list[Figure], list[str]]:
    """Return the figures of the last edition's dataset, and the names of its places."""
    try:
        tables = _tables(folder)
        figures = [_figure(row) for row in tables.get("figures", ())]
    except (OSError, ValueError, KeyError, TypeError, csv.Error) as error:
        do = f"Run village-metrics check {folder}, and mend what it names."
        title = "The last edition's figures cannot be read"
        raise MetricsError(title, str(folder), do) from error
    return figures, [row.get("name") or "" for row in tables.get("places", ())]


def _tables(folder: Path) -> dict[str, list[dict[str, str]]]:
    """Return the figures and places of a dataset, row by row."""
    files = packages.read(folder).files
    found = {}
    for name in ("figures", "places"):
        if isinstance(path := files.get(name), RemoteFiles):
            do = "Read it from a copy of the dataset on this machine."
            raise MetricsError("The last edition's figures are remote", path.urls[0], do)
        if path is not None:
            with path.open(encoding="utf-8-sig", newline="") as file:
                found[name] = list(csv.DictReader(file))
    return found


def _figure(row: Mapping[str, str]) -> Figure:
    value = float(row["value"]) if row.get("value") else None
    whole = int(value) if value is not None and value.is_integer() else value
    return Figure(
        row["figure_id"],
        row.get("printed") or "",
        int(row["start"]),
        int(row["end"]),
        whole,
        row.get("unit") or "",
        row.get("counts") or "",
        row.get("kind") or "statistic",
    )


def _summary(document: str, found: Extracted, report: Report) -> None:
    counts = report.counts()
    none = counts.pop("", 0)
    queues = ", ".join(f"{counts.get(name, 0):,} {name}" for name in ("clean", "repaired", "open"))
    how = ", ".join(filter(None, (found.format, found.encoding)))
    total = len(report.candidates)
    terminal.err(f"{document}: {total:,} numbers ({how}): {queues}, {none:,} no statistic")
    terminal.err(*(f"{document}: {note}." for note in found.notes))


def _whole(found: Extracted, report: Report) -> dict[str, object]:
    document = {
        "format": found.format,
        "encoding": found.encoding,
        "sha256": found.sha256,
        "text_sha256": report.sha256,
        "characters": len(report.text),
        "notes": found.notes,
    }
    return {"document": document, "numbers": [as_json(one) for one in report.candidates]}


def _change_row(one: Change) -> dict[str, str | int]:
    figure, candidate = one.figure, one.candidate
    row: dict[str, str | int] = dict.fromkeys(COLUMNS, "")
    row |= as_row(candidate) if candidate else {}
    row |= {"state": one.state, "found_by": one.found_by}
    return row | {
        "figure_id": figure.figure_id if figure else "",
        "counts": figure.counts if figure else "",
        "last_printed": figure.printed if figure else "",
        "last_value": digits(figure.value) if figure and figure.value is not None else "",
    }


def _print(
    form: str, columns: tuple[str, ...], rows: list[dict[str, str | int]], whole: object
) -> None:
    text = f"{json.dumps(whole, indent=1)}\n" if form == "json" else as_csv(columns, rows)
    print(text, end="")
