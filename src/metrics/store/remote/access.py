"""Look at the remote files of a dataset, and let DuckDB read them while it is built.

Only `village-metrics build` and `check` do so: whatever serves pages opens what was built.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from importlib.util import find_spec
from typing import Protocol

import duckdb

from metrics.errors import DataProblems, Problem
from metrics.store.package import Package
from metrics.store.remote.files import RemoteFault, RemoteFile, RemoteFiles, changed

NEEDED = ("fsspec", "requests")
INSTALL = "Install them with: pip install 'village-metrics[remote]'."
AT_ONCE = 8  # files that are looked at: each look is one request and its wait


class Reader(Protocol):
    """What reads the files of a scheme; raises RemoteFault."""

    def listed(self, url: str) -> list[str]:
        """Return the files that a URL names."""

    def look(self, url: str) -> RemoteFile:
        """Return how large a file is, and its mark."""

    def read(self, file: RemoteFile, start: int, length: int) -> bytes:
        """Return some bytes of a file."""


class _Access:
    """Reads files by the scheme of their URLs; after a first fault it reads no more."""

    fault: RemoteFault | None = None

    @cached_property
    def _http(self) -> Reader:
        from metrics.store.remote.http import Http  # where the extra is installed

        return Http()

    @cached_property
    def _s3(self) -> Reader:
        from metrics.store.remote.s3 import S3  # starts threads of its own

        return S3()

    def of(self, url: str) -> Reader:
        """Return what reads a URL."""
        return self._s3 if url.startswith("s3:") else self._http

    def look(self, url: str) -> RemoteFile:
        """Return a file as it is now."""
        return self.of(url).look(url)

    def read(self, file: RemoteFile, start: int, length: int) -> bytes:
        """Return some bytes of a file; notes the first fault, which DuckDB tells in its own way."""
        if self.fault is None:
            try:
                return self.of(file.url).read(file, start, length)
            except RemoteFault as fault:
                self.fault = fault
        raise self.fault


def looked_at(package: Package) -> Package:
    """Return a dataset with what its remote files are now; DataProblems where one is not there."""
    if not package.remote:
        return package
    access, faults, found = _access(package), [], {}
    for name, named in package.remote.items():
        try:
            found[name] = replace(named, found=tuple(_found(access, named)))
        except RemoteFault as fault:
            faults.append(fault.problem)
    if faults:
        raise DataProblems(package.name, faults)
    return replace(package, files={**package.files, **found})


def _found(access: _Access, named: RemoteFiles) -> list[RemoteFile]:
    """Return the files of a table, in the order of their URLs."""
    urls = sorted({one for url in named.urls for one in access.of(url).listed(url)})
    if not urls:
        do = "Put Parquet files (.parquet) there, or take the table out of datapackage.json."
        raise RemoteFault(named.urls[0], "the folder holds no Parquet file", do)
    return _looks(access, urls)


def _looks(access: _Access, urls: Sequence[str]) -> list[RemoteFile]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(access.look, urls))


def _access(package: Package) -> _Access:
    """Return what reads the remote files of a dataset; DataProblems where a package is missing."""
    if all(map(find_spec, NEEDED)):
        return _Access()
    rule = f"is remote, and needs Python packages that are not installed ({', '.join(NEEDED)})"
    url = next(iter(package.remote.values())).urls[0]
    raise DataProblems(package.name, [Problem(url, None, "", "", rule, INSTALL)])


@contextmanager
def readable(con: duckdb.DuckDBPyConnection, package: Package) -> Iterator[None]:
    """Let a connection read the files of a dataset that was looked at.

    Raises DataProblems where a file cannot be read, or is not at the end what it was at the start.
    """
    files = _by_url(package)
    if not files:
        yield
        return
    from metrics.store.remote.filesystem import FileSystem  # where the extra is installed

    access = _access(package)
    con.register_filesystem(FileSystem(files, access.read))
    try:
        yield
        for file in _looks(access, list(files)):
            if files[file.url] != file:
                raise changed(file.url)
    except (duckdb.Error, DataProblems, RemoteFault) as error:
        fault = access.fault or error
        if isinstance(fault, RemoteFault):
            raise DataProblems(package.name, [fault.problem]) from error
        raise


def _by_url(package: Package) -> Mapping[str, RemoteFile]:
    return {file.url: file for named in package.remote.values() for file in named.found}
