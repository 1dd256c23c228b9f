"""Files of the front end as small as they get: made while nobody asks, kept in the cache folder.

Brotli at its best gives an eighth fewer bytes than at the quality that a visitor can wait for, and
takes seventy times as long: half a minute for the files of a first page.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Thread, get_native_id

import brotli

from metrics import log
from metrics.store.cache_folders import own_folder
from metrics.store.scratch import changed, remove, replacing, sweep

VARIABLE, QUICK = "VILLAGE_METRICS_COMPRESSION", "quick"  # with it none is made and none is kept
BEST = 11  # the quality of Brotli
MOST = 32_000_000  # bytes of all that are kept
IDLE = 60  # seconds without a request: servers of tests end before that
Take = Callable[[bytes], None]


def chosen() -> Smallest:
    """Return those of the server's cache folder; with VARIABLE at QUICK, none."""
    return Smallest(None if os.environ.get(VARIABLE) == QUICK else own_folder() / "scripts")


class Smallest:
    """Compressed files in a folder, each named by the checksum of what is in it; None: no files."""

    def __init__(self, folder: Path | None, idle: float = IDLE) -> None:
        self._folder, self._idle = folder, idle
        self._asked = time.monotonic()
        self._waiting: dict[str, tuple[bytes, Take]] = {}
        self._lock, self._at_work = Lock(), False

    def note_request(self) -> None:
        """Put off what is to be made: somebody is there."""
        self._asked = time.monotonic()

    def seconds_to_idle(self) -> float:
        """Return how long nobody may ask from now on for the server to be idle."""
        return self._asked + self._idle - time.monotonic()

    def find(self, body: bytes) -> bytes | None:
        """Return a file compressed, if that was made before and is what it should be."""
        if self._folder is None:
            return None
        try:
            kept = self._path(self._folder, body).read_bytes()
            return kept if brotli.decompress(kept) == body else None
        except (OSError, brotli.error):
            return None

    def make_later(self, body: bytes, take: Take) -> None:
        """Make a file when the server has been idle for a while, and give it to `take`."""
        with self._lock:
            if self._folder is None:
                return
            self._waiting[hashlib.sha256(body).hexdigest()] = body, take
            if not self._at_work:
                self._at_work = True
                # A daemon, so that the server's end waits for no file.
                Thread(target=self._work, name="smallest files", daemon=True).start()

    def _work(self) -> None:
        if sys.platform == "linux":  # where a thread has a priority of its own
            os.setpriority(os.PRIO_PROCESS, get_native_id(), 19)
        while one := self._next():
            self._make(*one)

    def _next(self) -> tuple[bytes, Take] | None:
        """Wait until the server is idle, and return what to make next; None ends the work."""
        while (left := self.seconds_to_idle()) > 0:
            time.sleep(left)
        with self._lock:
            if self._folder is None or not self._waiting:
                self._at_work = False
                self._waiting.clear()
                return None
            return self._waiting.pop(next(iter(self._waiting)))

    def _make(self, body: bytes, take: Take) -> None:
        """Make a file, and keep it; a folder that takes none is not asked again."""
        if (folder := self._folder) is None:
            return
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with replacing(self._path(folder, body)) as part:
                part.touch()  # before the work: a folder may not be written to
                part.write_bytes(made := brotli.compress(body, quality=BEST, lgwin=24))
            take(made)
            tidy(folder)
        except OSError as error:
            self._folder = None
            log.LOGGER.warning("no compressed files are kept: %s", error.strerror)

    @staticmethod
    def _path(folder: Path, body: bytes) -> Path:
        return folder / f"{hashlib.sha256(body).hexdigest()}.br"


def tidy(folder: Path, most: int = MOST) -> None:
    """Remove what is left of files in the making, and the oldest files beyond `most` bytes."""
    sweep(folder)
    total = 0
    for path in sorted(folder.glob("*.br"), key=changed, reverse=True):
        total += path.stat().st_size
        if total > most:
            remove(path)
