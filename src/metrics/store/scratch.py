"""Files in the making: under a name of their own, and gone at the next start when they were left.

Whoever writes into a folder holds its lock together with the others; the system lets go of a lock
when its process ends, in whatever way. So whoever gets the lock alone knows that nobody is writing.
"""

from __future__ import annotations

import os
import re
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such locks: there, what is old is taken to be left
    fcntl = None  # type: ignore[assignment] # a module that may be missing

ENDING = ".part"
OURS = re.compile(rf".+\.[0-9a-f]{{32}}\{ENDING}.*", re.DOTALL)
STALE_SECONDS = 3600


@contextmanager
def scratch(target: Path) -> Iterator[Path]:
    """Give a name beside `target` to write under first; what has it at the end is removed."""
    part = target.with_name(f"{target.name}.{uuid.uuid4().hex}{ENDING}")
    with locked(target.parent, alone=False):
        try:
            yield part
        finally:
            for left in target.parent.glob(f"{part.name}*"):  # also what DuckDB keeps beside it
                remove(left)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a name to write under that becomes the target at the end: whole, or not at all."""
    with scratch(target) as part:
        yield part
        os.replace(part, target)


def sweep(folder: Path) -> None:
    """Remove what is left of files in the making, unless somebody may still be at it."""
    left = [path for path in folder.glob(f"*{ENDING}*") if OURS.fullmatch(path.name)]
    if not left:
        return
    with locked(folder, alone=True) as alone:
        for path in left:
            if alone or time.time() - changed(path) > STALE_SECONDS:
                remove(path)


def remove(path: Path) -> None:
    """Remove a file or a folder, whoever else may be doing so."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def changed(path: Path) -> float:
    """Return when a file was last changed; 0 when another process has just taken it away."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0


@contextmanager
def locked(folder: Path, *, alone: bool) -> Iterator[bool]:
    """Hold a folder's lock, alone or with others; say whether it could be had."""
    if fcntl is None:
        yield not alone
        return
    try:
        held = os.open(folder, os.O_RDONLY)
    except OSError:  # a folder that may be written to but not read
        yield not alone
        return
    try:
        yield _lock(held, alone=alone) and _is_there(folder, held)
    finally:
        os.close(held)


def _lock(held: int, *, alone: bool) -> bool:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB if alone else fcntl.LOCK_SH)
    except OSError:
        return False
    return True


def _is_there(folder: Path, held: int) -> bool:
    """Say whether a folder whose lock was got is still the one of its name."""
    try:
        return os.path.samestat(folder.stat(), os.fstat(held))
    except OSError:
        return False
