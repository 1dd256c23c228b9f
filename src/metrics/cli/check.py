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
from metrics.intake.check import Wish
from metrics.intake.check import check as check_tables
from metrics.intake.files import sheets
from metrics.intake.grouped import grouped
from metrics.intake.limits import of_size
from metrics.intake.match import guess
from metrics.store import package as packages
from metrics.store.build import fill
from metrics.store.checks import FAILS, verdicts


def add_to(commands: Any) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("check", help="check a dataset, or a file of one")
    parser.add_argument("what", nargs="?", type=Path, default=YANGBI, metavar="DIR|FILE")
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
            fill(con, packages.read(folder), step)
        except DataProblems as error:
            return _said(f"{error.title}: {error.which}.", error.problems)
        found = verdicts(con)
    if not found:
        terminal.out(f"{folder}: every rule holds; there are no cross-checks.")
    for one in found:
        terminal.out(f"{one.check_id} {one.verdict}: {one.says} ({one.arithmetic})")
    return int(any(one.verdict == FAILS for one in found))


def _file(path: Path) -> int:
    """Print how a file was read, and every fault of it by its cause."""
    of_size(path.name, path.stat().st_size)
    step(f"Reading {path.name}", 0)
    matched = [guess(one) for one in sheets(path.name, path.read_bytes())]
    for one in matched:
        how = one.sheet.how
        read = [f"header in row {how.header_row}", *(x for x in (how.encoding,) if x)]
        terminal.out(f"{one.sheet.file}: read as {one.table.name} ({', '.join(read)})")
    with tempfile.TemporaryDirectory() as folder:
        report = check_tables(Wish(path.stem, matched), Path(folder, "data", "checked"), step)
    if report.problems:
        return _said(f"{path.name} has faults.", report.problems)
    counts = ", ".join(f"{rows:,} rows of {table}" for table, rows in report.rows.items())
    terminal.out(f"{path.name}: every rule holds ({counts}).")
    return 0


def _said(title: str, problems: Iterable[Problem]) -> int:
    """Print faults, those of one cause as one; return the exit code."""
    terminal.err(title)
    for one in grouped(problems):
        more = f" Rows {one.where}: {one.count:,} cells in all." if one.count > 1 else ""
        terminal.err(f"{one.first}{more}")
    return 1
