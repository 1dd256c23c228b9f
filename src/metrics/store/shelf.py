"""The datasets there are: the built-in ones, and those in a folder that the user names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from metrics.installation import DATA
from metrics.selection import FIRST
from metrics.store.package import DESCRIPTOR

BUILT_IN = DATA
VARIABLE = "VILLAGE_METRICS_DATA"


@dataclass(frozen=True)
class Shelf:
    """Each dataset's folder by its name, the first to be shown first; what was left out, and why.

    A dataset is called like its folder.
    """

    datasets: dict[str, Path] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    def name(self, asked: str | None) -> str:
        """Return the name asked for, or the first where there is no such dataset."""
        return asked if asked in self.datasets else next(iter(self.datasets), FIRST)

    def folder(self, name: str) -> Path:
        """Return a dataset's folder; where there is none at all, that of the one missing."""
        return self.datasets.get(name, BUILT_IN / FIRST)


def shelf() -> Shelf:
    """Return the datasets of the built-in folder and of the one that VILLAGE_METRICS_DATA names."""
    found = {one.name: one for one in sorted(_inside(BUILT_IN), key=_first)}
    named = os.environ.get(VARIABLE)
    if not named:
        return Shelf(found)
    own = Path(named).resolve()
    if not own.is_dir():
        why = f"{VARIABLE} names {named}, and there is no such folder. Name one that holds datasets"
        return Shelf(found, (f"{why}, each a folder with a {DESCRIPTOR}.",))
    twice = [one for one in _inside(own) if found.setdefault(one.name, one) != one]
    return Shelf(found, tuple(_twice(one, found[one.name]) for one in twice))


def _first(folder: Path) -> tuple[bool, str]:
    return folder.name != FIRST, folder.name


def _inside(folder: Path) -> Iterator[Path]:
    """Yield the datasets in a folder: those of its folders that hold one, or the folder itself."""
    if (folder / DESCRIPTOR).is_file():
        yield folder
    elif folder.is_dir():
        yield from sorted(one for one in folder.iterdir() if (one / DESCRIPTOR).is_file())


def _twice(left_out: Path, there: Path) -> str:
    return f"{left_out} is left out: {there} is a dataset of that name. Rename the folder."
