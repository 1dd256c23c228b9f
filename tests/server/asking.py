"""Asking the application of our routes without a network, as a server hands it its requests."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.responses import Response

from metrics.ui.server import MIDDLEWARE, routes

EDGE = "an-edge-of-parts"
HOST = "localhost:8501"


def request(method: str, target: str, headers: Mapping[str, str]) -> dict[str, Any]:
    """Return a request as a server hands it to its application."""
    path, _, query = target.partition("?")
    named = {"host": HOST, **headers}
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in named.items()],
        "server": ("localhost", 8501),
        "client": ("reader", 1),
    }


async def answered(
    scope: dict[str, Any], body: bytes | None = None, stays: float | None = None
) -> Response:
    """Give a request to the application; without a body nothing of one may be read.

    The client leaves after `stays` seconds; without it, never.
    """
    sent: list[MutableMapping[str, Any]] = []
    to_read = [{"type": "http.request", "body": body or b"", "more_body": False}]

    async def receive() -> MutableMapping[str, Any]:
        if to_read:
            return to_read.pop()
        await asyncio.sleep(1000 if stays is None else stays)
        return {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    await Starlette(routes=routes(), middleware=MIDDLEWARE)(scope, receive, send)
    content = b"".join(message.get("body", b"") for message in sent)
    found = Response(content, sent[0]["status"])
    found.raw_headers = list(sent[0]["headers"])
    return found


def ask(
    target: str, method: str = "GET", body: bytes | None = None, base: str = "", **headers: str
) -> Response:
    """Ask for an address of a file, or a path with its slash, below a prefix.

    Headers are named with _ for -.
    """
    path = target if target.startswith("/") else f"/export/{target}"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = answered(request(method, f"{base}{path}", named), body)
    # In a thread of its own: Playwright's loop runs in this one once a browser test has run.
    with ThreadPoolExecutor(1) as other:
        return other.submit(asyncio.run, answer).result()


def post(target: str, files: Mapping[str, bytes], **headers: str) -> Response:
    """Post files to an address, as the page of a reader does."""
    body = form(files)
    kind = f"multipart/form-data; boundary={EDGE}"
    named = {"content_type": kind, "content_length": str(len(body)), **headers}
    return ask(target, "POST", body, **named)


def form(files: Mapping[str, bytes]) -> bytes:
    """Return files as the body of a posted form."""
    return b"".join(part(name, data) for name, data in files.items()) + f"--{EDGE}--".encode()


def part(name: str, data: bytes) -> bytes:
    """Return a file as a part of a posted form."""
    head = f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n\r\n'
    return head.encode() + data + b"\r\n"
