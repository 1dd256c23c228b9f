"""Tell visitors apart by a cookie that says nothing of them, so that an upload is theirs alone.

The value is signed with a secret of this process: only a value that this server made counts, so
nobody can choose one for somebody else. A signature needs no list of all values, which would grow
with every visit; and as uploads end with the process, so may the cookies.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "village_metrics_visitor"
SECURE_COOKIE = f"__Host-{COOKIE}"  # where the page is https; no other host can set it
_SECRET = secrets.token_bytes(32)


class Visitors:
    """Give each browser that has none a cookie, which scripts of a page cannot read."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; add the cookie to the page that answers it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_cookie(message: Message) -> None:
            headers = MutableHeaders(scope=message) if "headers" in message else None
            if headers is not None and "text/html" in headers.get("content-type", ""):
                headers.append("set-cookie", _cookie(secure))
            await send(message)

        secure = scope["scheme"] == "https"
        name = SECURE_COOKIE if secure else COOKIE
        known = verified(HTTPConnection(scope).cookies.get(name, ""))
        await self.app(scope, receive, send if known else with_cookie)


def visitor_of(cookies: Mapping[str, str]) -> str:
    """Return the visitor that a request's cookies name; "" where none is of this server's making.

    The cookie of https counts first: a page of another host cannot have set it.
    """
    return verified(cookies.get(SECURE_COOKIE, "")) or verified(cookies.get(COOKIE, ""))


def verified(value: str) -> str:
    """Return the visitor in a cookie's value, "" unless this process has signed it."""
    visitor, _, signature = value.partition(".")
    signed = hmac.compare_digest(_signature(visitor).encode(), signature.encode())
    return visitor if visitor and signed else ""


def new_value() -> str:
    """Return the value of a new visitor's cookie."""
    visitor = secrets.token_urlsafe(24)
    return f"{visitor}.{_signature(visitor)}"


def _signature(visitor: str) -> str:
    return hmac.new(_SECRET, visitor.encode(), hashlib.sha256).hexdigest()


def _cookie(secure: bool) -> str:
    name, end = (SECURE_COOKIE, "; Secure") if secure else (COOKIE, "")
    return f"{name}={new_value()}; HttpOnly; Path=/; SameSite=Lax{end}"
