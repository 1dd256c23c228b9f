"""The datasets there are: the built-in ones, and those in a folder that the user names."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from metrics.installation import DATA
from metrics.selection import DEFAULT_DATASET
from metrics.store.package import DESCRIPTOR, UNPRINTED
from metrics.store.resources import is_file

VARIABLE = "VILLAGE_METRICS_DATA"
MARK = "+"  # between the names of datasets that are joined
LONGEST_NAME = 100  # bytes of a folder's name


@dataclass(frozen=True)
class DatasetIndex:
    """Each dataset's folder by its name, the first to be shown first; what was left out, and why.

    A dataset is called like its folder.
    """

    datasets: dict[str, Path] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    def name(self, asked: str | None) -> str:
        """Return the name asked for, or the first where there is no such dataset."""
        return asked if asked in self.datasets else next(iter(self.datasets), DEFAULT_DATASET)

    def folder(self, name: str) -> Path:
        """Return a dataset's folder; where there is none at all, that of the one missing."""
        return self.datasets.get(name, DATA / DEFAULT_DATASET)


def discover_datasets() -> DatasetIndex:
    """Return the datasets of the built-in folder and of the one that VILLAGE_METRICS_DATA names."""
    found = {one.name: one for one in sorted(datasets_inside(DATA), key=_first)}
    named = os.environ.get(VARIABLE)
    if not named:
        return DatasetIndex(found)
    own = _resolved(named)
    if own is None:
        why = f"{VARIABLE} names {named}, and there is no such folder. Name one that holds datasets"
        return DatasetIndex(found, (f"{why}, each a folder with a {DESCRIPTOR}.",))
    left_out = []
    for one in datasets_inside(own):
        if why := _why_left_out(one, found):
            left_out.append(f"{_printed(one)} is left out: {why} Rename the folder.")
        else:
            found[one.name] = one
    return DatasetIndex(found, tuple(left_out))


def _resolved(named: str) -> Path | None:
    """Return a folder that is there by its whole path, else None."""
    try:
        found = Path(named).resolve()
        return found if found.is_dir() else None
    except (OSError, RuntimeError):  # not to be looked at; links that lead to one another
        return None


def _first(folder: Path) -> tuple[bool, str]:
    return folder.name != DEFAULT_DATASET, folder.name


def datasets_inside(folder: Path) -> Iterator[Path]:
    """Yield the datasets in a folder: those of its folders that hold one, or the folder itself.

    Every run of a page asks, so paths are texts here: `Path` takes five times as long.
    """
    if is_file(folder / DESCRIPTOR):
        yield folder
        return
    with suppress(OSError):  # a folder that may not be looked into holds nothing for this user
        names = sorted(os.listdir(folder))
        yield from (
            folder / name for name in names if os.path.isfile(f"{folder}/{name}/{DESCRIPTOR}")
        )


def _why_left_out(folder: Path, found: Mapping[str, Path]) -> str:
    if why := _unnameable(folder.name):
        return why
    taken = found.get(folder.name, folder)
    return "" if taken == folder else f"{taken} is a dataset of that name."


def _unnameable(name: str) -> str:
    """Return why a folder's name cannot stand in an address; "" where it can."""
    if UNPRINTED.search(name):
        return "its name holds characters that cannot be printed."
    if len(name.encode()) > LONGEST_NAME:
        return f"its name has more than {LONGEST_NAME} bytes."
    return f"a {MARK} in an address joins datasets." if MARK in name else ""


def _printed(folder: Path) -> str:
    return UNPRINTED.sub("\N{REPLACEMENT CHARACTER}", str(folder))
