"""village-metrics build: make a dataset's tables ready before the first visitor."""

from __future__ import annotations

import argparse
import os
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from metrics.cli import places, terminal
from metrics.cli.places import DATASET, YANGBI
from metrics.cli.progress import Progress
from metrics.errors import OnlyWithSpark
from metrics.store.build import Build
from metrics.store.engines.session import LOCAL
from metrics.store.engines.spark import spark_build
from metrics.store.limits import MEMORY

ENGINES = ("duckdb", "spark")


def add_to(commands: Any) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("build", help="build a dataset's tables before the first visitor")
    parser.add_argument("folder", nargs="?", type=Path, default=YANGBI, metavar="DIR", help=DATASET)
    says = "memory that the build may take, such as 6GB (default: half of the machine's)"
    parser.add_argument("--memory", metavar="AMOUNT", help=says)
    parser.add_argument(
        "--engine", choices=ENGINES, default=ENGINES[0], help="what checks and adds up the rows"
    )
    parser.add_argument(
        "--master", metavar="URL", help=f"of Spark: spark://..., sc://..., {LOCAL} (the default)"
    )
    parser.add_argument(
        "--exchange",
        type=Path,
        metavar="FOLDER",
        help="a folder that this machine and the cluster of Spark reach by the same path",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check a dataset and build its tables; print the file that holds them, and its version."""
    if options.memory:
        os.environ[MEMORY] = options.memory
    terminal.err(f"Checking and building {options.folder} ...")
    with _engine(options) as build:
        _, built = places.built(options.folder, Progress(), build, reads_remote=True)
    if built.remark:
        terminal.err(f"{built.remark[0].upper()}{built.remark[1:]}.")
    terminal.out(f"{built.path} holds version {built.version}")
    return 0


def _engine(options: argparse.Namespace) -> AbstractContextManager[Build | None]:
    """Give what builds the tables, None for DuckDB; raises NoSpark or OnlyWithSpark."""
    if options.engine == "spark":
        return spark_build(options.master or LOCAL, options.exchange)
    for name in ("master", "exchange"):
        if getattr(options, name):
            raise OnlyWithSpark(f"--{name}")
    return nullcontext(None)
