"""village-metrics build: make a dataset's tables ready before the first visitor."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from metrics.cli import places, terminal
from metrics.cli.check import step
from metrics.cli.places import DATASET, YANGBI


def add_to(commands: Any) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("build", help="build a dataset's tables before the first visitor")
    parser.add_argument("folder", nargs="?", type=Path, default=YANGBI, metavar="DIR", help=DATASET)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check a dataset and build its tables; print the file that holds them, and its version."""
    terminal.err(f"Checking and building {options.folder} ...")
    _, built = places.built(options.folder, step)
    terminal.out(f"{built.path} holds version {built.version}")
    return 0
