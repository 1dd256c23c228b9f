"""village-metrics rows: write every row of a table, however many, as CSV or Parquet."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from metrics.cli import places, terminal
from metrics.cli.places import DATASET, YANGBI
from metrics.cli.progress import Progress
from metrics.exports.stream import write_rows
from metrics.exports.write import refuse_what_is_there
from metrics.numbers import how_many
from metrics.store.open import Store


def add_to(commands: Any) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("rows", help="write every row of a table", description=__doc__)
    parser.add_argument("table", metavar="TABLE", help="such as observations or poverty_exits")
    parser.add_argument("file", type=Path, metavar="FILE", help="its ending: .csv or .parquet")
    parser.add_argument("--force", action="store_true", help="write over a file that is there")
    parser.add_argument("--data", type=Path, default=YANGBI, metavar="FOLDER", help=DATASET)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the rows; what was there stays until the last is written."""
    if not options.force:
        refuse_what_is_there([options.file])
    _, built = places.built(options.data)
    progress = Progress()

    def step(written: int, of: int) -> None:
        progress(f"{written:,} of {of:,} rows", written / max(of, 1))

    count = write_rows(Store(built.path, built.fingerprint), options.table, options.file, step)
    terminal.out(f"{options.file} holds {how_many(count, 'row')} of {options.table}")
    return 0
