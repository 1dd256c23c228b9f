"""Which names the server answers to, and whether a request comes from a page of its own."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from metrics.address import EVERY_ADDRESS, LOCALHOST

ALLOWED = "VILLAGE_METRICS_HOSTS"  # names of a proxy, separated by commas
LISTENING = "VILLAGE_METRICS_LISTEN"  # the address that the server listens on
LOCAL = (LOCALHOST, "127.0.0.1", "::1")
OF_ONE_SITE = ("same-origin", "none")  # none: typed into the address bar


@dataclass(frozen=True)
class Hosts:
    """Names that requests may be addressed to: those of this machine, and those of a proxy.

    `any_number` also lets every numeric address in: a page of another site has a name or another
    number, so it cannot reach the server by a number of the server's own.
    """

    own: frozenset[str]
    of_proxy: frozenset[str] = frozenset()
    any_number: bool = False

    def allows(self, host: str | None) -> bool:
        """Say whether a Host header names this server."""
        name = host_name(host or "")
        if name in self.own or name in self.of_proxy:
            return True
        return self.any_number and _is_number(name)

    def allows_origin(self, origin: str | None, host: str | None) -> bool:
        """Say whether an Origin header, if there is one, is that of a page of this server."""
        if origin is None:
            return True
        scheme, _, netloc = origin.partition("://")
        name = host_name(netloc)
        if scheme not in ("http", "https") or not name:
            return False
        # A proxy may hand on another Host than that of the page.
        return netloc.lower() == (host or "").lower() or name in self.of_proxy


def hosts() -> Hosts:
    """Return the names that the environment allows."""
    listening = os.environ.get(LISTENING, LOCALHOST).strip("[] ").lower()
    everywhere = listening in EVERY_ADDRESS
    own = {*LOCAL, listening, *([socket.gethostname().lower()] if everywhere else [])}
    return Hosts(frozenset(own - {""}), _listed(os.environ.get(ALLOWED, "")), everywhere)


def _listed(text: str) -> frozenset[str]:
    return frozenset(filter(None, (host_name(one.strip()) for one in text.split(","))))


def host_name(host: str) -> str:
    """Return the name in a Host header in small letters, without its port; "" if it is none."""
    if len(host) > 300 or "@" in host or "/" in host:
        return ""
    try:
        found = urlsplit(f"//{host}")
        _ = found.port  # raises for what is no port
    except ValueError:
        return ""
    return (found.hostname or "").rstrip(".")


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def from_own_page(fetch_sites: Iterable[str]) -> bool:
    """Say whether no Sec-Fetch-Site header names another site; programs send none."""
    return all(one in OF_ONE_SITE for one in fetch_sites)
