"""Which Parquet files a table has, and how one is known again without reading it whole."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from metrics.store.remote.files import RemoteFile, RemoteFiles

Source = Path | RemoteFiles  # what a table is read from: a file, a folder, or remote files
File = Path | RemoteFile
ENDING = ".parquet"
FOOTER_LENGTH = 8  # bytes at the end: the length of the footer before them, and PAR1


def is_parquet(source: Source) -> bool:
    """Say whether a resource of a dataset is Parquet: by its ending, a folder, or remote."""
    if isinstance(source, RemoteFiles):
        return True
    return source.suffix == ENDING or is_folder(source)


def files(source: Source) -> Sequence[File]:
    """Return the files of a resource, in order: itself, or the Parquet files in a folder.

    Remote files are known once they were looked at.
    """
    return source.found if isinstance(source, RemoteFiles) else local_files(source)


def local_files(path: Path) -> list[Path]:
    """Return the files of a resource on this machine, in order."""
    return sorted(path.rglob(f"*{ENDING}")) if is_folder(path) else [path]


def name_in(folder: Path, file: File) -> str:
    """Return the path of a file in a folder, or the URL of a remote one."""
    return file.url if isinstance(file, RemoteFile) else file.relative_to(folder).as_posix()


def path_of(file: File) -> str:
    """Return what DuckDB calls a file."""
    return file.url if isinstance(file, RemoteFile) else str(file)


def size(file: File) -> int:
    """Return how large a file is, in bytes."""
    return file.size if isinstance(file, RemoteFile) else file.stat().st_size


def is_folder(path: Path) -> bool:
    """Say whether there is a folder; what may not be looked at, or not be named, is none."""
    return os.path.isdir(path)


def mark(file: File) -> bytes:
    """Return what tells a file from others: all of it, of Parquet files something shorter.

    Of one on this machine that is its size, when it was changed, and its footer, which holds the
    place, size and extremes of each column; of a remote one, its size and what its server marks it
    with.
    """
    if isinstance(file, RemoteFile):
        return f"{file.size} {file.mark}".encode()
    return _with_footer(file) if file.suffix == ENDING else file.read_bytes()


def _with_footer(path: Path) -> bytes:
    found = path.stat()
    with path.open("rb") as file:
        file.seek(max(0, found.st_size - FOOTER_LENGTH))
        length = int.from_bytes(file.read(4), "little")
        file.seek(max(0, found.st_size - FOOTER_LENGTH - length))
        footer = file.read()
    return f"{found.st_size} {found.st_mtime_ns} ".encode() + footer
