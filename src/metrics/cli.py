"""The command line: village-metrics serve and check."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb

from metrics.address import PortInUse, address, free_port, port_number
from metrics.errors import DataProblems, MetricsError, PortTaken
from metrics.store import package as packages
from metrics.store.build import fill
from metrics.store.checks import FAILS, verdicts

CHECKOUT = Path(__file__).resolve().parents[2]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command named; 0 when all is well, 1 when something is to be mended."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "check":
            return check(Path(options.folder))
        return serve(options.port, options.announced)
    except DataProblems as error:
        print(f"{error.title}: {error.which}.", *error.problems, sep="\n", file=sys.stderr)
    except MetricsError as error:
        print(error, file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="village-metrics", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", help="open the dashboard")
    serving.add_argument("--port", type=port_number, help="8501, or the next free one")
    serving.add_argument("--announced", action="store_true", help=argparse.SUPPRESS)
    checking = commands.add_parser("check", help="check a dataset and its cross-checks")
    checking.add_argument("folder", nargs="?", default=str(CHECKOUT / "data" / "yangbi"))
    return parser


def serve(wanted: int | None, announced: bool) -> int:
    """Become the dashboard's server; its first line of output is the address to open."""
    try:
        port = free_port(wanted)
    except PortInUse as refusal:
        raise PortTaken(str(refusal)) from refusal
    if not announced:
        print(address(port), flush=True)
    os.chdir(CHECKOUT)
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", f"--server.port={port}"]
    os.execv(sys.executable, command)


def check(folder: Path) -> int:
    """Print every cross-check of a dataset with its verdict; 1 when one fails."""
    with duckdb.connect() as con:
        fill(con, packages.read(folder))
        found = verdicts(con)
    for one in found:
        print(f"{one.check_id} {one.verdict}: {one.says} ({one.arithmetic})")
    return int(any(one.verdict == FAILS for one in found))
