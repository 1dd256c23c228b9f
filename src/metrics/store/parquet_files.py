"""Which Parquet files a table has, and how one is known again without reading it whole."""

from __future__ import annotations

import os
from pathlib import Path

ENDING = ".parquet"
FOOTER_LENGTH = 8  # bytes at the end: the length of the footer before them, and PAR1


def is_parquet(path: Path) -> bool:
    """Say whether a resource of a dataset is Parquet: by its ending, or a folder."""
    return path.suffix == ENDING or _is_folder(path)


def files(path: Path) -> list[Path]:
    """Return the files of a resource, in order: itself, or the Parquet files in a folder."""
    return sorted(path.rglob(f"*{ENDING}")) if _is_folder(path) else [path]


def _is_folder(path: Path) -> bool:
    """Say so also of a name that no file system takes, where `Path.is_dir` raises."""
    return os.path.isdir(path)


def mark(path: Path) -> bytes:
    """Return what tells a Parquet file from others without reading its rows.

    That is its size, when it was changed, and its footer, which holds the place, size and extremes
    of each column.
    """
    found = path.stat()
    with path.open("rb") as file:
        file.seek(max(0, found.st_size - FOOTER_LENGTH))
        length = int.from_bytes(file.read(4), "little")
        file.seek(max(0, found.st_size - FOOTER_LENGTH - length))
        footer = file.read()
    return f"{found.st_size} {found.st_mtime_ns} ".encode() + footer
