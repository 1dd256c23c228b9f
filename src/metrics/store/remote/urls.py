"""Which URLs a dataset may name: those below what the operator names in VILLAGE_METRICS_REMOTE.

URLs are compared part by part, after they were taken apart by one strict pattern: whatever two
programs could read in two ways is refused.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from urllib.parse import unquote

VARIABLE = "VILLAGE_METRICS_REMOTE"  # beginnings of URLs, separated by spaces
LONGEST = 1000  # characters of a URL
IS_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")
PORTS = {"https": "443", "http": "80", "s3": ""}
# No user, query, fragment, wildcard, backslash or space.
_PARTS = re.compile(
    r"(?P<scheme>https|http|s3)://(?P<host>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:]+\])"
    r"(?::(?P<port>[0-9]{1,5}))?(?P<path>(?:/[\w.~!$&'()+,;=@:%-]+)*)/?"
)
_UNSAFE = re.compile(r"[/\\%\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Url:
    """A URL taken apart: the host in small letters with its port, the path decoded."""

    scheme: str
    host: str
    path: tuple[str, ...]

    def is_below(self, other: Url) -> bool:
        """Say whether it is another URL, or lies below it."""
        at = self.scheme, self.host, self.path[: len(other.path)]
        return at == (other.scheme, other.host, other.path)


def parsed(text: str) -> Url | None:
    """Return a URL taken apart; None where it is not one that is taken."""
    found = _PARTS.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        return None
    scheme, host = found["scheme"], found["host"]
    if scheme == "s3":
        is_taken = found["port"] is None and "%" not in text
    else:
        host, is_taken = host.lower(), text.isascii()
    if scheme == "http":
        is_taken = is_taken and host in THIS_MACHINE
    path = tuple(map(unquote, found["path"].split("/")[1:]))
    if not is_taken or any(part in (".", "..") or _UNSAFE.search(part) for part in path):
        return None
    return Url(scheme, f"{host}:{found['port'] or PORTS[scheme]}", path)


def refusal(text: str) -> tuple[str, str] | None:
    """Return why a URL may not be read, and what to do; None where it may be."""
    url = parsed(text)
    if url is None:
        return (
            "is no URL of a remote file that is read",
            "Write https://host/folder/file.parquet or s3://bucket/folder (http:// for this "
            "machine only): without a user, a query, wildcards or .., other letters as %E6 in "
            "https.",
        )
    for one in (named := os.environ.get(VARIABLE, "").split()):
        beginning = parsed(one)
        if beginning is None:
            do = "Write there https://host/folder/ or s3://bucket/folder/, separated by spaces."
            return f"is not read: {VARIABLE} names {one}, which is no such URL", do
        if url.is_below(beginning):
            return None
    return (
        f"is not on this machine, and is not read: {VARIABLE} names {' '.join(named) or 'nothing'}",
        "Let whoever runs the program name there what it lies below, such as "
        f"{VARIABLE}=https://data.example.org/county/; or download it into the folder of the "
        "dataset.",
    )
