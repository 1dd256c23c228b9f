"""village-metrics serve: open the dashboard."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from metrics import log
from metrics.address import LOCALHOST, PortInUse, address, free_port, port_number
from metrics.cli import terminal
from metrics.errors import FolderMissing, PortTaken
from metrics.installation import APP
from metrics.store.dataset_index import VARIABLE
from metrics.ui.gate import OPEN_METRICS
from metrics.ui.headers import EMBED_IN
from metrics.ui.hosts import ALLOWED, LISTENING, host_name

BASE_PATH = "STREAMLIT_SERVER_BASE_URL_PATH"  # as Streamlit reads it


def add_to(commands: Any) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("serve", help="open the dashboard")
    parser.add_argument("--port", type=port_number, help="8501, or the next free one")
    parser.add_argument("--data", type=Path, metavar="DIR", help="a folder of your own datasets")
    parser.add_argument(
        "--host", default=LOCALHOST, metavar="ADDRESS", help="to listen on; usually localhost only"
    )
    parser.add_argument(
        "--allow-host",
        type=_host,
        action="append",
        default=[],
        metavar="NAME",
        help="a name under which a proxy hands requests on",
    )
    parser.add_argument(
        "--base-path",
        type=_base_path,
        default=os.environ.get(BASE_PATH, ""),
        metavar="PATH",
        help="serve everything below this path, such as stats for http://host/stats/",
    )
    parser.add_argument(
        "--embed-in",
        type=_origin,
        action="append",
        default=[],
        metavar="ORIGIN",
        help="a site whose pages may show these in a frame, such as https://intranet.example",
    )
    parser.add_argument("--log-level", choices=log.LEVELS, help="info, unless given")
    parser.add_argument("--open-metrics", action="store_true", help="answer /_stcore/metrics")
    parser.add_argument("--announced", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def _host(text: str) -> str:
    """Read the name of a host, as an argparse type."""
    if not (name := host_name(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is not the name of a host")
    return name


def _base_path(text: str) -> str:
    """Read the path that everything is put under, as an argparse type."""
    bare = text.strip("/")
    if not all(re.fullmatch(r"[\w~-][\w.~-]*", part, re.ASCII) for part in bare.split("/") if bare):
        raise argparse.ArgumentTypeError(f"{text!r} is no path: write letters, digits, - and /")
    return bare


def _origin(text: str) -> str:
    """Read scheme and host of a site, as an argparse type."""
    scheme, _, host = text.rstrip("/").partition("://")
    if scheme not in ("http", "https") or not host_name(host) or set(host) & set(" ;,'\""):
        raise argparse.ArgumentTypeError(f"{text!r} is no site: write https://name")
    return f"{scheme}://{host}"


def run(options: argparse.Namespace) -> int:
    """Become the dashboard's server; its first line of output is the address to open."""
    if options.data and not options.data.is_dir():
        raise FolderMissing(str(options.data))
    try:
        port = free_port(options.port)
    except PortInUse as refusal:
        raise PortTaken(refusal.which, refusal.do) from refusal
    if not options.announced:
        _announce(options.host, port, options.base_path)
    os.environ.update(_variables(options))
    os.chdir(APP)
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", f"--server.port={port}"]
    command += [f"--server.address={options.host.strip('[]')}"]
    if sys.platform == "win32":  # there a program cannot take another's place
        return subprocess.call(command)
    os.execv(sys.executable, command)


def _announce(host: str, port: int, base_path: str) -> None:
    terminal.out(address(port, host) + (f"/{base_path}/" if base_path else ""))
    if host != LOCALHOST:
        open_to = "Other machines can reach it, without a password and without encryption"
        terminal.err(f"{open_to}: SECURITY.md says what that means.")


def _variables(options: argparse.Namespace) -> dict[str, str]:
    """Return the options as the variables that the server reads."""
    named = {
        VARIABLE: str(options.data.resolve()) if options.data else "",
        LISTENING: options.host,
        ALLOWED: ",".join(options.allow_host),
        BASE_PATH: options.base_path,
        EMBED_IN: " ".join(options.embed_in),
        log.VARIABLE: options.log_level or "",
        OPEN_METRICS: "yes" if options.open_metrics else "",
    }
    return {name: value for name, value in named.items() if value}
