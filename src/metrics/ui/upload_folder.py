"""The folder of all uploads of one run of the server: gone when the run ends, however it ends.

Each run holds a lock on a file beside its folder for as long as it lives. What a run that was
killed has left behind is known by its free lock, and removed by the next one that starts.
"""

from __future__ import annotations

import atexit
import os
import shutil
import stat
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import IO

from starlette.types import ASGIApp, Message, Receive, Scope, Send

try:
    import fcntl
except ImportError:  # Windows: a folder is removed at the end of its run only
    fcntl = None  # type: ignore[assignment] # the module is missing there

LOCK = ".lock"
_lock = Lock()
_held: dict[Path, IO[bytes]] = {}  # folders of this run, each with its locked file


def folder() -> Path:
    """Return the folder of this run, made when it is first asked for; nobody else can read it."""
    with _lock:
        if not _held:
            sweep()
            made, locked = _made(_parent())
            _held[made] = locked
            atexit.register(remove)
        return next(iter(_held))


def remove() -> None:
    """Remove the folder of this run, and let its lock go."""
    while _held:
        made, locked = _held.popitem()
        shutil.rmtree(made, ignore_errors=True)
        Path(locked.name).unlink(missing_ok=True)
        locked.close()


def sweep() -> None:
    """Remove the folders of runs that are no more; those of runs that live stay."""
    for path in _locks(_parent()):
        with path.open("ab") as locked:
            if _takes(locked) and _is_same(locked, path):
                shutil.rmtree(path.with_suffix(""), ignore_errors=True)
                path.unlink(missing_ok=True)


def _locks(parent: Path) -> Iterator[Path]:
    own = {Path(locked.name) for locked in _held.values()}
    yield from (path for path in sorted(parent.glob(f"*{LOCK}")) if path not in own)


def _parent() -> Path:
    """Return the folder of all runs of this user: theirs alone, or one that is new."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    parent = Path(tempfile.gettempdir(), f"village-metrics-uploads-{user}")
    parent.mkdir(mode=0o700, exist_ok=True)
    found = parent.lstat()
    theirs = not hasattr(os, "getuid") or found.st_uid == user
    if stat.S_ISDIR(found.st_mode) and theirs and not found.st_mode & 0o077:
        return parent
    return Path(tempfile.mkdtemp(prefix="village-metrics-uploads-"))


def _made(parent: Path) -> tuple[Path, IO[bytes]]:
    """Make a folder of which the lock is held before it is there."""
    while True:
        made = parent / uuid.uuid4().hex
        locked = made.with_suffix(LOCK).open("ab")
        if fcntl is None or (_takes(locked) and _is_same(locked, Path(locked.name))):
            made.mkdir(mode=0o700)
            return made, locked
        locked.close()  # a sweep came between


def _takes(locked: IO[bytes]) -> bool:
    """Take the lock of a file, if nobody has it; never where files have none."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(locked, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_same(locked: IO[bytes], path: Path) -> bool:
    """Say whether the file locked is still the one that the path names."""
    try:
        return os.path.samestat(os.fstat(locked.fileno()), path.stat())
    except OSError:
        return False


class Uploads:
    """Sweep when the server starts, and remove this run's uploads when it stops by a signal."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; look at the start and the end of the server only."""

        async def watched(message: Message) -> None:
            if message["type"] == "lifespan.shutdown.complete":
                remove()
            await send(message)

        if scope["type"] != "lifespan":
            await self.app(scope, receive, send)
            return
        sweep()
        try:
            await self.app(scope, receive, watched)
        finally:
            remove()
