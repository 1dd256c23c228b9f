"""village-metrics check: hold a dataset, or a file of one, against its rules and cross-checks."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from metrics.cli import proposed, terminal
from metrics.cli.places import YANGBI
from metrics.errors import DataProblems, Problem
from metrics.intake.cells import examples
from metrics.intake.check import CheckRequest
from metrics.intake.check import check as check_tables
from metrics.intake.earlier import damaged, of_file, of_folder, replaced
from metrics.intake.files import sheets
from metrics.intake.grouped import grouped
from metrics.intake.limits import of_size
from metrics.intake.match import Matched
from metrics.intake.understand import Understood, understood, write_dataset
from metrics.numbers import how_many
from metrics.store import package as packages
from metrics.store.build import build_tables
from metrics.store.checks import FAILS, verdicts
from metrics.store.remote.access import looked_at, readable
from metrics.store.tables import TABLES
from metrics.store.templates import new_folder, refuse_filled

CODES = (
    "Exit code: 0 when no rule is broken (an empty dataset is said to be empty), 1 when something "
    "is to be mended or a file cannot be read."
)


def add_to(commands: Any) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("check", help="check a dataset, or a file of one", epilog=CODES)
    parser.add_argument(
        "what",
        nargs="?",
        type=Path,
        default=YANGBI,
        metavar="DIR|FILE",
        help="a folder with a datapackage.json, or a CSV, XLSX, Parquet or ZIP file",
    )
    parser.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="KEY=ANSWER",
        help="answer a question that check has printed for a table of its own, by its key",
    )
    parser.add_argument(
        "--answers-of",
        type=Path,
        metavar="DIR|ZIP",
        help="take the answers kept with a dataset made before, such as that of last year's file",
    )
    parser.add_argument(
        "--write",
        type=Path,
        metavar="DIR",
        help="write what the file gives as a dataset to be edited, into a folder not there yet",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check a folder or a file; 1 when something is to be mended."""
    return _file(options) if options.what.is_file() else _folder(options.what)


def step(says: str, share: float) -> None:
    """Say on a terminal what is done next."""
    terminal.step(f"{share:4.0%} {says}")


def _folder(folder: Path) -> int:
    """Print every cross-check of a dataset with its verdict; 1 when one fails."""
    with duckdb.connect() as con:
        try:
            package = looked_at(packages.read(folder))
            with readable(con, package):
                build_tables(con, package, step)
        except DataProblems as error:
            return _print_faults(f"{error.title}: {error.which}.", error.problems)
        found = verdicts(con)
        rows = _rows(con)
    if not rows:
        terminal.out(f"{folder}: is empty (0 rows in every table); no rule is broken.")
    elif not found:
        terminal.out(f"{folder}: every rule holds; there are no cross-checks.")
    for one in found:
        terminal.out(f"{one.check_id} {one.verdict}: {one.says} ({one.arithmetic})")
    return int(any(one.verdict == FAILS for one in found))


def _rows(con: duckdb.DuckDBPyConnection) -> int:
    """Count the rows of all tables."""
    counts = (f"(select count(*) from {table.name})" for table in TABLES)
    found = con.execute(f"select {' + '.join(counts)}").fetchone()
    return int(found[0]) if found else 0


def _file(options: argparse.Namespace) -> int:
    """Print how a file was read, and every fault of it by its cause; write it where asked to."""
    path: Path = options.what
    if options.write:
        refuse_filled(options.write)
    of_size(path.name, path.stat().st_size)
    step(f"Reading {path.name}", 0)
    data = path.read_bytes()
    earlier = _earlier(path.name, data, options.answers_of)
    given = proposed.given(options.answer)
    found = [understood(one, earlier) for one in sheets(path.name, data)]
    proposed.refuse_unknown(given, found)
    every = [_print_reading(one, given) for one in found]
    matched = [one for one in every if one is not None]
    if not matched:
        return 1
    request = CheckRequest(path.stem, matched, replaces=replaced([(path.name, data)]))
    for one, total in request.totals():
        terminal.out(
            f"{one.sheet.file}: row {total.row} ({total.label}) is a {total.kind}, left out: "
            f"{total.why}."
        )
    if options.write:
        _write(request, options.write)
    return max(_checked(request, path.name), int(None in every))


def _earlier(name: str, data: bytes, answers_of: Path | None) -> list[dict[str, Any]]:
    """Return the answers kept in a file, and in a dataset made before where one is named."""
    if note := damaged(name, data):
        terminal.err(f"{note}.")
    return [*of_file(name, data), *(of_folder(answers_of) if answers_of else ())]


def _print_reading(found: Understood, answers: dict[str, str]) -> Matched | None:
    """Print how a sheet is read; return it, or None where nothing in it can be shown."""
    if isinstance(found, Matched):
        terminal.out(_read_as(found))
        return found
    one = proposed.with_answers(found, answers)
    if found.nothing and one.plan and not one.plan.used:
        terminal.err(f"{found.sheet.file}: {found.nothing}; so the file cannot be shown.")
        return None
    for line in proposed.lines(found, one):
        terminal.out(line)
    return one


def _write(request: CheckRequest, folder: Path) -> None:
    with new_folder(folder) as part:
        rows = write_dataset(request, part, folder.absolute().name)
    counts = ", ".join(f"{name}.csv ({how_many(n, 'row')})" for name, n in rows.items())
    terminal.out(f"{folder}: written: {counts}. Edit them, then check {folder}.")


def _checked(request: CheckRequest, name: str) -> int:
    """Check sheets by every rule; print the faults, or how many rows hold."""
    with tempfile.TemporaryDirectory() as folder:
        report = check_tables(request, Path(folder, "data", "checked"), step)
    if report.problems:
        return _print_faults(f"{name} has faults.", report.problems)
    counts = ", ".join(f"{how_many(rows, 'row')} of {table}" for table, rows in report.rows.items())
    terminal.out(f"{name}: every rule holds ({counts}).")
    return 0


def _read_as(one: Matched) -> str:
    """Say how a sheet was read: its header, its encoding, and what its numbers are taken for."""
    how = one.sheet.how
    read = [f"header in row {how.header_row}", *(x for x in (how.encoding,) if x)]
    read += [f"“{raw}” is read as {number}" for raw, number in examples(one)]
    return "; ".join(
        [f"{one.sheet.file}: read as {one.table.name} ({', '.join(read)})", *one.sheet.notes]
    )


def _print_faults(title: str, problems: Iterable[Problem]) -> int:
    """Print faults, those of one cause as one; return the exit code."""
    terminal.err(title)
    for one in grouped(problems):
        more = f" Rows {one.where}: {one.count:,} cells in all." if one.count > 1 else ""
        terminal.err(f"{one.first}{more}")
    return 1
