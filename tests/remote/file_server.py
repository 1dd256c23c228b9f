"""A server of files on this machine that sends ranges, speaks enough of S3, and fails on demand."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape


@dataclass
class FileServer:
    """Serves a folder; `fails` says how each path fails, `asked` what was asked for, in order."""

    folder: Path
    fails: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    sent: int = 0
    port: int = 0

    @property
    def url(self) -> str:
        """Where the folder is served."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serving(folder: Path) -> Iterator[FileServer]:
    """Serve a folder on a free port."""
    server = FileServer(folder)

    class Handler(_Handler):
        of = server

    with _Server(("127.0.0.1", 0), Handler) as http:
        server.port = http.server_port
        thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            http.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of who has left."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    of: FileServer

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing."""

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def _answer(self, with_body: bool) -> None:
        asked = urlsplit(self.path)
        path, query = unquote(asked.path), parse_qs(asked.query)
        self.of.asked.append((path, self.headers.get("Range", "")))
        fault = self.of.fails.get(path, "")
        if refused := {"missing": 404, "denied": 403, "broken": 500}.get(fault):
            return self._send(refused, b"", {})
        if fault == "moved":
            return self._send(302, b"", {"Location": f"{self.of.url}/elsewhere.parquet"})
        if "list-type" in query:
            return self._send(200, self._listing(path, query["prefix"][0]), {})
        file = self.of.folder / path.lstrip("/")
        if not file.is_file():
            return self._send(404, b"", {})
        return self._file(file.read_bytes(), fault, with_body)

    def _file(self, content: bytes, fault: str, with_body: bool) -> None:
        asked = self.headers.get("Range", "")
        mark = hashlib.sha256(content).hexdigest()[:16]
        if fault == "changing":
            mark = str(len(self.of.asked))
        headers = {"ETag": f'"{mark}"', "Last-Modified": "Sat, 28 Nov 2026 06:00:00 GMT"}
        if not asked or fault == "whole":
            headers["Content-Length"] = str(len(content))
            return self._send(200, content if with_body else b"", headers)
        first, _, last = asked.removeprefix("bytes=").partition("-")
        part = content[int(first) : int(last) + 1]
        if not part:
            return self._send(416, b"", {})
        says = f"bytes {first}-{int(first) + len(part) - 1}/{len(content)}"
        if fault != "unsaid":
            headers["Content-Range"] = says
        if int(first) > 0 and fault == "late":
            time.sleep(1)
        headers["Content-Length"] = str(len(part))
        return self._send(206, part[:-1] if int(first) > 0 and fault == "short" else part, headers)

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.of.sent += len(body)
        try:
            self.wfile.write(body)
        except OSError:  # who asked has left
            self.close_connection = True
        if int(headers.get("Content-Length", len(body))) > len(body):
            self.close_connection = True

    def _listing(self, path: str, prefix: str) -> bytes:
        bucket = self.of.folder / path.strip("/")
        keys = [(f.relative_to(bucket).as_posix(), f) for f in bucket.rglob("*") if f.is_file()]
        rows = "".join(
            f"<Contents><Key>{escape(key)}</Key><Size>{file.stat().st_size}</Size>"
            "<LastModified>2026-11-28T06:00:00.000Z</LastModified></Contents>"
            for key, file in sorted(keys)
            if key.startswith(prefix)
        )
        name = escape(path.strip("/"))
        return f"<ListBucketResult><Name>{name}</Name>{rows}</ListBucketResult>".encode()
