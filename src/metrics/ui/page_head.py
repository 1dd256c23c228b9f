"""Our scripts in the head of Streamlit's pages.

Every page begins with `menu.js`. Streamlit's scripts are large, and its first run begins when they
have run: so a page of charts has `start.js` in their place, which shows the page's contents
(`early_contents.py`), then runs Streamlit, whose components take the views over.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from metrics.exports import plotlyjs
from metrics.topics.catalog import PAGE_TOPICS
from metrics.ui.base_path import page_in
from metrics.ui.component import NAME
from metrics.ui.gate import COMPONENTS
from metrics.ui.held_answer import HeldAnswer
from metrics.ui.menu import HOME, TITLES

FILES = f".{COMPONENTS}{NAME}"  # of the component, as a page names them
FRONT = Path(__file__).parent / "front"
CHARTS = (HOME, *PAGE_TOPICS)
STARTS = re.compile(rb'<script type="module" crossorigin src="(\./static/js/index\.[\w.-]+)">')
IMPORTED = re.compile(r'^import .*?from "\./(\w+\.js)"', re.MULTILINE)


class PageHead:
    """Have each page begin with `menu.js`, and Streamlit's script run after `start.js`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; one for a page with our scripts in its head."""
        page = _page_of(scope)
        if not page:
            await self.app(scope, receive, send)
            return
        # The page is to come whole and as it is: its etag is that of other bytes.
        left_out = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
        headers = [one for one in scope["headers"] if one[0].lower() not in left_out]
        await self.app({**scope, "headers": headers}, receive, _WithScripts(send, page))


def _page_of(scope: Scope) -> str:
    """Return the page that a request is for; "" where it is for anything else."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return ""
    if "text/html" not in Headers(scope=scope).get("accept", ""):
        return ""
    page = page_in(str(scope["path"])) or HOME
    return page if page in TITLES else ""


class _WithScripts(HeldAnswer):
    """Sends a page with our scripts in its head."""

    def __init__(self, send: Send, page: str) -> None:
        super().__init__(send)
        self._page = page

    def is_held(self, start: Message) -> bool:
        """Say whether an answer is a page."""
        headers = Headers(raw=start["headers"])
        is_page = headers.get("content-type", "").startswith("text/html")
        return start["status"] == 200 and is_page and "content-encoding" not in headers

    async def send_whole(self, start: Message, body: bytes) -> None:
        """Send the page; its etag was that of other bytes."""
        page, headers = with_scripts(body, self._page), MutableHeaders(scope=start)
        for name in ("etag", "last-modified"):
            del headers[name]
        headers["Content-Length"] = str(len(page))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": page})


@lru_cache(16)
def with_scripts(html: bytes, page: str) -> bytes:
    """Return a page with our scripts in its head; as it is where Streamlit's is not found."""
    found = STARTS.search(html)
    if not found:
        return html
    menu = f'<script type="module" async crossorigin src="{FILES}/menu.js"></script>\n'.encode()
    script = _charts_first(found[1].decode(), page) if page in CHARTS else found[0]
    return html[: found.start()] + menu + script + html[found.end() :]


def _charts_first(streamlit: str, page: str) -> bytes:
    """Return what stands in place of the beginning of Streamlit's script."""
    lines = (
        f'<link rel="stylesheet" href="{FILES}/front.css">',
        f'<link rel="preload" as="script" href="./assets/plotly/{plotlyjs.FILE}">',
        *(_preloaded(f"{FILES}/{name}") for name in modules()),
        _preloaded(streamlit),
        f'<script type="module" crossorigin src="{FILES}/start.js"'
        f' data-contents="./early/{page}" data-then="{streamlit}">',
    )
    return "\n".join(lines).encode()


def _preloaded(module: str) -> str:
    return f'<link rel="modulepreload" crossorigin href="{module}">'


@cache
def modules() -> tuple[str, ...]:
    """Return the modules that run before Streamlit; unless named they would come in five steps."""
    found = ["early.js"]
    for name in found:
        text = (FRONT / name).read_text(encoding="utf-8")
        found += [one for one in IMPORTED.findall(text) if one not in found]
    return tuple(found)
