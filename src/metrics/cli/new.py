"""village-metrics new: an empty dataset to fill in."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from metrics.cli import terminal
from metrics.store.templates import README_NAME, create_dataset


def add_to(commands: Any) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("new", help="make an empty dataset to fill in")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make the dataset and say where to begin."""
    folder = options.folder
    create_dataset(folder)
    terminal.out(f"{folder}: fill in its tables; {folder / README_NAME} explains them.")
    return 0
