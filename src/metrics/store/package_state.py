"""When and how large the files of a dataset are, so that a change is noticed at every click."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from metrics.store.describe import DESCRIPTOR
from metrics.store.package import named_paths
from metrics.store.parquet_files import files

State = tuple[int, ...]  # when changed, how large and which file; empty where there is none


def state(folder: Path) -> tuple[State, ...]:
    """Return when and how large each file of a dataset is: it changes when one of them does.

    Reads no content but that of a descriptor which has changed, so it may be asked at every click.
    """
    descriptor = _state(folder / DESCRIPTOR)
    paths = (one for path in _paths(folder, descriptor) for one in files(path))
    return descriptor, *(_state(path) for path in paths)


def descriptor_state(folder: Path) -> State:
    """Return when and how large the descriptor of a dataset is."""
    return _state(folder / DESCRIPTOR)


def _state(path: Path) -> State:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return ()
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


@lru_cache(maxsize=256)
def _paths(folder: Path, descriptor: State) -> tuple[Path, ...]:
    """Return the files that a descriptor names, read anew when the descriptor has changed."""
    return named_paths(folder)
