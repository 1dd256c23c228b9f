"""The border through which every text passes to a terminal: control characters are shown escaped.

A cell or a file's name may hold sequences that move the cursor, colour or rename the window, and
bytes that are no text at all.
"""

from __future__ import annotations

import sys
import unicodedata
from typing import TextIO

ALLOWED = "\n"
CLEAR_TO_END = "\033[K"  # our own, written by `step` alone


def printable(text: object) -> str:
    """Return a text in which nothing but letters, spaces and line ends is left as it is."""
    return "".join(one if _harmless(one) else _escaped(one) for one in str(text))


def _harmless(one: str) -> bool:
    return one.isprintable() or one in ALLOWED or unicodedata.category(one) == "Zs"


def _escaped(one: str) -> str:
    return one.encode("unicode_escape").decode("ascii")


def out(*lines: object) -> None:
    """Print lines on standard output."""
    _print(sys.stdout, lines)


def err(*lines: object) -> None:
    """Print lines on standard error."""
    _print(sys.stderr, lines)


def step(line: str, end: str = "\r") -> None:
    """Say on a terminal what is done next, over the line before; elsewhere say nothing."""
    if sys.stderr.isatty():
        print(f"{_encodable(sys.stderr, line)}{CLEAR_TO_END}", end=end, file=sys.stderr)


def _print(to: TextIO, lines: tuple[object, ...]) -> None:
    for line in lines:
        print(_encodable(to, line), file=to, flush=True)


def _encodable(to: TextIO, line: object) -> str:
    """Return a line as the stream can write it: what it has no letter for is shown escaped."""
    encoding = to.encoding or "utf-8"
    return printable(line).encode(encoding, "backslashreplace").decode(encoding)
