"""Files of a web server, read in parts by range requests; what leads elsewhere is not followed."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn, TypeVar

import requests

from metrics.store.remote.files import (
    RemoteFault,
    RemoteFile,
    changed,
    cut_short,
    denied,
    missing,
    silent,
    unreachable,
)

CONNECT_SECONDS, READ_SECONDS = 10.0, 60.0
TRIES, PAUSE_SECONDS = 3, 1.0  # of what may succeed another time
CHUNK, FIRST = 1_000_000, 4  # bytes
LOGIN = "Put a login for its host into the file .netrc of the user who builds"
RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
Answer = TypeVar("Answer")


class _Again(Exception):
    """A failure that may be gone at the next try."""

    def __init__(self, fault: RemoteFault) -> None:
        super().__init__(str(fault))
        self.fault = fault


class Http:
    """Reads https: and http: files; raises RemoteFault."""

    def __init__(self) -> None:
        self._session = requests.Session()
        self._session.headers["Accept-Encoding"] = "identity"  # a range is one of the file's bytes

    def listed(self, url: str) -> list[str]:
        """Return the one file that a URL names."""
        return [url]

    def look(self, url: str) -> RemoteFile:
        """Return how large a file is, and its mark; in one request for its first bytes."""

        def look() -> RemoteFile:
            with self._part(url, 0, FIRST) as response:
                _body(response, FIRST)  # so that the connection serves the next request too
                return _seen(url, response)

        return _tried(look)

    def read(self, file: RemoteFile, start: int, length: int) -> bytes:
        """Return some bytes of a file that is as it was looked at."""

        def read() -> bytes:
            with self._part(file.url, start, length) as response:
                if _seen(file.url, response) != file:
                    raise changed(file.url)
                content = _body(response, length)
                if len(content) < length:
                    raise _Again(cut_short(file.url))
                return content

        return _tried(read)

    @contextmanager
    def _part(self, url: str, start: int, length: int) -> Iterator[requests.Response]:
        """Give the answer to a request for a part of a file, its body unread."""
        asked = {"Range": f"bytes={start}-{start + length - 1}"}
        wait = CONNECT_SECONDS, READ_SECONDS
        try:
            with self._session.get(
                url, headers=asked, timeout=wait, stream=True, allow_redirects=False
            ) as response:
                if response.status_code != requests.codes.partial_content:
                    _refused(url, response)
                yield response
        except requests.exceptions.ChunkedEncodingError as error:
            raise _Again(cut_short(url)) from error
        except requests.RequestException as error:
            # Of a body that stops coming, requests says no more than that the connection failed.
            late = isinstance(error, requests.Timeout) or "timed out" in str(error)
            fault = silent(url, READ_SECONDS) if late else unreachable(url, _reason(error))
            raise _Again(fault) from error


def _tried(ask: Callable[[], Answer]) -> Answer:
    """Return an answer, asked for anew where a failure may pass."""
    for nth in range(1, TRIES + 1):
        try:
            return ask()
        except _Again as error:
            if nth == TRIES:
                raise error.fault from error
            time.sleep(nth * PAUSE_SECONDS)
    raise AssertionError("the last try returns or raises")


def _body(response: requests.Response, length: int) -> bytes:
    """Return the body of an answer, up to a length: some servers send more than was asked for."""
    content = bytearray()
    for chunk in response.iter_content(CHUNK):
        content += chunk
        if len(content) >= length:
            break
    return bytes(content[:length])


def _reason(error: BaseException) -> str:
    """Return the innermost cause of an error, in its own words."""
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    return getattr(error, "strerror", None) or type(error).__name__


def _refused(url: str, response: requests.Response) -> NoReturn:
    """Raise the fault of an answer that is no part of a file."""
    status, sent = response.status_code, f"HTTP {response.status_code}"
    if status in (401, 403, 407):
        raise denied(url, LOGIN)
    if status in (404, 410):
        raise missing(url)
    if 300 <= status < 400:
        do = "Name the URL that it leads to; other URLs are not followed."
        where = response.headers.get("Location", "")[:200]
        raise RemoteFault(url, "the URL leads to another one", do, where)
    if status == requests.codes.requested_range_not_satisfiable:
        raise changed(url) if "bytes=0-" not in _range(response) else _empty(url)
    if status < 300:
        do = "Serve it by one that does, or download it into the folder of the dataset."
        rule = "the server does not send parts of a file (range requests)"
        raise RemoteFault(url, rule, do, sent)
    fault = RemoteFault(url, "the server answers with an error", "Mend it, then build again.", sent)
    raise _Again(fault) if status >= 500 or status == 429 else fault


def _range(response: requests.Response) -> str:
    return str(response.request.headers.get("Range"))


def _empty(url: str) -> RemoteFault:
    return RemoteFault(url, "the file is empty", "Write the file again, then build again.")


def _seen(url: str, response: requests.Response) -> RemoteFile:
    """Return what an answer tells of the file that it is a part of."""
    found = RANGE.fullmatch(response.headers.get("Content-Range", ""))
    if not found or f"bytes={found[1]}-" not in _range(response):
        rule = "the server does not tell which part of the file it sends, and how large that is"
        do = "Serve it by one that does, or download it into the folder of the dataset."
        raise RemoteFault(url, rule, do)
    mark = response.headers.get("ETag") or response.headers.get("Last-Modified", "")
    return RemoteFile(url, int(found[3]), mark)
