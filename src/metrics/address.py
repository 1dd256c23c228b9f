"""The address the dashboard is opened at: which port is free and how its address is written.

run.py imports this with whatever Python the machine has, so it uses the standard library only and
syntax that Python 3.8 can read.
"""

from __future__ import annotations

import argparse
import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

LOCALHOST = "localhost"
EVERY_ADDRESS = ("0.0.0.0", "::", "")  # what a server listens on to be reached by every address
DEFAULT_PORT = 8501
LAST_PORT = DEFAULT_PORT + 20

# A listener on one address does not stop a bind on the others everywhere (macOS allows it), so
# each of these is asked for by itself.
_PROBED = (
    (socket.AF_INET, "127.0.0.1"),
    (socket.AF_INET, "0.0.0.0"),
    (socket.AF_INET6, "::1"),
    (socket.AF_INET6, "::"),
)


class PortInUse(Exception):
    """No port can be had: which one and why, and what to do."""

    def __init__(self, which: str, do: str) -> None:
        super().__init__(f"{which}. {do}")
        self.which = which
        self.do = do


def address(port: int, host: str = LOCALHOST) -> str:
    """Return the address to open in a browser; a host that means every address is this machine."""
    bare = LOCALHOST if host in EVERY_ADDRESS else host.strip("[]")
    return f"http://{f'[{bare}]' if ':' in bare else bare}:{port}"


def port_number(text: str) -> int:
    """Read a port from the command line, as an argparse type."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: give a number from 1 to 65535")
    return int(text)


def free_port(wanted: int | None) -> int:
    """Return the wanted port if it is free; without a wish, the first free one from 8501 on."""
    if wanted is not None:
        _refuse_taken(wanted)
        return wanted
    for port in range(DEFAULT_PORT, LAST_PORT + 1):
        if _bind_error(port) == 0:
            return port
    raise PortInUse(
        f"All ports from {DEFAULT_PORT} to {LAST_PORT} are in use",
        "Stop one of the programs that use them, or choose another port with --port N.",
    )


@contextmanager
def reserved(port: int) -> Iterator[None]:
    """Keep other programs off a port for a while, so that an announced address stays true."""
    with socket.socket() as holder:
        # The system may refuse for a minute after an earlier server; going on is still right.
        with suppress(OSError):
            holder.bind(("127.0.0.1", port))
        yield


def _refuse_taken(port: int) -> None:
    error = _bind_error(port)
    if error == errno.EADDRINUSE:
        raise PortInUse(
            f"Port {port} is in use by another program",
            "Stop that program, choose another port with --port N, or leave --port away to get "
            "the next free one.",
        )
    if error:
        raise PortInUse(
            f"Port {port} may not be opened by this user",
            "Choose a port from 1024 up with --port N, or leave --port away.",
        )


def _bind_error(port: int) -> int:
    """Return the error number that keeps a server off the port, 0 when there is none."""
    for family, host in _PROBED:
        try:
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                # Connections of a server that has just ended must not count as a server.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if family == socket.AF_INET6:
                    probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                probe.bind((host, port))
        except OSError as error:
            # Any other error means that this kind of address does not exist on the machine.
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                return error.errno
    return 0
