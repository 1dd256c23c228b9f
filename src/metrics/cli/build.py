"""village-metrics build: make a dataset's tables ready before the first visitor."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from metrics.cli import places, terminal
from metrics.cli.places import DATASET, YANGBI
from metrics.cli.progress import Progress
from metrics.store.limits import MEMORY


def add_to(commands: Any) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("build", help="build a dataset's tables before the first visitor")
    parser.add_argument("folder", nargs="?", type=Path, default=YANGBI, metavar="DIR", help=DATASET)
    says = "memory that the build may take, such as 6GB (default: half of the machine's)"
    parser.add_argument("--memory", metavar="AMOUNT", help=says)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check a dataset and build its tables; print the file that holds them, and its version."""
    if options.memory:
        os.environ[MEMORY] = options.memory
    terminal.err(f"Checking and building {options.folder} ...")
    _, built = places.built(options.folder, Progress())
    terminal.out(f"{built.path} holds version {built.version}")
    return 0
