"""Files in S3, or in what speaks as S3 does, read by pyarrow's own client.

What it is told of credentials, region and endpoint is what AWS's own tools are told: variables such
as AWS_ACCESS_KEY_ID, AWS_DEFAULT_REGION and AWS_ENDPOINT_URL, or the files in ~/.aws.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pyarrow import fs

from metrics.store.remote.files import (
    RemoteFault,
    RemoteFile,
    cut_short,
    denied,
    missing,
    silent,
    unreachable,
)

TRIES = 3
CONNECT_SECONDS = 10.0
LOGIN = "Name credentials that may read and list it (AWS_ACCESS_KEY_ID and its like, or ~/.aws)"
ENDING = ".parquet"
# What stands in an error of the client, and the fault that it is.
FAULTS: tuple[tuple[tuple[str, ...], Callable[[str], RemoteFault]], ...] = (
    (
        ("ACCESS_DENIED", "status 403", "INVALID_ACCESS_KEY", "SIGNATURE", "CREDENTIALS"),
        lambda url: denied(url, LOGIN),
    ),
    (("NO_SUCH", "Path does not exist", "status 404"), missing),
    (("curlCode: 28", "REQUEST_TIMEOUT"), lambda url: silent(url, CONNECT_SECONDS)),
)


class S3:
    """Reads s3: files; raises RemoteFault."""

    def __init__(self) -> None:
        again = fs.AwsStandardS3RetryStrategy(max_attempts=TRIES)
        # The client takes the endpoint from no variable by itself.
        at = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
        self._s3 = fs.S3FileSystem(
            retry_strategy=again, connect_timeout=CONNECT_SECONDS, endpoint_override=at
        )
        self._opened: dict[str, Any] = {}

    def listed(self, url: str) -> list[str]:
        """Return the Parquet files that a URL names: itself, or those in a folder."""
        if url.endswith(ENDING):
            return [url]
        with _asked(url):
            folder = fs.FileSelector(_path(url), recursive=True, allow_not_found=True)
            inside = self._s3.get_file_info(folder)
        return [f"s3://{one.path}" for one in inside if one.is_file and one.path.endswith(ENDING)]

    def look(self, url: str) -> RemoteFile:
        """Return how large a file is, and its mark."""
        with _asked(url), self._s3.open_input_file(_path(url)) as file:
            about = {_text(name): _text(value) for name, value in file.metadata().items()}
            return RemoteFile(url, file.size(), about.get("ETag") or about.get("Last-Modified", ""))

    def read(self, file: RemoteFile, start: int, length: int) -> bytes:
        """Return some bytes of a file."""
        with _asked(file.url):
            if file.url not in self._opened:
                self._opened[file.url] = self._s3.open_input_file(_path(file.url))
            content = bytes(self._opened[file.url].read_at(length, start))
        if len(content) < length:
            raise cut_short(file.url)
        return content


def _path(url: str) -> str:
    return url.removeprefix("s3://").rstrip("/")


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value


@contextmanager
def _asked(url: str) -> Iterator[None]:
    """Raise RemoteFault for what the client says of a request."""
    try:
        yield
    except OSError as error:
        for signs, fault in FAULTS:
            if any(sign in str(error) for sign in signs):
                raise fault(url) from error
        raise unreachable(url, str(error).rpartition("AWS Error ")[2]) from error
