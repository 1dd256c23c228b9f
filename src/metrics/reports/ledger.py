"""The ledger of a reading: an append-only file, a JSON line an entry, each hashed on the last.

An entry says what a reader decided of one number: before and after, on what evidence and by which
rule. It holds no sentence of the text, so that it can be published with the figures.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from metrics.errors import MetricsError

try:
    import fcntl
except ImportError:  # Windows: a lock of this process only
    fcntl = None  # type: ignore[assignment] # a module that may be missing

COLUMNS = (
    *("entry", "at", "who", "reader", "figure_id", "before", "after", "evidence", "rule"),
    *("text_sha256", "previous", "hash"),
)
FIRST = "0" * 64  # what stands for the hash before the first entry
Entry = Mapping[str, str]
_lock = Lock()


class LedgerBroken(MetricsError):
    """A ledger whose entries are not those that were written, in their order."""

    def __init__(self, which: str) -> None:
        do = "Take the file from a backup; nothing was added to it."
        super().__init__("The ledger is not as it was written", which, do)


class Overtaken(MetricsError):
    """An entry about a number of which an entry was written that its reader has not seen."""

    def __init__(self, figure_ids: Sequence[str], newer: Sequence[Entry]) -> None:
        which = ", ".join(figure_ids)
        do = "Look at what was decided there, and decide again."
        super().__init__("This number was decided in another window", which, do)
        self.newer = tuple(newer)


class Fault(NamedTuple):
    """What is wrong with an entry, one of those from 1, and the column to look at."""

    entry: int
    column: str
    rule: str


def hash_of(entry: Entry) -> str:
    """Return the checksum of all of an entry but its own hash: SHA-256 of a JSON list of texts."""
    cells = [entry[name] for name in COLUMNS[:-1]]
    return hashlib.sha256(json.dumps(cells, ensure_ascii=True).encode()).hexdigest()


def faults(entries: Iterable[Entry]) -> Iterator[Fault]:
    """Yield the first fault of each entry that does not follow from the entry before."""
    previous, text = FIRST, None
    for number, entry in enumerate(entries, 1):
        text = entry["text_sha256"] if text is None else text
        if entry["entry"] != str(number):
            yield Fault(number, "entry", "the entries are not numbered one by one")
        elif entry["previous"] != previous:
            yield Fault(number, "previous", "the chain is broken: not the hash of the entry before")
        elif entry["hash"] != hash_of(entry):
            yield Fault(number, "hash", "the entry was changed after it was written")
        elif entry["text_sha256"] != text:
            yield Fault(number, "text_sha256", "the entry is of another text")
        previous = entry["hash"]


class Ledger:
    """The ledger in a file, of one text; it may be opened by several processes at once."""

    def __init__(self, path: Path, text_sha256: str) -> None:
        self._path = path
        self._text = text_sha256

    def entries(self) -> list[Entry]:
        """Return all entries in order; raises LedgerBroken.

        The beginning of an entry that a killed process left is none: nobody was told that it is
        there.
        """
        content = self._path.read_bytes() if self._path.exists() else b""
        return self._read(content[: content.rfind(b"\n") + 1])

    def append(self, new: Sequence[Entry], seen: int) -> list[Entry]:
        """Add entries, on disk when this returns; return all that come after the first `seen`.

        An entry has the columns of COLUMNS but those of the chain. Raises Overtaken, and adds
        nothing, where an entry not seen is about the same figure and reader; LedgerBroken.
        """
        with self._alone() as file:
            content = b"".join(iter(lambda: os.read(file, 1 << 20), b""))
            whole = content.rfind(b"\n") + 1
            if whole < len(content):
                os.ftruncate(file, whole)
            before = self._read(content[:whole])
            self._refuse_overtaken(new, before[seen:])
            added = list(self._chained(new, before))
            os.lseek(file, whole, os.SEEK_SET)
            _write(file, "".join(f"{json.dumps(one)}\n" for one in added).encode())
            os.fsync(file)
        return [*before[seen:], *added]

    def _read(self, content: bytes) -> list[Entry]:
        found: list[Entry] = []
        for number, line in enumerate(content.splitlines(), 1):
            try:
                entry = json.loads(line)
                found.append({name: str(entry[name]) for name in COLUMNS})
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                raise LedgerBroken(f"entry {number} of {self._path.name} is no entry") from error
        if fault := next(faults(found), None):
            raise LedgerBroken(f"entry {fault.entry} of {self._path.name}: {fault.rule}")
        return found

    def _refuse_overtaken(self, new: Sequence[Entry], unseen: Sequence[Entry]) -> None:
        ours = {(one["figure_id"], one["reader"]) for one in new}
        theirs = [one for one in unseen if (one["figure_id"], one["reader"]) in ours]
        if theirs:
            raise Overtaken(sorted({one["figure_id"] for one in theirs}), unseen)

    def _chained(self, new: Sequence[Entry], before: Sequence[Entry]) -> Iterator[Entry]:
        previous = before[-1]["hash"] if before else FIRST
        for number, one in enumerate(new, len(before) + 1):
            made = {"text_sha256": self._text, "previous": previous, "entry": str(number)}
            made = dict.fromkeys(COLUMNS, "") | dict(one) | made
            made["hash"] = previous = hash_of(made)
            yield made

    @contextmanager
    def _alone(self) -> Iterator[int]:
        """Open the file while nobody else writes it; a new one is in its folder for good."""
        is_new = not self._path.exists()
        with _lock:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                if fcntl is not None:
                    fcntl.flock(file, fcntl.LOCK_EX)
                if is_new:
                    sync_folder(self._path.parent)
                yield file
            finally:
                os.close(file)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on disk, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(held)
        finally:
            os.close(held)


def _write(file: int, content: bytes) -> None:
    while content:
        content = content[os.write(file, content) :]
