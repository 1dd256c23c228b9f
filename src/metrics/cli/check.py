"""village-metrics check: hold a dataset against its rules and its cross-checks."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import duckdb

from metrics.cli.places import YANGBI
from metrics.store import package as packages
from metrics.store.build import fill
from metrics.store.checks import FAILS, verdicts


def add_to(commands: Any) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("check", help="check a dataset and its cross-checks")
    parser.add_argument("folder", nargs="?", type=Path, default=YANGBI)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print every cross-check of a dataset with its verdict; 1 when one fails."""
    with duckdb.connect() as con:
        fill(con, packages.read(options.folder))
        found = verdicts(con)
    if not found:
        print(f"{options.folder}: every rule holds; there are no cross-checks.")
    for one in found:
        print(f"{one.check_id} {one.verdict}: {one.says} ({one.arithmetic})")
    return int(any(one.verdict == FAILS for one in found))
