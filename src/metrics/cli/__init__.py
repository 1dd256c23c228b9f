"""The command line: village-metrics serve (also without a command), new, read, check, build ..."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from metrics.cli import build, check, export, new, read, rows, serve, terminal
from metrics.errors import DataProblems, MetricsError

COMMANDS = (serve, new, read, check, build, export, rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command named; 0 when all is well, 1 when something is to be mended."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = _parser().parse_args(_with_command(given))
    try:
        return int(options.run(options))
    except DataProblems as error:
        terminal.err(f"{error.title}: {error.which}.", *error.problems)
    except MetricsError as error:
        terminal.err(error)
    except KeyboardInterrupt:
        terminal.err("Stopped; no half file is left.")
        return 130
    return 1


def _with_command(given: list[str]) -> list[str]:
    """Return the arguments with the command serve where they name none and ask for no help."""
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help")):
        return ["serve", *given]
    return given


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="village-metrics", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for command in COMMANDS:
        command.add_to(commands)
    return parser
