"""What every request passes first: its host, its origin, its size; and what every answer carries.

An exception that nothing else has caught ends here too, as a sentence with the request's id.
"""

from __future__ import annotations

import os

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from metrics import log
from metrics.ui.base_path import below_base
from metrics.ui.headers import AnswerHeaders
from metrics.ui.hosts import Hosts, from_own_page, hosts

OPEN_METRICS = "VILLAGE_METRICS_OPEN_METRICS"
LONGEST_QUERY = 64_000  # bytes
SAFE = ("GET", "HEAD", "OPTIONS")
HEALTH, METRICS, MEDIA = "/_stcore/health", "/_stcore/metrics", "/media/"
COMPONENTS = "/_stcore/bidi-components/"
REFUSALS = {
    "host": (400, "This server does not answer to that host name."),
    "origin": (403, "A page of another site may not do this."),
    "length": (414, "The address is too long."),
    "metrics": (404, "There is nothing here."),
}


class Gate:
    """Refuse requests that are not for this server or not from its pages; complete its answers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.hosts = hosts()
        self.headers = AnswerHeaders()
        self.metrics_open = bool(os.environ.get(OPEN_METRICS))
        log.start()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer why not."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        request_id = scope.setdefault("state", {})["request_id"] = log.new_request_id()
        answered = _Answered(send, self.headers, scope, request_id)
        if rule := self._broken_rule(scope):
            log.refused(_route(scope), rule, request_id, REFUSALS[rule][0])
            await _refuse(scope, receive, answered, rule)
            return
        try:
            await self.app(scope, receive, answered)
        except Exception as error:  # whatever a route or Streamlit breaks on
            log.failed(_route(scope), error, request_id)
            if scope["type"] == "websocket" or answered.started:
                raise
            await fault(request_id)(scope, receive, answered)

    def _broken_rule(self, scope: Scope) -> str:
        """Return the name of the rule that a request breaks, "" when it keeps all."""
        headers, path = Headers(scope=scope), scope["path"]
        if not self.hosts.allows(headers.get("host")) and not path.endswith(HEALTH):
            return "host"
        if len(scope.get("query_string", b"")) > LONGEST_QUERY:
            return "length"
        if path.rstrip("/").endswith(METRICS) and not self.metrics_open:
            return "metrics"
        return "" if _changes_nothing(scope) or is_own(headers, self.hosts) else "origin"


def _changes_nothing(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["method"] in SAFE


def is_own(headers: Headers, allowed: Hosts) -> bool:
    """Say whether a request comes from a page of this server, or from no page at all."""
    of_site = from_own_page(headers.getlist("sec-fetch-site"))
    return of_site and allowed.allows_origin(headers.get("origin"), headers.get("host"))


def fault(request_id: str) -> PlainTextResponse:
    """Return the answer to a request that something broke on."""
    return PlainTextResponse(f"Something went wrong on the server. Request {request_id}.", 500)


async def _refuse(scope: Scope, receive: Receive, send: Send, rule: str) -> None:
    if scope["type"] == "websocket":
        await receive()  # what asks for the connection
        await send({"type": "websocket.close", "code": 1008, "reason": ""})
        return
    status, says = REFUSALS[rule]
    text = f"{says} Request {scope['state']['request_id']}."
    await PlainTextResponse(text, status)(scope, receive, send)


def _route(scope: Scope) -> str:
    """Return the first part of a path: what follows may name a visitor's own dataset."""
    first = "/" + below_base(str(scope["path"])).lstrip("/").partition("/")[0]
    return first[:40].encode("ascii", "backslashreplace").decode()


def _caching(path: str) -> str:
    """Return how Streamlit's answer may be kept, where it says otherwise; "" where it is right."""
    if path.startswith(MEDIA):  # files that a visitor's page has made
        return "no-store"
    return "no-cache" if path.startswith(COMPONENTS) else ""


class _Answered:
    """Sends an answer with the headers of every answer that it does not set itself."""

    def __init__(self, send: Send, headers: AnswerHeaders, scope: Scope, request_id: str) -> None:
        self._send, self._headers, self._request_id = send, headers, request_id
        self._caching = _caching(below_base(scope["path"]))
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            found = MutableHeaders(scope=message)
            for name, value in self._headers.of(found.get("content-type", "")).items():
                found.setdefault(name, value)
            found["X-Request-ID"] = self._request_id
            if self._caching:
                found["Cache-Control"] = self._caching
        await self._send(message)
