"""village-metrics serve: open the dashboard."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from metrics.address import PortInUse, address, free_port, port_number
from metrics.errors import FolderMissing, PortTaken
from metrics.installation import APP
from metrics.store.shelf import VARIABLE


def add_to(commands: Any) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("serve", help="open the dashboard")
    parser.add_argument("--port", type=port_number, help="8501, or the next free one")
    parser.add_argument("--data", type=Path, metavar="DIR", help="a folder of your own datasets")
    parser.add_argument("--announced", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Become the dashboard's server; its first line of output is the address to open."""
    if options.data and not options.data.is_dir():
        raise FolderMissing(str(options.data))
    if options.data:
        os.environ[VARIABLE] = str(options.data.resolve())
    try:
        port = free_port(options.port)
    except PortInUse as refusal:
        raise PortTaken(str(refusal)) from refusal
    if not options.announced:
        print(address(port), flush=True)
    os.chdir(APP)
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", f"--server.port={port}"]
    if sys.platform == "win32":  # there a program cannot take another's place
        return subprocess.call(command)
    os.execv(sys.executable, command)
