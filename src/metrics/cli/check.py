"""village-metrics check: hold a dataset, or a file of one, against its rules and cross-checks."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from metrics.cli import terminal
from metrics.cli.places import YANGBI
from metrics.errors import DataProblems, Problem
from metrics.intake.cells import examples
from metrics.intake.check import CheckRequest
from metrics.intake.check import check as check_tables
from metrics.intake.files import sheets
from metrics.intake.grouped import grouped
from metrics.intake.limits import of_size
from metrics.intake.match import Matched, guess, nothing_known
from metrics.store import package as packages
from metrics.store.build import build_tables
from metrics.store.checks import FAILS, verdicts
from metrics.store.tables import TABLES

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
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check a folder or a file; 1 when something is to be mended."""
    return _file(options.what) if options.what.is_file() else _folder(options.what)


def step(says: str, share: float) -> None:
    """Say on a terminal what is done next."""
    terminal.step(f"{share:4.0%} {says}")


def _folder(folder: Path) -> int:
    """Print every cross-check of a dataset with its verdict; 1 when one fails."""
    with duckdb.connect() as con:
        try:
            build_tables(con, packages.read(folder), step)
        except DataProblems as error:
            return _said(f"{error.title}: {error.which}.", error.problems)
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


def _file(path: Path) -> int:
    """Print how a file was read, and every fault of it by its cause."""
    of_size(path.name, path.stat().st_size)
    step(f"Reading {path.name}", 0)
    matched = [guess(one) for one in sheets(path.name, path.read_bytes())]
    unknown = [one for one in matched if one.tells_nothing]
    for one in unknown:
        terminal.err(f"{one.sheet.file}: {nothing_known(one)}.")
    request = CheckRequest(path.stem, [one for one in matched if not one.tells_nothing])
    if not request.matched:
        return 1
    for one in request.matched:
        terminal.out(_read_as(one))
    for one, total in request.totals():
        terminal.out(
            f"{one.sheet.file}: row {total.row} ({total.label}) is a total, left out: {total.why}."
        )
    with tempfile.TemporaryDirectory() as folder:
        report = check_tables(request, Path(folder, "data", "checked"), step)
    if report.problems:
        return _said(f"{path.name} has faults.", report.problems)
    counts = ", ".join(f"{rows:,} rows of {table}" for table, rows in report.rows.items())
    terminal.out(f"{path.name}: every rule holds ({counts}).")
    return int(bool(unknown))


def _read_as(one: Matched) -> str:
    """Say how a sheet was read: its header, its encoding, and what its numbers are taken for."""
    how = one.sheet.how
    read = [f"header in row {how.header_row}", *(x for x in (how.encoding,) if x)]
    read += [f"“{raw}” is read as {number}" for raw, number in examples(one)]
    return "; ".join(
        [f"{one.sheet.file}: read as {one.table.name} ({', '.join(read)})", *one.sheet.notes]
    )


def _said(title: str, problems: Iterable[Problem]) -> int:
    """Print faults, those of one cause as one; return the exit code."""
    terminal.err(title)
    for one in grouped(problems):
        more = f" Rows {one.where}: {one.count:,} cells in all." if one.count > 1 else ""
        terminal.err(f"{one.first}{more}")
    return 1
