"""Files of the front end and its libraries, compressed once each and kept so in memory.

Streamlit sends its own scripts as they are: three quarters of the bytes of a first page. Brotli at
QUALITY takes twice as long as gzip, once, and gives an eighth fewer bytes; browsers take it from
https: and from this machine only, so gzip stays beside it. What `smallest.py` has made is smaller.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections.abc import Callable, Mapping
from functools import partial
from threading import Lock

import brotli
from cachetools import LRUCache
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from metrics.ui.base_path import below_base
from metrics.ui.gate import COMPONENTS, HEALTH
from metrics.ui.held_answer import HeldAnswer
from metrics.ui.smallest import Smallest, chosen

FOLDERS = ("/static/", "/assets/", COMPONENTS)
TYPES = ("text/", "application/javascript", "application/json", "image/svg+xml", "font/ttf")
LEAST, MOST = 1_000, 64_000_000  # bytes of a file, of all kept
QUALITY, LEVEL = 6, 6  # of Brotli, of gzip
CODINGS: Mapping[str, Callable[[bytes], bytes]] = {  # the best first
    "br": partial(brotli.compress, quality=QUALITY, lgwin=24),
    "gzip": partial(gzip.compress, compresslevel=LEVEL, mtime=0),
}


class Compression:
    """Send files of FOLDERS compressed to those who take that; each is compressed once."""

    def __init__(self, app: ASGIApp, smallest: Smallest | None = None) -> None:
        self.app = app
        self._smallest = smallest or chosen()
        self._lock = Lock()
        self._kept: LRUCache[tuple[str, ...], bytes] = LRUCache(MOST, getsizeof=len)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, compressed where that is worth it."""
        coding = _coding(scope)
        if not str(scope.get("path", "")).endswith(HEALTH):  # which no visitor asks for
            self._smallest.note_request()
        if not coding:
            await self.app(scope, receive, send)
            return
        # Without it Streamlit's own middleware would compress such a file again for each request.
        headers = [one for one in scope["headers"] if one[0].lower() != b"accept-encoding"]
        await self.app(
            {**scope, "headers": headers}, receive, _Compressed(self, coding, scope, send)
        )

    async def compressed(self, coding: str, path: str, state: str, body: bytes) -> bytes:
        """Return a file in a state of it compressed, from memory where it has been before."""
        key = (coding, path, state, str(len(body)))
        with self._lock:
            kept = self._kept.get(key)
        if kept is None:
            kept = await asyncio.to_thread(self._make, key, body)
        return kept

    def _make(self, key: tuple[str, ...], body: bytes) -> bytes:
        """Compress a file quickly, unless it was made smaller before; keep it either way."""
        small = self._smallest.find(body) if key[0] == "br" else None
        made = small or CODINGS[key[0]](body)
        self._keep(key, made)
        if key[0] == "br" and small is None:
            self._smallest.make_later(body, partial(self._keep, key))
        return made

    def _keep(self, key: tuple[str, ...], made: bytes) -> None:
        with self._lock:
            if len(made) <= MOST:
                self._kept[key] = made


def _coding(scope: Scope) -> str:
    """Return how to compress the answer; "" where it is no whole file of FOLDERS, or not taken."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return ""
    headers = Headers(scope=scope)
    if "range" in headers or not below_base(str(scope["path"])).startswith(FOLDERS):
        return ""
    named = (one.partition(";") for one in headers.get("accept-encoding", "").lower().split(","))
    taken = {name.strip() for name, _, weight in named if weight.strip().rstrip("0.") != "q="}
    return next((name for name in CODINGS if name in taken), "")


class _Compressed(HeldAnswer):
    """Sends an answer compressed where that is worth it."""

    def __init__(self, kept: Compression, coding: str, scope: Scope, send: Send) -> None:
        super().__init__(send)
        self._kept, self._coding, self._path = kept, coding, str(scope["path"])
        self._has = Headers(scope=scope).get("if-none-match", "")

    def is_held(self, start: Message) -> bool:
        """Say whether an answer is worth it."""
        return _worth_it(start)

    async def send_whole(self, start: Message, body: bytes) -> None:
        """Send the answer compressed, or that the browser's is the same."""
        headers = MutableHeaders(scope=start)
        if "etag" not in headers:  # a file of the component
            headers["ETag"] = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
            if headers["ETag"] in self._has:
                await self._send({**start, "status": 304, "headers": _kept_of(start)})
                await self._send({"type": "http.response.body", "body": b""})
                return
        state = headers.get("etag") or headers.get("last-modified") or str(hash(body))
        found = await self._kept.compressed(self._coding, self._path, state, body)
        headers["Content-Encoding"], headers["Content-Length"] = self._coding, str(len(found))
        headers.add_vary_header("Accept-Encoding")
        if (tag := headers.get("etag", "")) and not tag.startswith("W/"):
            headers["ETag"] = f"W/{tag}"  # other bytes, the same content
        await self._send(start)
        await self._send({"type": "http.response.body", "body": found})


def _kept_of(start: Message) -> list[tuple[bytes, bytes]]:
    """Return the headers of an answer that says nothing has changed: those of no body."""
    return [one for one in start["headers"] if not one[0].lower().startswith(b"content-")]


def _worth_it(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    text = headers.get("content-type", "").startswith(TYPES)
    large = int(headers.get("content-length") or LEAST) >= LEAST
    return start["status"] == 200 and text and large and "content-encoding" not in headers
