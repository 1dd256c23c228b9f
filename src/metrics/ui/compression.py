"""Files of the front end and its libraries, compressed once each and kept so in memory.

Streamlit sends its own scripts as they are: three quarters of the bytes of a first page.
"""

from __future__ import annotations

import asyncio
import gzip
from threading import Lock

from cachetools import LRUCache
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from metrics.ui.base_path import below_base

FOLDERS = ("/static/", "/assets/")
TYPES = ("text/", "application/javascript", "application/json", "image/svg+xml", "font/ttf")
LEAST, LEVEL, MOST = 1_000, 6, 64_000_000  # bytes of a file, of gzip, of all kept


class Compression:
    """Send files of FOLDERS compressed to those who take that; each is compressed once."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._lock = Lock()
        self._kept: LRUCache[tuple[str, ...], bytes] = LRUCache(MOST, getsizeof=len)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, compressed where that is worth it."""
        if not _may(scope):
            await self.app(scope, receive, send)
            return
        # Without it Streamlit's own middleware would compress such a file again for each request.
        headers = [one for one in scope["headers"] if one[0].lower() != b"accept-encoding"]
        await self.app({**scope, "headers": headers}, receive, _Compressed(self, scope, send))

    async def compressed(self, key: tuple[str, ...], body: bytes) -> bytes:
        """Return a file compressed, from memory where it has been before."""
        with self._lock:
            kept = self._kept.get(key)
        if kept is None:
            kept = await asyncio.to_thread(gzip.compress, body, LEVEL, mtime=0)
            with self._lock:
                if len(kept) <= MOST:
                    self._kept[key] = kept
        return kept


def _may(scope: Scope) -> bool:
    """Say whether a request is for a whole file of FOLDERS, from one who takes gzip."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    headers = Headers(scope=scope)
    takes = "gzip" in headers.get("accept-encoding", "") and "range" not in headers
    return takes and below_base(str(scope["path"])).startswith(FOLDERS)


class _Compressed:
    """Holds an answer back until it is whole, then sends it compressed."""

    def __init__(self, kept: Compression, scope: Scope, send: Send) -> None:
        self._kept, self._path, self._send = kept, str(scope["path"]), send
        self._start: Message | None = None
        self._body: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _worth_it(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        elif message["type"] == "http.response.body":
            self._body.append(message.get("body", b""))
            if not message.get("more_body"):
                await self._send_whole(self._start)

    async def _send_whole(self, start: Message) -> None:
        headers, body = MutableHeaders(scope=start), b"".join(self._body)
        state = headers.get("etag") or headers.get("last-modified") or str(hash(body))
        found = await self._kept.compressed((self._path, state, str(len(body))), body)
        headers["Content-Encoding"], headers["Content-Length"] = "gzip", str(len(found))
        headers.add_vary_header("Accept-Encoding")
        if (tag := headers.get("etag", "")) and not tag.startswith("W/"):
            headers["ETag"] = f"W/{tag}"  # other bytes, the same content
        await self._send(start)
        await self._send({"type": "http.response.body", "body": found})


def _worth_it(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    text = headers.get("content-type", "").startswith(TYPES)
    large = int(headers.get("content-length") or LEAST) >= LEAST
    return start["status"] == 200 and text and large and "content-encoding" not in headers
