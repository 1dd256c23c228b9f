"""What tests of the dashboard's server share: its addresses of files, asked without a network."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import unquote

import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from without_chrome import no_chrome as no_chrome

from metrics.ui.routes import ROUTES

logging.getLogger("streamlit").setLevel(logging.ERROR)  # caches tell that no server runs
EDGE = "an-edge-of-parts"


def request(method: str, target: str, headers: Mapping[str, str]) -> dict[str, Any]:
    """Return a request as a server hands it to its application."""
    path, _, query = target.partition("?")
    named = {"host": "here:8501", **headers}
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        "server": ("here", 8501),
        "client": ("reader", 1),
    }


async def answered(scope: dict[str, Any], body: bytes | None) -> Response:
    """Give a request to the application; without a body nothing may be read."""
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        assert body is not None, "the body was read"
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    await Starlette(routes=ROUTES)(scope, receive, send)
    content = b"".join(message.get("body", b"") for message in sent)
    found = Response(content, sent[0]["status"])
    found.raw_headers = list(sent[0]["headers"])
    return found


@pytest.fixture(scope="session")
def ask(cache: None) -> Callable[..., Response]:
    """Ask for an address of a file."""

    def asked(
        target: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = answered(request(method, f"/export/{target}", named), body)
        # In a thread of its own: Playwright's loop runs in this one once a browser test has run.
        with ThreadPoolExecutor(1) as other:
            return other.submit(asyncio.run, answer).result()

    return asked


@pytest.fixture(scope="session")
def post(ask: Callable[..., Response]) -> Callable[..., Response]:
    """Post files to an address, as the page of a reader does."""

    def posted(target: str, files: Mapping[str, bytes]) -> Response:
        body = b"".join(part(name, data) for name, data in files.items()) + f"--{EDGE}--".encode()
        kind = f"multipart/form-data; boundary={EDGE}"
        return ask(target, "POST", body, content_type=kind, content_length=str(len(body)))

    return posted


def part(name: str, data: bytes) -> bytes:
    """Return a file as a part of a posted form."""
    head = f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n\r\n'
    return head.encode() + data + b"\r\n"
