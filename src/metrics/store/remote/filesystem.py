"""The remote files of a build as a file system of fsspec, by which DuckDB reads them in parts."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from fsspec import AbstractFileSystem

from metrics.store.remote.files import RemoteFile

Read = Callable[[RemoteFile, int, int], bytes]
UNCHANGED = datetime(1970, 1, 1, tzinfo=UTC)  # a file is the same for as long as a build reads it


class FileSystem(AbstractFileSystem):  # type: ignore[misc] # fsspec has no types
    """Gives DuckDB the files that a build has looked at, and no others."""

    protocol = ("https", "http", "s3")
    cachable = False

    def __init__(self, files: Mapping[str, RemoteFile], read: Read) -> None:
        super().__init__()
        self._files, self._read = files, read

    def glob(self, path: str, **_: Any) -> list[str]:
        """Return a file by its URL, which holds no wildcard."""
        return [path] if path in self._files else []

    def exists(self, path: str, **_: Any) -> bool:
        """Say whether a file is one of the build's."""
        return path in self._files

    def info(self, path: str, **_: Any) -> dict[str, Any]:
        """Return how large a file is."""
        return {"name": path, "size": self._files[path].size, "type": "file"}

    def modified(self, path: str) -> datetime:
        """Return the same time whenever it is asked."""
        return UNCHANGED

    def open(self, path: str, mode: str = "rb", **_: Any) -> _File:
        """Open a file for reading."""
        return _File(self._files[path], self._read)


class _File(io.RawIOBase):
    """A remote file at a position."""

    def __init__(self, file: RemoteFile, read: Read) -> None:
        super().__init__()
        self._file, self._read, self._at = file, read, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._file.size}[whence]
        self._at = start + offset
        return self._at

    def read(self, size: int = -1) -> bytes:
        left = self._file.size - self._at
        length = left if size < 0 else min(size, left)
        content = self._read(self._file, self._at, length) if length > 0 else b""
        self._at += len(content)
        return content
