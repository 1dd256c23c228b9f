"""Files of libraries go out compressed, to those who take that, and are compressed once."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock, patch

import asking
import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message

from metrics.exports.plotlyjs import package
from metrics.ui.assets import HINT
from metrics.ui.compression import LEAST, Compression
from metrics.ui.gate import COMPONENTS
from metrics.ui.server import MIDDLEWARE, routes
from metrics.ui.smallest import Smallest

PLOTLY = "/assets/plotly/plotly.min.js"


def served(app: ASGIApp, path: str, headers: dict[str, str]) -> Response:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        await asyncio.sleep(1000)  # the client stays
        return {"type": "http.disconnect"}

    async def ask() -> None:
        await app(asking.request("GET", path, headers), receive, send)

    asyncio.run(ask())
    found = Response(b"".join(one.get("body", b"") for one in sent), sent[0]["status"])
    found.raw_headers = list(sent[0]["headers"])
    return found


def ours() -> ASGIApp:
    return Starlette(routes=routes(), middleware=MIDDLEWARE)


def folder(path: Path, smallest: Smallest | None = None) -> Compression:
    files = StaticFiles(directory=path)
    app = Starlette(routes=[Mount("/static", files), Mount("/media", files)])
    return Compression(app, smallest)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("accepted", "coding", "unpack", "most"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress, 0.275),
        ("gzip, deflate", "gzip", gzip.decompress, 1 / 3),
    ],
)
def test_plotly_takes_a_third_of_its_bytes_and_is_the_same(
    accepted: str, coding: str, unpack: Callable[[bytes], bytes], most: float
) -> None:
    plain = HINT + (package() / "package_data" / "plotly.min.js").read_bytes()
    answer = served(ours(), PLOTLY, {"accept-encoding": accepted})
    assert answer.headers["content-encoding"] == coding
    assert len(answer.body) < len(plain) * most
    assert unpack(bytes(answer.body)) == plain
    assert answer.headers["vary"] == "Accept-Encoding"
    same = served(
        ours(), PLOTLY, {"accept-encoding": "gzip", "if-none-match": answer.headers["etag"]}
    )
    assert (same.status_code, same.body) == (304, b"")


@pytest.mark.slow
@given(st.binary(max_size=3 * LEAST), st.sampled_from(["a.js", "a.css", "a.png", "a.svg"]))
def test_what_arrives_is_what_is_in_the_file(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str
) -> None:
    path = tmp_path_factory.mktemp("files")
    (path / name).write_bytes(data)
    app = folder(path)
    for _ in range(2):
        answer = served(app, f"/static/{name}", {"accept-encoding": "gzip"})
        whole = name != "a.png" and len(data) >= LEAST
        assert (answer.headers.get("content-encoding") == "gzip") is whole
        assert int(answer.headers["content-length"]) == len(answer.body)
        assert (gzip.decompress(bytes(answer.body)) if whole else answer.body) == data


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/static/a.js", {}),
        ("/static/a.js", {"accept-encoding": "br;q=0, identity"}),
        ("/static/a.js", {"accept-encoding": "gzip", "range": "bytes=0-9"}),
        ("/media/a.js", {"accept-encoding": "gzip"}),
        ("/static/none.js", {"accept-encoding": "gzip"}),
    ],
)
def test_others_get_what_the_server_sends(
    tmp_path: Path, path: str, headers: dict[str, str]
) -> None:
    (tmp_path / "a.js").write_bytes(b"x" * 5 * LEAST)
    answer = served(folder(tmp_path), path, headers)
    assert "content-encoding" not in answer.headers
    assert len(answer.body) == {"/static/none.js": 9}.get(path, 10 if "range" in headers else 5_000)


def test_a_file_is_compressed_once_until_it_changes(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_bytes(b"x" * 5 * LEAST)
    app = folder(tmp_path)
    compress = Mock(wraps=gzip.compress)
    with patch.dict("metrics.ui.compression.CODINGS", gzip=compress):
        for _ in range(3):
            served(app, "/static/a.js", {"accept-encoding": "gzip"})
        assert compress.call_count == 1
        (tmp_path / "a.js").write_bytes(b"y" * 6 * LEAST)
        answer = served(app, "/static/a.js", {"accept-encoding": "gzip"})
    assert gzip.decompress(bytes(answer.body)) == b"y" * 6 * LEAST


def test_a_file_is_sent_at_once_and_smaller_when_that_is_made(tmp_path: Path) -> None:
    text = b"".join(b"export const a%d = %d\n" % (n, n * n) for n in range(500))
    (tmp_path / "a.js").write_bytes(text)
    smallest = Smallest(tmp_path / "kept", idle=0)
    with patch.object(smallest, "make_later") as later:
        app = folder(tmp_path, smallest)
        quick = served(app, "/static/a.js", {"accept-encoding": "br"})
        later.assert_called_once()
        body, take = later.call_args.args
        assert body == text
        take(small := brotli.compress(text, quality=11))
        answer = served(app, "/static/a.js", {"accept-encoding": "br"})
        assert bytes(answer.body) == small
        assert len(small) < len(quick.body)
        assert brotli.decompress(bytes(quick.body)) == text
        assert answer.headers["etag"] == quick.headers["etag"]
        served(app, "/static/a.js", {"accept-encoding": "gzip"})
        later.assert_called_once()
    with patch.object(smallest, "find", return_value=small):
        answer = served(folder(tmp_path, smallest), "/static/a.js", {"accept-encoding": "br"})
    assert bytes(answer.body) == small


@pytest.mark.parametrize(("path", "counts"), [("/static/a.js", True), ("/_stcore/health", False)])
def test_a_server_that_only_its_proxy_asks_is_idle(tmp_path: Path, path: str, counts: bool) -> None:
    smallest = Mock(Smallest)
    served(folder(tmp_path, smallest), path, {})
    assert smallest.note_request.called is counts


def test_a_file_without_a_tag_gets_one_and_is_sent_once() -> None:
    content = "export const a = 1\n" * 100

    async def script(_: Request) -> Response:
        return Response(
            content, media_type="text/javascript", headers={"cache-control": "no-cache"}
        )

    path = f"{COMPONENTS}front/a.js"
    app = Compression(Starlette(routes=[Route(path, script)]))
    first = served(app, path, {"accept-encoding": "br"})
    assert brotli.decompress(bytes(first.body)).decode() == content
    again = {"accept-encoding": "br", "if-none-match": first.headers["etag"]}
    same = served(app, path, again)
    assert (same.status_code, bytes(same.body)) == (304, b"")
    assert same.headers["etag"] == first.headers["etag"]
    assert same.headers["cache-control"] == "no-cache"
    assert not [name for name in same.headers if name.startswith("content-")]
    content = content.replace("1", "2")
    changed = served(app, path, again)
    assert brotli.decompress(bytes(changed.body)).decode() == content
