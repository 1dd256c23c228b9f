"""What visitors have uploaded: kept by the server until it ends, each for its own visitor only."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock

import streamlit as st

from metrics.errors import MetricsError
from metrics.intake.check import CheckRequest, Report
from metrics.intake.limits import MEGABYTE
from metrics.intake.sheet import Sheet
from metrics.store import joined
from metrics.store.build_cache import Built
from metrics.store.dataset_index import DatasetIndex, discover_datasets
from metrics.ui import caches, upload_folder
from metrics.ui.notices import START
from metrics.ui.visitors import visitor_of

DATASETS = 10  # loaded datasets of a visitor
CHECKS = 4  # checks of a visitor that can be loaded
FILES = 8  # files of a visitor that are held as they were read
MEGABYTES_READ = 400  # of these files, in memory
MEGABYTES_READ_OF_ALL = 1_200  # of all visitors: another's are read again when they are asked for
MEGABYTES_KEPT = 500  # of a visitor's datasets and checks on disk
MEGABYTES_OF_ALL = 5_000  # of all visitors
Files = tuple[str, object]  # which file, read how


class CheckGone(MetricsError):
    """A check whose tables are not there any more."""

    def __init__(self) -> None:
        what = "its tables made room for checks that came after it"
        super().__init__("This check cannot be loaded", what, "Check the files again.")


class NoRoom(MetricsError):
    """More uploads than the server or one visitor may keep."""

    def __init__(self, which: str, do: str) -> None:
        super().__init__("There is no room for these files", which, do)


@dataclass(frozen=True)
class Upload:
    """A dataset of one visitor: its name in addresses, its title, its folder and its tables.

    `rows` counts the rows loaded, by table.
    """

    name: str
    title: str
    folder: Path
    built: Built
    rows: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Kept:
    """What was loaded, and the titles of what it took the place of or made go."""

    upload: Upload
    replaced: bool
    removed: tuple[str, ...]


@dataclass(frozen=True)
class Checked:
    """A check of a visitor: what was asked, and what was found."""

    request: CheckRequest
    without_bad: bool
    report: Report


@dataclass
class Visitor:
    """What one visitor has on the server, oldest first."""

    datasets: dict[str, Upload] = field(default_factory=dict)
    checks: dict[str, Checked] = field(default_factory=dict)
    files: dict[Files, list[Sheet]] = field(default_factory=dict)

    def folders(self) -> set[Path]:
        """Return the folders of datasets and checks."""
        loaded = {one.folder.parent for one in self.datasets.values()}
        return loaded | {one.report.folder.parent for one in self.checks.values()}

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(_size(one) for one in self.folders())


_visitors: dict[str, Visitor] = {}
_lock = Lock()


def visitor() -> str:
    """Return what tells this visitor from others; "" when the browser keeps no cookies."""
    return visitor_of(st.context.cookies)


def uploads_of(visitor_id: str) -> Mapping[str, Upload]:
    """Return a visitor's uploads by their names."""
    with _lock:
        return dict(_visitors[visitor_id].datasets) if visitor_id in _visitors else {}


def available_datasets(visitor_id: str, requested: str | None = None) -> DatasetIndex:
    """Return all datasets that a visitor can choose from, the joined one asked for too."""
    common = discover_datasets()
    own = {name: one.folder for name, one in uploads_of(visitor_id).items()}
    joined_dataset = (
        {requested: Path(requested)}
        if requested and len(joined.parts(requested, common.datasets)) > 1
        else {}
    )
    return replace(common, datasets={**common.datasets, **own, **joined_dataset})


def folder(title: str) -> Path:
    """Return a new folder for an upload; its parent is its own, whatever else is uploaded."""
    return Path(tempfile.mkdtemp(dir=upload_folder.folder()), name(title))


def name(title: str) -> str:
    """Return what an upload is called in addresses."""
    plain = re.sub(r"[^\w]+", "-", title.lower()).strip("-_")[:40]
    return f"{START}{plain or 'data'}"


def read(visitor_id: str, file: Files, reader: Callable[[], list[Sheet]]) -> list[Sheet]:
    """Return the sheets of a visitor's file, read once; of many files the first read go."""
    with _lock:
        kept = _visitors.setdefault(visitor_id, Visitor()).files
        if file in kept:
            return kept[file]
    read_sheets = reader()
    with _lock:
        kept = _visitors.setdefault(visitor_id, Visitor()).files
        kept[file] = read_sheets
        while len(kept) > FILES or (
            len(kept) > 1 and _held_bytes(kept) > MEGABYTES_READ * MEGABYTE
        ):
            del kept[next(iter(kept))]
        _forget_files_of_others(kept)
    return read_sheets


def _forget_files_of_others(own: Mapping[Files, list[Sheet]]) -> None:
    """Let go of what other visitors' files held, those of the first visitors first, for room."""
    others = [one.files for one in _visitors.values() if one.files and one.files is not own]
    held = [_held_bytes(one) for one in others]
    room = MEGABYTES_READ_OF_ALL * MEGABYTE - _held_bytes(own)
    while held and sum(held) > room:
        others.pop(0).clear()
        held.pop(0)


def _held_bytes(files: Mapping[Files, list[Sheet]]) -> int:
    return sum(int(one.cells.nbytes) for sheets in files.values() for one in sheets)


def make_room(visitor_id: str) -> None:
    """Refuse a check where the visitor or the server keeps too much; NoRoom says what to do."""
    with _lock:
        own_bytes = _visitors.get(visitor_id, Visitor()).size
        all_bytes = sum(one.size for one in _visitors.values())
    if own_bytes > MEGABYTES_KEPT * MEGABYTE:
        which = f"your datasets have {own_bytes / MEGABYTE:,.0f} MB, of {MEGABYTES_KEPT} MB"
        raise NoRoom(which, "Remove one of them below, and check again.")
    if all_bytes > MEGABYTES_OF_ALL * MEGABYTE:
        raise NoRoom("the server keeps as much as it may for all visitors", "Try again later.")


def last_check(visitor_id: str, key: str) -> Checked | None:
    """Return what a visitor's check found, if it was of the same files, read the same way."""
    with _lock:
        return _visitors[visitor_id].checks.get(key) if visitor_id in _visitors else None


def remember(visitor_id: str, key: str, checked: Checked) -> None:
    """Keep what a check found; of many checks of this visitor the oldest go."""
    with _lock:
        mine = _visitors.setdefault(visitor_id, Visitor())
        before = mine.folders()
        mine.checks.pop(key, None)
        mine.checks[key] = checked
        while len(mine.checks) > CHECKS:
            del mine.checks[next(iter(mine.checks))]
        gone = before - mine.folders()
    _remove(gone)


def keep(visitor_id: str, title: str, report: Report) -> Kept:
    """Keep the tables of a check for their visitor, in place of those of the same name.

    The visitor's own oldest dataset goes where there are too many, never another's. Raises
    CheckGone where the tables are not there any more.
    """
    built = report.built
    if not visitor_id or built is None or not built.path.is_file():
        raise CheckGone
    one = Upload(report.folder.name, title, report.folder, built, report.kept)
    with _lock:
        mine = _visitors.setdefault(visitor_id, Visitor())
        before, old = mine.folders(), mine.datasets.pop(one.name, None)
        mine.datasets[one.name] = one
        removed = [old] if old and old.folder != one.folder else []
        while len(mine.datasets) > DATASETS:
            removed.append(mine.datasets.pop(next(iter(mine.datasets))))
        _forget_checks(mine, {gone.folder for gone in removed} | {one.folder})
        mine.files.clear()
        gone_folders = before - mine.folders()
    _remove(gone_folders)
    titles = [gone.title for gone in removed if gone is not old]
    return Kept(one, old is not None, tuple(titles))


def drop(visitor_id: str, name: str) -> None:
    """Remove an upload: its files, its tables in memory, and what was read to make it."""
    with _lock:
        mine = _visitors.get(visitor_id, Visitor())
        before, one = mine.folders(), mine.datasets.pop(name, None)
        if one:
            _forget_checks(mine, {one.folder})
            mine.files.clear()
        gone = before - mine.folders()
        if not mine.datasets and not mine.checks and not mine.files:
            _visitors.pop(visitor_id, None)
    _remove(gone)


def _forget_checks(mine: Visitor, folders: set[Path]) -> None:
    for key in [key for key, one in mine.checks.items() if one.report.folder in folders]:
        del mine.checks[key]


def _remove(folders: set[Path]) -> None:
    """Remove folders, and let go of the tables in them that are open."""
    for one in folders:
        caches.forget(one)
        shutil.rmtree(one, ignore_errors=True)


def _size(folder: Path) -> int:
    try:
        return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    except OSError:  # it goes while it is looked at
        return 0
