"""Tell visitors apart by a cookie that says nothing of them, so that an upload is theirs alone."""

from __future__ import annotations

import secrets
from http.cookies import SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "village_metrics_visitor"


class Visitors:
    """Give each browser that has none a cookie, which scripts of a page cannot read."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; add the cookie to the page that answers it."""

        async def with_cookie(message: Message) -> None:
            headers = MutableHeaders(scope=message) if "headers" in message else None
            if headers is not None and "text/html" in headers.get("content-type", ""):
                headers.append("set-cookie", _cookie())
            await send(message)

        known = scope["type"] != "http" or COOKIE in Headers(scope=scope).get("cookie", "")
        await self.app(scope, receive, send if known else with_cookie)


def _cookie() -> str:
    cookie = SimpleCookie()
    cookie[COOKIE] = secrets.token_urlsafe(24)
    for name, said in (("path", "/"), ("samesite", "Lax"), ("httponly", True)):
        cookie[COOKIE][name] = said
    return str(cookie[COOKIE].OutputString())
