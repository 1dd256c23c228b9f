"""When and how large the files of a dataset are, so that a change is noticed at every click."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from metrics.store.built_files import built_before
from metrics.store.describe import DESCRIPTOR
from metrics.store.package import named_sources
from metrics.store.parquet_files import Source, local_files
from metrics.store.remote.files import RemoteFiles

State = tuple[int, ...]  # when changed, how large and which file; empty where there is none


def state(folder: Path) -> tuple[State, ...]:
    """Return when and how large each file of a dataset is: it changes when one of them does.

    Reads no content but that of a descriptor which has changed, so it may be asked at every click.
    Remote files are not asked for: what was built of them counts.
    """
    descriptor = _state(folder / DESCRIPTOR)
    sources = _sources(folder, descriptor)
    paths = [one for path in sources if isinstance(path, Path) for one in local_files(path)]
    if any(isinstance(one, RemoteFiles) for one in sources):
        paths += built_before(folder)
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
def _sources(folder: Path, descriptor: State) -> tuple[Source, ...]:
    """Return what a descriptor names, read anew when the descriptor has changed."""
    return named_sources(folder)
